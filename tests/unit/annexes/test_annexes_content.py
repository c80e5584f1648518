from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annexes_forms import TITLES, Annexes, composed, wrapped
from iscm_analysis.project import find_project
from iscm_analysis.tables.annexes import read_annexes
from iscm_analysis.tables.reading import Reading

PROJECT = find_project(Path(__file__).resolve().parent)
ADDED = ("Ada Marsh", "Head of Rivers", "ICP / RES")
Read = Callable[[Annexes | str], Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    path = tmp_path / "annexes.txt"

    def write_and_read(annexes: Annexes | str) -> Reading:
        text = annexes if isinstance(annexes, str) else annexes.text()
        path.write_text(text, encoding="utf-8")
        reading = read_annexes(path, PROJECT)
        for account in reading.accounts:
            assert account.n_read == account.n_kept + account.n_ignored + account.n_refused
        shown = "\n".join(str(problem) for problem in reading.problems)
        assert sum(name in shown for name, *_ in [*composed().people, ADDED]) == 0
        return reading

    return write_and_read


def said(reading: Reading, severity: str = "error") -> list[str]:
    return [problem.message for problem in reading.problems if problem.severity == severity]


def counts(reading: Reading, kind: str) -> tuple[int, int, int, int]:
    [account] = [account for account in reading.accounts if account.kind == kind]
    return account.n_read, account.n_kept, account.n_ignored, account.n_refused


def with_people(*rows: tuple[str, ...]) -> Annexes:
    annexes = composed()
    return replace(annexes, people=[*annexes.people, *rows])


def with_entries(*entries: str) -> Annexes:
    annexes = composed()
    return replace(annexes, entries=[*annexes.entries, *entries])


def test_a_person_added_is_the_42nd(read: Read) -> None:
    reading = read(with_people(ADDED))
    last = reading.frames["interviewees"].iloc[-1]
    assert last[["interviewee_id", "title", "unit", "parent_unit", "seniority"]].tolist() == [
        "I42",
        "Head of Rivers",
        "RES",
        "ICP",
        "head",
    ]
    assert counts(reading, "interviewees") == (43, 42, 1, 0)


def test_a_person_listed_twice_is_flagged_by_place_and_kept(read: Read) -> None:
    people = composed().people
    reading = read(with_people(people[2]))
    [message] = [message for message in said(reading, "warning") if "person" in message]
    assert message.startswith("the same person as in Annex 3, line ")
    assert len(reading.frames["interviewees"]) == 42


@pytest.mark.parametrize("row", [("Ada Marsh",), ("Ada Marsh", "Head of Rivers")])
def test_a_row_with_too_few_cells_is_refused_by_its_line(read: Read, row: tuple[str, ...]) -> None:
    annexes = composed()
    reading = read(replace(annexes, people=[row, *annexes.people]))
    [problem] = [problem for problem in reading.problems if problem.severity == "error"]
    assert problem.message.endswith("where the table has 3")
    assert problem.row.startswith("Annex 3, line ")
    assert counts(reading, "interviewees") == (43, 41, 1, 1)


def test_a_row_with_too_many_cells_is_refused(read: Read) -> None:
    reading = read(with_people((*ADDED, "and more")))
    assert said(reading) == ["4 cells where the table has 3"]
    assert counts(reading, "interviewees") == (43, 41, 1, 1)


def test_an_unknown_unit_is_refused_with_a_suggestion(read: Read) -> None:
    reading = read(with_people(("Ada Marsh", "Head", "IOM RO Bankok / RCM")))
    [problem] = [problem for problem in reading.problems if problem.severity == "error"]
    assert (problem.value, problem.file) == ("RO Bankok", "annexes.txt")
    assert problem.hint.startswith("did you mean 'RO Bangkok'?")
    assert counts(reading, "interviewees") == (43, 41, 1, 1)


def test_a_unit_cell_with_only_an_iscm_is_refused(read: Read) -> None:
    reading = read(with_people(("Ada Marsh", "Head", "RCM")))
    assert said(reading) == ["names no unit, only ISCMs"]
    assert counts(reading, "interviewees") == (43, 41, 1, 1)


def test_columns_may_stand_in_another_order(read: Read) -> None:
    text = composed().text()
    turned = "\n".join("\t".join(reversed(line.split("\t"))) for line in text.split("\n"))
    frame = read(turned).frames["interviewees"].drop(columns="locator")
    assert frame.equals(read(text).frames["interviewees"].drop(columns="locator"))


def test_a_heading_row_printed_again_on_the_next_page_is_ignored(read: Read) -> None:
    annexes = composed()
    reading = read(
        replace(
            annexes,
            people=[*annexes.people[:20], ("Name", "Title", "Division/Department"), *annexes.people[20:]],
        )
    )
    assert counts(reading, "interviewees") == (43, 41, 2, 0)


def test_dashes_after_a_joint_author_stand_for_its_first_member(read: Read) -> None:
    joint = "IOM and the Ministry of Rivers. *On Rivers*. Geneva: IOM, 2010."
    documents = read(with_entries(joint, "--. *On Roads*. Geneva: IOM, 2011.")).frames["documents"]
    assert documents["author"].tolist()[-2:] == ["IOM and the Ministry of Rivers", "IOM"]


def test_an_entry_listed_twice_is_flagged_and_kept(read: Read) -> None:
    reading = read(with_entries(composed().entries[5]))
    [message] = [message for message in said(reading, "warning") if "entry" in message]
    assert message.startswith("the same entry as Annex 2, line ")
    assert len(reading.frames["documents"]) == 46


def test_text_that_is_no_reference_is_refused_with_its_line(read: Read) -> None:
    reading = read(with_entries("These documents were found on a shelf"))
    [problem] = [problem for problem in reading.problems if problem.severity == "error"]
    assert problem.message == "no author and no title can be told apart"
    assert problem.row.startswith("Annex 2, line ")
    assert counts(reading, "documents") == (46, 45, 0, 1)


def test_dashes_without_an_author_before_them_are_flagged(read: Read) -> None:
    annexes = composed()
    reading = read(replace(annexes, entries=["--. *On Rivers*. Geneva: ICMPD, 2011.", *annexes.entries]))
    assert "dashes repeat an author, but none stands before them in this section" in said(reading, "warning")
    assert len(reading.frames["documents"]) == 46


@pytest.mark.parametrize(
    ("entry", "author", "title"),
    [
        ('van der Berg, Ada. "The "New" River." *Series on Rivers*, No. 3 (2001).', "van der Berg, Ada", 'The "New" River'),
        ("de la Cruz, J. M. *On Rivers*. Geneva: IOM, 2017.", "de la Cruz, J. M", "On Rivers"),
        ("Marsh, A.B. On Rivers. Geneva: IOM, 2017.", "Marsh, A.B", "On Rivers"),
        ("Marsh, A. and B. Reed. On Rivers. Geneva: IOM, 2017.", "Marsh, A. and B. Reed", "On Rivers"),
        ("A. B. Marsh. *On Rivers*. Geneva: IOM, 2017.", "A. B. Marsh", "On Rivers"),
    ],
    ids=["nested quotes", "particle", "initials", "two authors", "initials first"],
)  # fmt: skip
def test_authors_and_titles_of_many_kinds_are_told_apart(
    read: Read, entry: str, author: str, title: str
) -> None:
    added = read(with_entries(entry)).frames["documents"].iloc[-1]
    assert added[["author", "title"]].tolist() == [author, title]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_annex_that_is_missing_is_named(read: Read, number: int) -> None:
    order = tuple(place for place in (1, 2, 3, 4) if place != number)
    reading = read(replace(composed(), order=order))
    named = [
        problem.message for problem in reading.problems if problem.message.startswith(TITLES[number - 1])
    ]
    assert named == [f"{TITLES[number - 1]}: not in the document"]
    emptied = {1: "questions", 2: "documents", 3: "interviewees"}
    for place, name in emptied.items():
        assert reading.frames[name].empty == (place == number)


def test_a_heading_with_nothing_under_it_is_named(read: Read) -> None:
    text = composed().text()
    reading = read(text[: text.rindex(TITLES[3]) + len(TITLES[3])])
    assert [message for message in said(reading, "warning") if "Annex 4" in message] == [
        f"{TITLES[3]}: has a heading and nothing under it"
    ]


def test_a_text_cut_off_in_the_middle_of_a_row_is_named(read: Read) -> None:
    text = composed().text()
    name, title, _ = composed().people[30]
    reading = read(text[: text.index(name) + len(name) + 1 + len(title)])
    assert said(reading) == [
        "the text ends in the middle of the table of interviewees: 2 cells where the table has 3"
    ]
    assert len(reading.frames["interviewees"]) == 30
    assert f"{TITLES[3]}: not in the document" in said(reading, "warning")


def test_a_text_cut_off_in_annex_2_names_what_is_missing(read: Read) -> None:
    text = composed().text()
    reading = read(text[: text.index("Harns")])
    assert said(reading) == [f"{TITLES[2]}: not in the document"]
    assert len(reading.frames["documents"]) == 6


def test_criteria_without_questions_are_named(read: Read) -> None:
    annexes = composed()
    bullets = {name: lines for name, lines in annexes.bullets.items() if name != "Efficiency"}
    reading = read(replace(annexes, bullets=bullets))
    assert said(reading) == ["no questions under a heading that names efficiency"]
    assert reading.frames["questions"]["question_id"].nunique() == 14


def test_a_bullet_without_a_question_mark_is_refused(read: Read) -> None:
    annexes = composed()
    efficiency = [*annexes.bullets["Efficiency"], "Does this go on for"]
    reading = read(replace(annexes, bullets={**annexes.bullets, "Efficiency": efficiency}))
    assert said(reading) == ["a bullet under efficiency asks nothing: it has no question mark"]
    assert counts(reading, "questions") == (24, 23, 0, 1)


def test_a_question_added_is_numbered_after_the_others(read: Read) -> None:
    annexes = composed()
    relevance = [*annexes.bullets["Relevance"], "Is there more? What is it?"]
    questions = read(replace(annexes, bullets={**annexes.bullets, "Relevance": relevance})).frames[
        "questions"
    ]
    assert questions.set_index("part_id").loc[["R6a", "R6b"], "text"].tolist() == [
        "Is there more?",
        "What is it?",
    ]


def test_a_list_of_one_line_questions_without_bullets_is_read(read: Read) -> None:
    questions = read(composed().text().replace("\n- ", "\n\n")).frames["questions"]
    assert questions["question_id"].nunique() == 18


def test_lists_that_are_not_there_are_named(read: Read) -> None:
    reading = read(composed().text().replace("indicators such as", "signs, namely"))
    assert "no indicators found" in said(reading, "warning")


def test_an_address_cut_by_wrapping_is_whole_again(read: Read) -> None:
    entry = (
        '--. "On Rivers," accessible at: <https://www.iom.int/some-very-long-address-of-rivers-and-roads>.'
    )
    annexes = with_entries("IOM. *On Roads*. Geneva: IOM, 2011.", entry)
    documents = read(wrapped(annexes.text(), 50).replace("long-address", "long-\naddress")).frames[
        "documents"
    ]
    assert documents["url"].tolist()[-1] == "https://www.iom.int/some-very-long-address-of-rivers-and-roads"
