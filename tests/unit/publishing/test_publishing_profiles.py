from __future__ import annotations

from pathlib import Path

from frames import evaluation_of, frame_of
from iscm_analysis.languages import words
from iscm_analysis.publishing.index import render
from iscm_analysis.publishing.plan import Page
from iscm_analysis.publishing.profiles import profiles_content

EVALUATION = evaluation_of(
    iscms=frame_of(
        "iscm_id|name|acronym|type|region|established_year|status",
        "rcm|Regional Conference|RCM|RCP|Americas|1996|active",
        "gap|Unknown <b>|-|IRF|-|-|unknown",
    ),
    iom_roles=frame_of("iscm_id role", "rcm secretariat", "rcm observer", "rcm observer", "gap none"),
    participation=frame_of("iscm_id iso3 state_name", "rcm FRA France", "rcm FRA France"),
)
PAGES = [
    Page("profiles/rcm", Path("p.ipynb"), "Regional Conference", "profile", "", "", {"iscm": "rcm"}),
    Page("profiles/gap", Path("p.ipynb"), "Unknown <b>", "profile", "", "", {"iscm": "gap"}),
    Page("profiles/states/FRA", Path("s.ipynb"), "France", "state", "", "", {"state": "FRA"}),
]


def test_a_row_says_what_is_known_with_each_role_once_and_in_the_order_of_the_code_list() -> None:
    rcm, gap = profiles_content(EVALUATION, PAGES, words())["iscms"]
    assert (rcm["href"], rcm["roles"]) == ("rcm.html", ["Observer", "Secretariat"])
    assert (rcm["type"], rcm["region"], rcm["established_year"]) == (
        "Regional consultative process",
        "Americas",
        1996,
    )
    assert (gap["acronym"], gap["region"], gap["established_year"], gap["roles"]) == ("", "", "", [])


def test_a_state_is_listed_with_the_mechanisms_that_name_it() -> None:
    assert profiles_content(EVALUATION, PAGES, words())["states"] == [
        {"href": "states/FRA.html", "name": "France", "n_iscms": 1}
    ]


def test_the_page_is_complete_without_script_and_its_filters_hide_until_one_runs() -> None:
    page = render("profiles", {**profiles_content(EVALUATION, PAGES, words()), "evaluation": "E"})
    assert (
        '<div class="filters" role="search" aria-label="Narrow down the list of mechanisms" hidden>' in page
    )
    assert '<a href="rcm.html">Regional Conference</a> <small>RCM</small>' in page
    assert "Unknown &lt;b&gt;" in page
    assert "<option>Secretariat</option>" in page
    assert page.count('title="not known"') == 1
