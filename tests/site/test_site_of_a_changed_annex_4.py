"""A membership and a role are struck from Annex 4: what rests on them changes, is listed, and no other."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import Once, build_at

pytestmark = pytest.mark.xdist_group("changed")  # they share two sites

# Mexico is no longer named a member of the Regional Conference on Migration (RCM), and IOM no longer the
# member of the Bali Process, which keeps its two roles of support. Nothing else happens.
NUMBERS = {
    ("relevance", "R2.n_member"): ("1", "0"),  # it was the one
    ("engagement", "F1.n_pairs_alike"): ("17", "18"),  # support and technical support, as the EAP panel has
    ("engagement", "F1.n_groups"): ("11", "10"),
    ("profiles/states/MEX", "S.n_member"): ("3", "2"),
    ("profiles/states/MEX", "S.n_any"): ("4", "3"),
}
# By page, the figures and tables that show roles (F1, R), members (M, P-7, S) or differences (O).
SHOWN = {
    "engagement.html": "F-F1-1 F-F1-2 F-F1-3 T-F1-1 T-F1-2 T-F1-4 T-F1-5 T-F1-6 T-F1-7 T-F1-8 T-F1-9",
    "membership.html": "F-M-1 F-M-3 T-M-2 T-M-4 T-M-5",
    "overview.html": "T-O-3 T-O-4",
    "profiles/acp-eu-md.html": "T-P-7",  # shares members with the RCM, as the other profiles here
    "profiles/bali-process.html": "T-P-2 T-P-6 T-P-7",
    "profiles/cmc.html": "T-P-7",
    "profiles/eu-celac-md.html": "T-P-7",
    "profiles/fibemyd.html": "T-P-7",
    "profiles/igc.html": "T-P-7",
    "profiles/rcm.html": "F-P-1 T-P-3 T-P-7",
    "profiles/states/CAN.html": "T-S-2",  # a companion of Mexico in the RCM
    "profiles/states/MEX.html": "T-S-1 T-S-2 T-S-3",
    "relevance.html": "F-R2-1 T-R1-2 T-R2-1",
}


def numbers(site: Path) -> dict[tuple[str, str], str]:
    with (site / "numbers.csv").open(encoding="utf-8", newline="") as file:
        return {(row["page"], row["number_id"]): row["value"] for row in csv.DictReader(file)}


def strike(workbook: Path, sheet: str, *start: str) -> None:
    """Take out the one row of a sheet that starts with these cells."""
    book = openpyxl.load_workbook(workbook)
    rows = [n for n, row in enumerate(book[sheet].values, start=1) if row[: len(start)] == start]
    assert len(rows) == 1
    book[sheet].delete_rows(rows[0])
    book.save(workbook)


def change(root: Path) -> None:
    """Build two States' pages beside the site, keep both, and build once more without the two rows."""
    build_at(root, "profiles/states/MEX", "profiles/states/CAN")
    shutil.copytree(root / "reports", root.with_name("before"))
    workbook = root / "data" / "raw" / "annex-4-active-iscms.xlsx"
    strike(workbook, "Participation", "rcm", "Mexico", "MEX", "member")
    strike(workbook, "Roles", "bali-process", "member")
    build_at(root)


@pytest.fixture(scope="session")
def before_and_after(once: Once, site: Path) -> tuple[Path, Path]:
    made = once("changed", lambda folder: change(shutil.copytree(site.parent, folder / "project")))
    return made / "before", made / "project" / "reports"


def test_the_numbers_that_rest_on_it_change_and_no_other(before_and_after: tuple[Path, Path]) -> None:
    old, new = (numbers(site) for site in before_and_after)
    changed = {key: (old.get(key), new.get(key)) for key in old | new if old.get(key) != new.get(key)}
    assert changed == NUMBERS


def drawn(page: Path) -> dict[str, str]:
    """Give the figures and tables of a page, by id."""
    text = page.read_text(encoding="utf-8")
    return dict(
        re.findall(r'<(?:figure|table)[^>]* id="([FT]-[^"]+)"(.*?)</(?:figure|table)>', text, re.DOTALL)
    )


def test_the_figures_and_tables_that_show_it_change_and_no_other(before_and_after: tuple[Path, Path]) -> None:
    old, new = before_and_after
    changed = {}
    for path in sorted(old.rglob("*.html")):
        first, then = drawn(path), drawn(new / path.relative_to(old))
        if ids := [name for name in first | then if first.get(name) != then.get(name)]:
            changed[path.relative_to(old).as_posix()] = " ".join(sorted(ids))
    assert changed == SHOWN


@pytest.fixture(scope="module")
def listed(before_and_after: tuple[Path, Path]) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((before_and_after[1] / "changes.json").read_text(encoding="utf-8"))
    return content


def test_the_list_of_changes_names_the_two_rows_that_are_gone(listed: dict[str, Any]) -> None:
    gone = [
        (table["table"], *row["key"].values())
        for table in listed["tables"]
        for row in table["rows"]
        if row["change"] == "removed"
    ]
    assert gone == [
        ("iom_roles", "bali-process", "member", "2017", "S-AU-FM17"),
        ("participation", "rcm", "MEX", "member"),
    ]
    others = {row["change"] for table in listed["tables"][:2] for row in table["rows"]}
    assert others == {"removed", "moved"}, "the rows below them stand a line higher"
    assert [table["table"] for table in listed["tables"][2:]] == ["problems"], "the file is not as registered"


def test_the_list_of_changes_has_the_numbers_with_the_row_that_made_each_another(
    listed: dict[str, Any],
) -> None:
    changed = {
        (number["page"], number["number_id"]): (number["before"], number["after"])
        for number in listed["numbers"]
    }
    assert changed == NUMBERS
    causes = {
        number["number_id"]: [
            (table["table"], len(table["rows"]), table["is_behind"]) for table in number["cause"]["tables"]
        ]
        for number in listed["numbers"]
    }
    assert causes == {  # roles are counted by ISCM, participation row by row
        "R2.n_member": [("iom_roles", 1, False)],
        "F1.n_pairs_alike": [("iom_roles", 1, False)],
        "F1.n_groups": [("iom_roles", 1, False)],
        "S.n_member": [("participation", 1, True)],
        "S.n_any": [("participation", 1, True)],
    }


def test_the_list_of_changes_has_the_figures_and_tables_and_no_other(listed: dict[str, Any]) -> None:
    shown: dict[str, list[str]] = {}
    for block in listed["blocks"]:
        shown.setdefault(f"{block['page']}.html", []).append(block["block_id"])
    assert {page: " ".join(sorted(ids)) for page, ids in shown.items()} == SHOWN
    assert [listed[kind] for kind in ("touched", "questions", "pages", "versions")] == [[], [], [], []]
