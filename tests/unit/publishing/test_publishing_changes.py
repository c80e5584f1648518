"""What a build says of its difference from the last one, and `iscm diff` of any two states."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result

from iscm_analysis.languages import words
from iscm_analysis.publishing.causes import tables_behind
from iscm_analysis.publishing.change_list import KINDS, ChangeList, change_list
from iscm_analysis.publishing.change_words import because, lines, summary
from iscm_analysis.publishing.states import State
from iscm_analysis.settings import StrengthSettings

RULE = StrengthSettings()
Command = Callable[..., Result]
Tiny = Callable[..., Path]
PAGE = """
from iscm_analysis.presentation import show
from iscm_analysis.tables import load
evaluation = load()
gaps, parts = evaluation.question_gaps, evaluation.questions
missing = gaps[gaps["state"] == "none_found"]
show.sentence(
    "Of all gaps {none} are of a kind; the questions have {parts} parts.",
    none=show.count("G.n_none_found", missing, "gaps where nothing was found", of=gaps),
    parts=show.count("G.n_parts", parts, "parts of questions"),
) + show.table(missing, {"part_id": "Part"}, table_id="T-G-1", caption="Nothing found", source="Gaps")
"""
ITEMS = """
from iscm_analysis.presentation import show
from iscm_analysis.tables import load
items = load().evidence
on = items[items["part_ids"].str.contains("R2a")]
show.sentence(
    "{sources} sources.", sources=show.number("R2a.n_sources", on["source_id"].nunique(), "sources", rows=on)
)
"""
OLD, NEW = "EF2,not_collected,", "EF2,none_found,"


def changed_gap(root: Path) -> None:
    """Set one cell of one row of a reference list."""
    path = root / "data" / "reference" / "question-gaps.csv"
    text = path.read_text(encoding="utf-8")
    assert OLD in text
    path.write_text(text.replace(OLD, NEW, 1), encoding="utf-8")


def relog(root: Path, *cells: tuple[str, str, str]) -> None:
    """Write cells of the evidence log: each by the id of its row and its column."""
    log = root / "data" / "evidence" / "evidence-log.xlsx"
    book = openpyxl.load_workbook(log)
    sheet = book["Evidence"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {line[0].value: line[0].row for line in sheet.iter_rows()}
    for evidence_id, column, said in cells:
        sheet.cell(rows[evidence_id], columns[column]).value = said
    book.save(log)


def listed(site: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((site / "changes.json").read_text(encoding="utf-8"))
    return content


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def built(tiny_project: Tiny, iscm: Command) -> Path:
    root = tiny_project(gaps=PAGE, other="1 + 1")
    result = iscm("build")
    assert result.exit_code == 0, result.output
    return root


def test_a_first_build_has_nothing_to_compare_with_and_says_so(built: Path, iscm: Command) -> None:
    page = (built / "reports" / "changes.html").read_text(encoding="utf-8")
    assert "first build here; there is nothing to compare it with" in page
    assert iscm("diff").stdout.splitlines() == [
        "This is the first build here; there is nothing to compare it with."
    ]


def test_one_changed_row_of_a_reference_list_is_named_and_nothing_else(built: Path, iscm: Command) -> None:
    changed_gap(built)
    assert iscm("build").exit_code == 0
    found = listed(built / "reports")
    (table,) = found["tables"]
    (row,) = table["rows"]
    assert (table["table"], row["change"], row["key"]["part_id"]) == ("question_gaps", "changed", "EF2")
    assert row["cells"] == [{"column": "state", "before": "not_collected", "after": "none_found"}]
    (number,) = found["numbers"]
    assert {key: number[key] for key in ("page", "number_id", "before", "after")} == {
        "page": "gaps", "number_id": "G.n_none_found", "before": "7", "after": "8",
    }  # fmt: skip
    named = [{"change": "changed", "key": row["key"]}]
    assert number["cause"] == {
        "what": "rows",
        "tables": [{"table": "question_gaps", "n": 1, "rows": named, "is_behind": True}],
    }
    assert [(block["page"], block["block_id"]) for block in found["blocks"]] == [("gaps", "T-G-1")]
    assert [found[kind] for kind in KINDS if kind not in ("tables", "numbers", "blocks")] == [[]] * 6


def test_a_list_stays_until_something_changes_again(built: Path, iscm: Command) -> None:
    changed_gap(built)
    assert iscm("build").exit_code == 0
    site = snapshot(built / "reports")
    assert iscm("build").stdout.startswith("nothing to do")
    assert iscm("build", "--force").exit_code == 0
    assert snapshot(built / "reports") == site
    shutil.rmtree(built / ".iscm-cache")
    assert iscm("build").exit_code == 0
    assert snapshot(built / "reports") == site


def test_a_last_site_that_was_touched_is_not_compared(built: Path, iscm: Command) -> None:
    (built / "reports" / "tables" / "iscms.csv").write_text("mine", encoding="utf-8")
    changed_gap(built)
    assert iscm("build").exit_code == 0
    assert listed(built / "reports")["note"].startswith("The last site was not as it was built")


def test_a_list_that_was_lost_is_said_to_be_lost(built: Path, iscm: Command) -> None:
    (built / "reports" / "changes.json").unlink()
    assert iscm("build").exit_code == 0
    assert "not known any more" in listed(built / "reports")["note"]


def test_a_build_compares_with_what_it_was_asked_to(built: Path, iscm: Command) -> None:
    shutil.copytree(built / "reports", built / "draft")
    changed_gap(built)
    assert iscm("build").exit_code == 0
    (built / "notebooks" / "other.ipynb").write_text(
        (built / "notebooks" / "other.ipynb").read_text("utf-8").replace("1 + 1", "1 + 2"), "utf-8"
    )
    assert iscm("build").exit_code == 0
    assert listed(built / "reports")["numbers"] == []
    assert iscm("build", "--against", "draft").exit_code == 0
    found = listed(built / "reports")
    assert [number["number_id"] for number in found["numbers"]] == ["G.n_none_found"]
    assert [page["page"] for page in found["pages"]] == ["other"]
    assert iscm("build", "--against", "dratf").exit_code == 2


def test_diff_of_two_sites_says_what_changed_in_words(built: Path, iscm: Command) -> None:
    shutil.copytree(built / "reports", built / "draft")
    changed_gap(built)
    assert iscm("build").exit_code == 0
    said = iscm("diff", "draft", "--out", "list.html").stdout.splitlines()
    key = "EF2 · " + listed(built / "reports")["tables"][0]["rows"][0]["key"]["missing"]
    number = "G.n_none_found (gaps where nothing was found, on gaps) was 7, is 8"
    assert said == [
        f"1 row of question_gaps was changed: {key}.",
        f"{number}, because 1 row of question_gaps was changed ({key}).",
        "1 table shows something else, on 1 page.",
        f"question_gaps {key}: changed: state not_collected -> none_found",
        f"number gaps G.n_none_found: was 7, is 8; 1 row of question_gaps was changed ({key})",
        "table gaps T-G-1: changed",
    ]
    page = (built / "list.html").read_text(encoding="utf-8")
    assert "G.n_none_found" in page
    assert 'href="gaps.html' not in page
    assert (
        json.loads(iscm("diff", "draft", "--json").stdout)["numbers"] == listed(built / "reports")["numbers"]
    )


def test_diff_of_what_is_the_same_says_so_and_ends_well(built: Path, iscm: Command) -> None:
    result = iscm("diff", "reports", built / "reports")
    assert (result.exit_code, result.stdout) == (0, "Nothing changed.\n")
    tables = iscm("diff", "data/processed", "reports/tables")
    assert (tables.exit_code, tables.stdout) == (0, "No table changed.\n")


def test_diff_reads_the_tables_of_a_git_revision(built: Path, iscm: Command) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "data/processed"], ["commit", "-qm", "tables"], ["tag", "v1"]):
        subprocess.run([*git, *command], check=True, cwd=built)
    changed_gap(built)
    assert iscm("tables").exit_code == 0
    said = iscm("diff", "v1").stdout.splitlines()
    assert said[0].startswith("1 row of question_gaps was changed: EF2")
    subprocess.run([*git, "rm", "-rq", "--cached", "data"], check=True, cwd=built)
    subprocess.run([*git, "commit", "-qm", "none"], check=True, cwd=built)
    assert "holds no data/processed" in iscm("diff", "HEAD").stderr


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("nowhere", "nowhere: no folder with a site or tables, and no git revision of this project"),
        ("--", "no list of changes"),
        ("notebooks", "notebooks holds neither a site (build.json) nor tables (documents.csv ...)"),
    ],
)
def test_diff_asked_wrongly_says_so_in_a_line(project: Path, iscm: Command, word: str, words: str) -> None:
    result = iscm("diff", word)
    assert (project.name, result.exit_code) == ("project", 2)
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_diff_refuses_a_site_that_is_not_as_it_was_built(built: Path, iscm: Command) -> None:
    (built / "reports" / "executed" / "other.ipynb").unlink()
    result = iscm("diff", "reports")
    assert (result.exit_code, result.stderr) == (
        2,
        "iscm: reports is no whole site; build it again, or name another\n",
    )
    (built / "reports").rename(built / "draft")
    assert iscm("diff", "draft", "reports").exit_code == 2


def state(**tables: str) -> State:
    """Give a state of these tables; the first column of each is its key."""
    resources = [
        {"name": name, "title": "a row", "schema": {"primaryKey": [text.split(",")[0].split()[0]]}}
        for name, text in tables.items()
    ]
    package = {"datapackage.json": json.dumps({"resources": resources}).encode()}
    return State("a state", {**package, **{f"{name}.csv": text.encode() for name, text in tables.items()}})


EVIDENCE = "evidence_id,part_ids,statement,source_id,stance,origin,method,locator,logged_at\n"
ITEM = "{},{},{},S1,supports,iom_field,interview,{},row {}\n"
ANSWERS = {
    "questions": "part_id,question_id\nR2a,R2\nR4,R4\n",
    "analyses": "asked_id,reach\nR2a,partly\n",
    "question_gaps": "part_id,missing\nR4,all\n",
    "findings": "finding_id,evidence_ids,stance\nFI-1,E-1;E-2,supports\nFI-2,E-1,supports\n",
    "conclusions": "conclusion_id,finding_ids\nCO-1,FI-1\n",
    "recommendations": "recommendation_id,conclusion_ids\nRE-1,CO-1\n",
}


def test_an_added_item_of_evidence_is_followed_to_strength_findings_and_questions() -> None:
    first = EVIDENCE + ITEM.format("E-1", "R2a", "a", "p. 1", 2)
    before = state(**ANSWERS, evidence=first)
    after = state(**ANSWERS, evidence=first + ITEM.format("E-2", "R4", "b", "p. 2", 3))
    found = change_list(before, after, RULE)
    assert summary(found, words()) == [
        "1 row of evidence was added: E-2.",
        "Strength of the evidence on R4 was no evidence, is limited.",
        "Touched findings: FI-1.",
        "Touched conclusions: CO-1.",
        "Touched recommendations: RE-1.",
        "Question with evidence now: R4.",
    ]
    assert (
        "question R4: does not answer, 1 gap, 0 items of evidence -> "
        "does not answer, 1 gap, 1 item of evidence"
    ) in list(lines(found))


def test_a_line_of_the_log_that_moved_is_no_change_but_another_place_in_the_source_is() -> None:
    before = state(evidence=EVIDENCE + ITEM.format("E-1", "R2a", "a", "p. 1", 2))
    moved = state(evidence=EVIDENCE + ITEM.format("E-1", "R2a", "a", "p. 1", 9))
    elsewhere = state(evidence=EVIDENCE + ITEM.format("E-1", "R2a", "a", "p. 7", 2))
    kinds = [change_list(before, after, RULE).tables[0]["counts"] for after in (moved, elsewhere)]
    assert kinds == [{"moved": 1}, {"changed": 1}]


def test_a_question_that_the_record_answers_no_longer_is_lost() -> None:
    before = state(**ANSWERS)
    after = state(**ANSWERS | {"analyses": "asked_id,reach\nR4,context\n"})
    assert summary(change_list(before, after, RULE), words())[-2:] == [
        "Question newly answered: R4.",
        "Question no longer answered: R2a.",
    ]


def test_tables_and_columns_that_came_or_went_are_named_whole() -> None:
    before, after = state(old="a\n1\n", kept="a,b\n1,2\n"), state(new="a\n1\n2\n", kept="a,c\n1,2\n")
    found = change_list(before, after, RULE)
    said = list(lines(found))
    assert summary(found, words()) == [
        "Column b of kept is gone.",
        "Column c of kept is new.",
        "Table new is new, with 2 rows.",
        "Table old is gone, with 1 row.",
    ]
    assert "table new: new, 2 rows" in said
    assert "table old: gone, 1 row" in said
    assert {"table kept: column b is gone", "table kept: column c is new"} <= set(said)


def test_sources_pages_parameters_and_versions_are_compared() -> None:
    def site(sha: str, version: str, **pages: dict[str, str]) -> State:
        package = json.dumps({"sources": [{"path": "data/raw/a.csv", "hash": f"sha256:{sha}"}]})
        built = {name: {"parameters": given} for name, given in pages.items()}
        executed = dict.fromkeys(pages, b'{"cells": []}')
        return State(
            "a site",
            {"datapackage.json": package.encode()},
            executed,
            {"pages": built, "versions": {"p": version}},
        )

    found = change_list(
        site("1", "2.0", a={}, b={"region": None}), site("2", "2.1", b={"region": "Asia"}, c={}), RULE
    )
    assert summary(found, words()) == [
        "Source file changed: data/raw/a.csv.",
        "Page new: c.",
        "Page gone: a.",
        "Page with other text, code or parameters: b.",
        "Versions changed: p.",
    ]
    assert "page b: region was None, is Asia" in list(lines(found))


def test_what_lies_behind_a_number_is_read_from_the_code_that_registers_it() -> None:
    cells = [
        "evaluation = select(load())",
        "roles, iscms = evaluation.iom_roles, evaluation.iscms",
        "held = with_role(roles)\nseen = evaluation.documents",
        "show.sentence('{a}', a=show.count('A', held, 'held'), b=show.count('B', seen, 'seen', of=iscms))",
        "show.number('C', reconcile(evaluation), 'all', rows=held)",
    ]
    assert [tables_behind(cells, name) for name in "ABCD"] == [
        {"iom_roles"}, {"documents", "iscms"}, set(), set(),
    ]  # fmt: skip
    assert tables_behind(["%matplotlib inline"], "A") == set()


def test_code_that_folds_into_itself_is_followed_in_no_time() -> None:
    cells = ["a = evaluation.iscms", *["a = f(a, a)"] * 60, "show.count('A', a, 'all')"]
    assert tables_behind(cells, "A") == {"iscms"}


def test_a_list_that_is_none_is_not_taken_up() -> None:
    with pytest.raises(TypeError):
        ChangeList.of({"unknown": 1})


def test_one_changed_row_of_the_evidence_log_is_named_with_what_rests_on_it(
    built: Path, iscm: Command
) -> None:
    relog(built, ("IG-001", "statement", "It says something else now."))
    result = iscm("build")
    assert result.exit_code == 0, result.output
    found = listed(built / "reports")
    (evidence,) = (table for table in found["tables"] if table["table"] == "evidence")
    assert [(line["key"], [cell["column"] for cell in line["cells"]]) for line in evidence["rows"]] == [
        ({"evidence_id": "IG-001"}, ["statement"])
    ]
    assert {table["table"] for table in found["tables"]} <= {"evidence", "problems"}, "the file is another"
    touched = [item["id"] for item in found["touched"]]
    assert touched[0] == "FI-R1a-1"
    assert {item["because"] for item in found["touched"] if item["table"] == "findings"} == {"IG-001"}
    assert [found[kind] for kind in ("numbers", "strength", "questions")] == [[], [], []]


def test_of_two_changed_items_only_the_one_behind_a_number_is_its_cause(
    tiny_project: Tiny, iscm: Command
) -> None:
    root = tiny_project(items=ITEMS)
    assert iscm("build").exit_code == 0
    relog(
        root, ("IG-008", "source_id", "S-IOMCH-RCP"), ("IG-001", "statement", "It says something else now.")
    )
    result = iscm("build")
    assert result.exit_code == 0, result.output
    (number,) = listed(root / "reports")["numbers"]
    assert because(number["cause"], words()) == "1 row of evidence was changed (IG-008)"
