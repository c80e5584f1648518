"""The site when only the annexes 1 to 3 are in hand: every page builds and says its gaps in words."""

from __future__ import annotations

import csv
import html
import re
from pathlib import Path

import pytest

from conftest import Once, build_at, copy_project

pytestmark = pytest.mark.xdist_group("bare")  # they share one site

PAGES = (
    "overview", "relevance", "effectiveness", "efficiency", "outcome", "impact", "sustainability",
    "engagement", "membership", "cases", "synthesis", "questions",
)  # fmt: skip
ABSENT = ("annex-4-active-iscms.xlsx", "finance.csv", "grcp-meetings.csv")


def make_bare(folder: Path) -> None:
    root = copy_project(folder / "project")
    for name in ABSENT:
        (root / "data" / "raw" / name).unlink()
    (folder / "said").write_text(build_at(root).stderr, encoding="utf-8")


@pytest.fixture(scope="session")
def bare_site(once: Once) -> Path:
    return once("bare", make_bare) / "project" / "reports"


def test_pages_are_built_when_only_the_annexes_are_there(bare_site: Path) -> None:
    said = (bare_site.parents[1] / "said").read_text(encoding="utf-8")
    assert "annex-4-active-iscms.xlsx: registered as annex-4 (compiled) but not there" in said
    assert "no row to draw" in (bare_site / "engagement.html").read_text(encoding="utf-8")
    assert not (bare_site / "profiles").exists()


def shown(page: Path) -> str:
    """Give what a reader sees: no code, no markup."""
    text = re.sub(
        r'<details class="code.*?</details>', " ", page.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    text = re.sub(r"<(script|style).*?</\1>", " ", text, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("name", PAGES)
def test_no_page_says_zero_of_zero_or_shows_a_hole(bare_site: Path, name: str) -> None:
    text = shown(bare_site / f"{name}.html")
    assert re.findall(r".{30}\b0\s+of\s+(?:the\s+)?0\b.{30}", text) == []
    hole = r".{30}(?:<NA>|\bnan\b|\bNone\b(?! of| found)).{30}"  # "None found" is a state of a gap
    assert re.findall(hole, text) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_sentence_counts_zero_of_a_table_that_is_not_there(bare_site: Path, name: str) -> None:
    page = (bare_site / f"{name}.html").read_text(encoding="utf-8")
    claims = re.findall(r'<p class="claim">.*?</p>', page, re.DOTALL)
    assert [claim for claim in claims if re.search(r">0</a>", claim)] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("overview", "Not known here, because there is nothing to count it from: ISCMs named in documents"),
        ("overview", "36 of 45 (80 %) documents"),
        ("overview", "named in Annexes 2 and 3, whole unknown"),
        (
            "effectiveness",
            "Not known here, because there is nothing to count it from: global meetings (GRCP)",
        ),
        ("effectiveness", "The global meetings in time, with their cities: no row to draw."),
        ("efficiency", "Published amounts by year and kind: no row to draw."),
        ("outcome", "Outcomes of the global meetings within the period: no row to show."),
        ("impact", "0 of 41 (0 %) interviewees speak for a government or a donor"),
        ("impact", "there is nothing to count it from: public sources by a Member State"),
        (
            "membership",
            "ISCMs that name them a member: no row to draw",
        ),
        ("cases", "cases both successful and not: 0 successful, 0 not successful marked"),
        ("questions", "3 of 23 (13 %) question parts in part"),
    ],
)
def test_a_page_says_what_it_can_and_what_it_cannot(bare_site: Path, name: str, said: str) -> None:
    text = re.sub(r"\s+", " ", shown(bare_site / f"{name}.html"))
    assert said in text


@pytest.mark.parametrize("name", PAGES)
def test_no_empty_chart_is_drawn(bare_site: Path, name: str) -> None:
    page = (bare_site / f"{name}.html").read_text(encoding="utf-8")
    words = re.findall(r'<img alt="([^"]*)"', page)
    assert [alt for alt in words if not re.search(r"[1-9]", alt)] == []


@pytest.mark.parametrize("name", PAGES)
def test_the_questions_still_say_what_serves_them(bare_site: Path, name: str) -> None:
    page = (bare_site / f"{name}.html").read_text(encoding="utf-8")
    if name not in ("overview", "membership", "cases", "synthesis", "questions"):
        assert page.count('class="answer"') >= 3


def test_what_is_registered_has_a_value_and_rows_or_a_whole(bare_site: Path) -> None:
    with (bare_site / "numbers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 20
    assert all(row["value"] for row in rows)
