from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annexes_forms import Annexes, as_docx, as_pdf, composed
from iscm_analysis.errors import InvalidInputError
from iscm_analysis.project import find_project
from iscm_analysis.sources.document_text import plain_text
from iscm_analysis.tables.annexes import read_annexes
from iscm_analysis.tables.reading import Reading

PROJECT = find_project(Path(__file__).resolve().parent)
WHOLE = composed()
TEXT = WHOLE.text()
SMALL = replace(WHOLE, entries=WHOLE.entries[:6], people=WHOLE.people[:6])
few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DAMAGED = {".docx": as_docx(SMALL.text()), ".pdf": as_pdf(SMALL.text())}
word = st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True)
person = st.tuples(
    st.builds("{} {}".format, word, word),
    st.builds("{} of {}".format, st.sampled_from(["Head", "Director", "Officer"]), word),
    st.sampled_from(["ODG", "ICP / IPD", "DMM/IBM", "IOM RO Dakar / MIDWA"]),
)


def read(folder: Path, content: str | bytes, suffix: str = ".txt") -> Reading:
    path = folder / f"annexes{suffix}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    reading = read_annexes(path, PROJECT)
    for account in reading.accounts:
        assert account.n_read == account.n_kept + account.n_ignored + account.n_refused
    return reading


def rows_of(frame: pd.DataFrame) -> list[str]:
    bare = frame.drop(columns=["locator", *(name for name in frame if name.endswith("ee_id"))])
    return sorted(bare.fillna("").astype(str).agg("|".join, axis=1))


@few
@given(seed=st.randoms(use_true_random=False))
def test_the_order_of_people_changes_no_row(tmp_path: Path, seed: random.Random) -> None:
    shuffled = replace(SMALL, people=seed.sample(WHOLE.people, k=len(WHOLE.people)))
    unshuffled = replace(SMALL, people=WHOLE.people)
    first, second = (read(tmp_path, annexes.text()) for annexes in (shuffled, unshuffled))
    assert rows_of(first.frames["interviewees"]) == rows_of(second.frames["interviewees"])


@few
@given(people=st.lists(person, min_size=1, max_size=12))
def test_no_person_appears_or_vanishes(tmp_path: Path, people: list[tuple[str, str, str]]) -> None:
    reading = read(tmp_path, replace(SMALL, people=list(people)).text())
    frame = reading.frames["interviewees"]
    assert frame["title"].tolist() == [title for _, title, _ in people]
    assert frame["unit_printed"].tolist() == [unit for _, _, unit in people]


@few
@given(rows=st.lists(st.lists(word, min_size=1, max_size=5), min_size=1, max_size=10))
def test_every_row_of_the_table_is_kept_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    reading = read(tmp_path, replace(SMALL, people=[tuple(row) for row in rows]).text())
    [account] = [account for account in reading.accounts if account.kind == "interviewees"]
    assert account.n_read == len(rows) + account.n_ignored
    assert account.n_refused == len({p.row for p in reading.problems if p.severity == "error" and p.row})


@few
@given(titles=st.lists(st.builds("{} {}".format, word, word), min_size=1, max_size=10))
def test_no_entry_appears_or_vanishes(tmp_path: Path, titles: list[str]) -> None:
    entries = [f"Marsh, Ada. *{title}*. Geneva: IOM, 2017." for title in titles]
    assert (
        read(tmp_path, replace(SMALL, entries=entries).text()).frames["documents"]["title"].tolist() == titles
    )


@few
@given(end=st.integers(min_value=1, max_value=len(TEXT)))
def test_a_text_cut_anywhere_is_read_and_what_is_missing_is_said(tmp_path: Path, end: int) -> None:
    reading = read(tmp_path, TEXT[:end])
    missing = {
        problem.message[:7] for problem in reading.problems if "not in the document" in problem.message
    }
    for number, name in ((1, "questions"), (2, "documents"), (3, "interviewees")):
        if reading.frames[name].empty:
            assert any(problem.message.startswith((f"Annex {number}", "no ")) for problem in reading.problems)
    assert missing or "Annex 4" in TEXT[:end].rpartition("\n\n")[0] or end > TEXT.rindex("Annex 4")


@pytest.mark.parametrize(("suffix", "content"), list(DAMAGED.items()), ids=list(DAMAGED))
@few
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_in_one_line(
    tmp_path: Path, suffix: str, content: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(content) - 1))
    noise = data.draw(st.binary(max_size=40))
    damaged = content[:start] + noise + content[start + data.draw(st.integers(0, 200)) :]
    try:
        read(tmp_path, damaged, suffix)
    except InvalidInputError as error:
        assert "\n" not in str(error)  # noqa: PT017  # either outcome is right


@given(st.text())
def test_plain_text_settles_after_one_pass(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)


def test_reading_what_was_read_gives_the_same_rows(tmp_path: Path) -> None:
    first = read(tmp_path, TEXT).frames["interviewees"]
    rows = list(zip(first["interviewee_id"], first["title"], first["unit_printed"], strict=True))
    people = [(f"Person {place}", title, unit) for place, title, unit in rows]
    again = read(tmp_path, Annexes(WHOLE.bullets, WHOLE.entries, people).text()).frames["interviewees"]
    assert again["title"].tolist() == first["title"].tolist()
    assert again["unit"].tolist() == first["unit"].tolist()
