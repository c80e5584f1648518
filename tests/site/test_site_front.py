"""What leads into the pages: the start page, the index of profiles, and all main pages in one."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

from test_site_whole import PAGES

from iscm_analysis.publishing.links import lost_links, undescribed_files
from iscm_analysis.publishing.markup import ids_of, main_of, pieces_of
from iscm_analysis.publishing.search import addresses
from iscm_analysis.tables import load

LARGEST_INDEX = 150_000  # bytes


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def index_of(site: Path) -> str:
    found = re.search(r'id="search-index">(.*?)</script>', text_of(site / "index.html"), re.DOTALL)
    assert found
    return found[1]


def test_every_link_anchor_and_find_leads_somewhere_and_every_file_is_described(site: Path) -> None:
    assert list(lost_links(site)) == []
    assert list(undescribed_files(site)) == []


def test_the_index_is_small_and_knows_pages_questions_numbers_tables_and_figures(site: Path) -> None:
    index = index_of(site)
    assert len(index.encode()) < LARGEST_INDEX
    found = set(addresses(index))
    assert {f"{name}.html" for name in PAGES} <= found
    assert {"relevance.html#Q-R1a", "relevance.html#N-R2.n_member", "relevance.html#F-R2-1"} <= found
    assert "profiles/rcm.html" in found
    assert "RCM" in index


def test_a_card_says_what_was_found_how_far_and_what_is_missing(site: Path) -> None:
    cards = re.findall(r"<li>\s*<h3>.*?</li>", text_of(site / "index.html"), re.DOTALL)
    assert len(cards) == 6
    relevance = cards[0]
    assert "IOM gives technical support in 22 of 38" in relevance
    assert "2 strong, 5 moderate" in relevance
    assert "15 gaps" in relevance
    assert 'href="relevance.html#Q-R2a"' in relevance


def test_the_map_has_a_row_for_every_part_with_numbers_that_add_up_to_all_gaps(site: Path) -> None:
    page = text_of(site / "index.html")
    rows = re.findall(r'<tr><th scope="row"><a class="chip .*?</tr>', page, re.DOTALL)
    parts = [found[1] for row in rows if (found := re.search(r"#Q-(\w+)", row))]
    evaluation = load()
    assert parts == evaluation.questions["part_id"].tolist()
    missing = [int(n) for row in rows for n in re.findall(r'class="lacks level-\d">(\d+)<', row)]
    assert sum(missing) == len(evaluation.question_gaps) == 51


def test_the_start_page_has_the_stated_numbers_and_leads_to_their_reasons(site: Path) -> None:
    page = text_of(site / "index.html")
    assert re.search(
        r'31 active ISCMs.*?</th><td class="num">31</td><td class="num">28</td><td class="num">3<', page
    )
    assert 'href="overview.html#T-O-3"' in page
    assert "no errors, 1 warning, no notes" in page


def test_the_whole_has_every_figure_table_and_number_of_the_main_pages_and_no_code(site: Path) -> None:
    whole = main_of(text_of(site / "whole.html"))
    ids = Counter(ids_of(whole))
    for name in PAGES:
        wanted = [one for one in ids_of(main_of(text_of(site / f"{name}.html"))) if re.match(r"[TFNQ]-", one)]
        assert wanted
        assert [one for one in wanted if ids[f"{name}--{one}"] != 1] == [], name
    assert '<details class="code"' not in whole
    assert [piece.tag for piece in pieces_of(whole) if piece.tag == "h1"] == ["h1"]


def test_the_index_of_profiles_lists_every_mechanism(site: Path) -> None:
    page = text_of(site / "profiles" / "index.html")
    with (site / "tables" / "iscms.csv").open(encoding="utf-8", newline="") as file:
        assert [
            row["iscm_id"] for row in csv.DictReader(file) if f'href="{row["iscm_id"]}.html"' not in page
        ] == []


def test_a_profile_leads_to_the_index_of_profiles_and_no_menu_lists_them_all(site: Path) -> None:
    page = text_of(site / "profiles" / "rcm.html")
    assert 'href="../profiles/index.html"' in page
    assert page.count('href="../profiles/') <= 4


def test_only_the_pages_that_search_carry_the_script_for_it(site: Path) -> None:
    carrying = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if "search-words" in text_of(path) or 'class="filters"' in text_of(path)
    }
    with_two = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if text_of(path).count("'sha256-") == 2
    }
    assert carrying == with_two == {"index.html", "profiles/index.html"}


def test_build_file_knows_the_description_and_the_data_package(site: Path) -> None:
    outputs = json.loads(text_of(site / "build.json"))["outputs"]
    assert {
        "ro-crate-metadata.json",
        "datapackage.json",
        "whole.html",
        "profiles/index.html",
    } <= outputs.keys()
