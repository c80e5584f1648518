"""Analyses of Annex 4 on the real tables; how each number was counted by hand stands above its test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from iscm_analysis.analysis import (
    arrangements,
    cases,
    engagement,
    frameworks,
    membership,
    network,
    overlap,
    profile,
    similarity,
    states,
)
from iscm_analysis.analysis.selection import select
from iscm_analysis.cleaning.text import split_list
from iscm_analysis.presentation import number
from iscm_analysis.project import Project
from iscm_analysis.tables import load

PROJECT = Project(Path(__file__).resolve().parents[2])
EVALUATION = load(PROJECT)
GRID = engagement.role_grid(EVALUATION.iom_roles, EVALUATION.iscms)
RESTING = arrangements.arrangements(EVALUATION.iscms, EVALUATION.secretariat_readings, as_of=2019)
THEMES = frameworks.themes_of(EVALUATION.iscms, EVALUATION.theme_topics)
JUDGED = frameworks.judgements(EVALUATION.framework_crosswalk, EVALUATION.framework_items, EVALUATION.topics)
REACHED = frameworks.items_reached(JUDGED, EVALUATION.framework_items, EVALUATION.iom_roles, THEMES)
COUNTED = membership.members_per_state(EVALUATION.participation, EVALUATION.states)
MEMBERS = overlap.members_by_iscm(EVALUATION.participation)


# Roles: lines of iom_roles.csv with the role, cut to the ISCM, each ISCM once (grep, cut, sort -u, wc).
@pytest.mark.parametrize(
    ("role", "n_iscms"),
    [
        ("member", 1),
        ("observer", 9),
        ("partner", 11),
        ("initiator", 13),
        ("secretariat", 9),
        ("secretariat_support", 9),
        ("technical_support", 22),
        ("funding_support", 5),
    ],
)
def test_iscms_per_role(role: str, n_iscms: int) -> None:
    counts = engagement.iscms_per_role(EVALUATION.iom_roles).set_index("role")["n_iscms"]
    assert counts[role] == n_iscms
    assert int(GRID[role].sum()) == n_iscms


# 22 of 38 is more than half; the next role has 13.
def test_technical_support_alone_is_common_to_most() -> None:
    common = engagement.common_to_most(GRID)
    assert common[["role", "n_iscms", "n_known"]].to_numpy().tolist() == [["technical_support", 22, 38]]


# Three ISCMs have a row with the role none; the Asia-Pacific consultations have another role beside it.
def test_two_iscms_have_no_role_and_36_have() -> None:
    without = GRID[GRID["n_roles"] == 0]["iscm_id"].tolist()
    assert without == ["euromed-migration", "tripoli-process"]


# Read off the 82 rows of sheet Roles, the roles of each ISCM underlined and compared by eye.
@pytest.mark.parametrize(
    ("combination", "n_iscms"),
    [
        ("Partner + Technical support", 4),
        ("Partner", 3),
        ("Technical support", 3),
        ("Observer + Support to a secretariat + Technical support", 2),
        ("No role found", 2),
    ],
)
def test_sets_of_roles(combination: str, n_iscms: int) -> None:
    combinations = engagement.role_combinations(GRID).set_index("combination")["n_iscms"]
    assert combinations[combination] == n_iscms
    assert (len(combinations), combinations.sum()) == (25, 38)


# First years in sheet ISCMs: 1985; six of the 1990s; 22 of 2000-2009; seven of 2010-2016; two without.
def test_iscms_by_decade() -> None:
    dated = engagement.with_decade(EVALUATION.iscms)
    assert engagement.sizes(dated, "decade") == {"1980s": 1, "1990s": 6, "2000s": 22, "2010s": 7}
    by_decade = engagement.iscms_per_role_by(EVALUATION.iom_roles, dated, "decade").set_index("role")
    # Secretariat: CIS Conference (1996); Abu Dhabi, IDM, MIDSA, SACM, Colombo, Soderkoping; Almaty, PAFoM.
    assert by_decade.loc["secretariat", ["1980s", "1990s", "2000s", "2010s"]].tolist() == [0, 1, 6, 2]


# The five African RCPs of sheet ISCMs: IGAD-RCP, MIDCAS, MIDCOM, MIDSA, MIDWA; each row of Roles read.
def test_iom_began_all_five_african_processes() -> None:
    by_region = engagement.iscms_per_role_by(EVALUATION.iom_roles, EVALUATION.iscms, "region")
    assert by_region.set_index("role")["Africa"].to_dict() == {
        "member": 0,
        "observer": 1,
        "partner": 1,
        "initiator": 5,
        "secretariat": 1,
        "secretariat_support": 2,
        "technical_support": 5,
        "funding_support": 2,
    }


# The one membership is in an IRF, and the five fundings are in RCPs; so these cells are empty.
def test_types_without_a_role() -> None:
    none = engagement.types_without_role(
        engagement.iscms_per_role_and_type(EVALUATION.iom_roles, EVALUATION.iscms)
    )
    assert none[["type", "role_name"]].to_numpy().tolist() == [
        ["RCP", "Member"],
        ["IRF", "Funding support"],
        ["GLOBAL", "Member"],
        ["GLOBAL", "Funding support"],
    ]


# RCM and GFMD have the same three roles. MIDSA and SACM share initiator, secretariat and technical
# support of five in either. The Manila Process was only started by IOM, the PIDC is only observed.
@pytest.mark.parametrize(
    ("first", "second", "similarity_of_roles"),
    [("gfmd", "rcm", 1), ("midsa", "sacm", 3 / 5), ("manila-process", "pidc", 0)],
)
def test_similarity_by_roles(first: str, second: str, similarity_of_roles: float) -> None:
    compared = similarity.pairs(engagement.role_sets(GRID)).set_index(["first", "second"])
    assert compared.loc[(first, second), "similarity"] == pytest.approx(similarity_of_roles)
    assert len(compared) == 36 * 35 / 2


def test_the_tree_lists_each_iscm_with_a_role_once_and_keeps_equal_sets_together() -> None:
    listed = similarity.leaves(similarity.pairs(engagement.role_sets(GRID)), most_apart=0.5)
    assert sorted(listed["iscm_id"]) == sorted(GRID[GRID["n_roles"] > 0]["iscm_id"])
    groups = listed.set_index("iscm_id")["group"]
    assert groups["gfmd"] == groups["rcm"]
    assert groups["manila-process"] == groups["apc"] != groups["pidc"]


# Members: rows of participation.csv of the ISCM with capacity member, codes once, joined by comm.
@pytest.mark.parametrize(
    ("first", "second", "n_first", "n_second", "n_shared"),
    [
        ("budapest-process", "prague-process", 52, 49, 48),
        ("midsa", "pafom", 16, 55, 16),
        ("rcm", "sacm", 11, 12, 0),
        ("acp-eu-md", "rabat-process", 107, 56, 52),
        ("igad-rcp", "khartoum-process", 8, 41, 8),
        ("bali-process", "colombo-process", 21, 12, 10),
    ],
)
def test_shared_members(first: str, second: str, n_first: int, n_second: int, n_shared: int) -> None:
    compared = overlap.shared_members(MEMBERS).set_index(["first", "second"])
    row = compared.loc[(first, second)]
    assert row[["n_first", "n_second", "n_shared"]].tolist() == [n_first, n_second, n_shared]


def test_no_share_is_given_of_the_eight_members_of_igad() -> None:
    compared = overlap.shared_members(MEMBERS).set_index(["first", "second"])["share_of_smaller"]
    assert compared[("budapest-process", "prague-process")] == pytest.approx(48 / 49)
    assert compared.isna()[("igad-rcp", "khartoum-process")]


# ISCMs of sheet ISCMs without a row of capacity member in sheet Participation.
def test_eight_iscms_have_no_named_member() -> None:
    absent = membership.without_members(EVALUATION.iscms, EVALUATION.participation)["iscm_id"].tolist()
    assert absent == [
        "gfmd", "idm", "un-hld", "tripoli-process", "euromed-migration", "afml", "apc", "manila-process",
    ]  # fmt: skip
    assert len(MEMBERS) == 30


# The twelve rows of Spain: member of eleven, and once more as chair of the IGC.
def test_spain_is_named_a_member_of_most() -> None:
    counts = COUNTED.set_index("iso3")["n_iscms"]
    assert (counts["ESP"], counts.max()) == (11, 11)
    own = states.mechanisms_of(EVALUATION.participation, EVALUATION.iscms, "ESP")
    assert (len(own), own["iscm_id"].nunique()) == (12, 11)


# The 193 members in states.csv less all codes with capacity member, by comm.
def test_seven_members_of_the_united_nations_are_named_a_member_of_none() -> None:
    assert (COUNTED["un_status"] == "member").sum() == 193
    assert membership.in_none(COUNTED)["iso3"].tolist() == ["BTN", "PRK", "ISL", "IRN", "ISR", "MCO", "SMR"]


# The 820 rows with capacity member, none twice; every ISCM can be reached from every other by hand.
def test_the_network_hangs_together() -> None:
    lines = network.lines(EVALUATION.participation)
    assert len(lines) == 820
    parts = network.components(lines)
    assert parts[["n_iscms", "n_states"]].to_numpy().tolist() == [[30, 201]]
    assert network.degrees(lines, "iscm_id")["n_lines"].sum() == 820
    assert network.spread(network.degrees(lines, "iso3"))["n_states"].sum() == 201


def test_every_state_in_the_tables_has_a_tile_and_no_two_share_a_place() -> None:
    tiles = EVALUATION.states
    assert set(EVALUATION.participation["iso3"]) <= set(tiles["iso3"])
    assert tiles[["tile_column", "tile_row"]].notna().all(axis=None)
    assert not tiles.duplicated(["tile_column", "tile_row"]).any()


# Each of the 38 secretariat cells of sheet ISCMs read, and a stroke made under its form.
def test_forms_of_secretariat() -> None:
    counts = arrangements.by_code(RESTING, "form", arrangements.FORMS).set_index("code")["n_iscms"]
    assert counts.to_dict() == {
        "own": 8,
        "regional_organization": 7,
        "other_organization": 7,
        "joint": 5,
        "iom": 4,
        "not_known": 4,
        "none": 3,
    }


def test_every_wording_has_a_reading() -> None:
    assert "not_read" not in set(RESTING["form"])


# Named alone in the cell: IDM, MIDSA, SACM, Colombo. Own units that IOM hosts: GFMD, IGC, RCM.
def test_seven_iscms_rest_on_iom_alone() -> None:
    alone = arrangements.on_iom_alone(RESTING)
    assert alone.groupby("rests_on")["iscm_id"].agg(list).to_dict() == {
        "serves_alone": ["idm", "midsa", "sacm", "colombo-process"],
        "hosts_alone": ["gfmd", "igc", "rcm"],
    }


# "EU" with money or funded in four cells; five rows of sheet Roles with funding_support.
def test_nine_payments_are_named() -> None:
    found = arrangements.payers(RESTING, EVALUATION.iom_roles)
    assert found.groupby("payer")["iscm_id"].agg(list).to_dict() == {
        "European Union": ["eap-panel", "khartoum-process", "prague-process", "rabat-process"],
        "IOM": ["cmc", "igad-rcp", "midcom", "sacm", "soderkoping-process"],
    }


# Status in sheet ISCMs: dormant MIDCAS and APC, concluded CIS Conference and Soderkoping.
def test_those_that_sleep_or_ended_did_not_rest_on_iom_alone() -> None:
    ended = RESTING[RESTING["status"].isin(["dormant", "concluded"])].set_index("iscm_id")["rests_on"]
    assert ended.to_dict() == {
        "midcas": "others",
        "apc": "others",
        "cis-conference": "shares",
        "soderkoping-process": "shares",
    }


# Themes column of sheet ISCMs: rows with a theme that speaks of the subject, counted with a finger.
@pytest.mark.parametrize(
    ("topic", "n_iscms"), [("development", 16), ("trafficking", 18), ("remittances", 4), ("diaspora", 2)]
)
def test_iscms_per_topic(topic: str, n_iscms: int) -> None:
    counts = frameworks.iscms_per_topic(THEMES, EVALUATION.topics).set_index("topic_id")["n_iscms"]
    assert counts[topic] == n_iscms


def test_every_theme_is_under_a_topic_and_every_reading_is_of_a_theme() -> None:
    assert frameworks.unplaced_themes(THEMES).empty
    in_use = {theme for cell in EVALUATION.iscms["themes"] for theme in split_list(cell)}
    assert set(EVALUATION.theme_topics["theme"]) == in_use


def framework_numbers() -> Mapping[str, list[str]]:
    items = EVALUATION.framework_items
    return {str(name): group["number"].tolist() for name, group in items.groupby("framework")}


# The documents themselves: article 1(1) has five letters, the strategy twelve points, and so on.
def test_every_article_point_principle_objective_and_target_is_there() -> None:
    assert framework_numbers() == {
        "iom_constitution": list("abcde"),
        "iom_strategy": [str(number) for number in range(1, 13)],
        "migof": ["P1", "P2", "P3", "O1", "O2", "O3"],
        "gcm": [str(number) for number in range(1, 24)],
        "sdg": ["3.c", "4.b", "5.2", "8.7", "8.8", "10.7", "10.c", "16.2", "17.18"],
    }


# Lines of framework-crosswalk.csv by relation; item ids of the list less those of the crosswalk, by comm.
def test_judgements_and_what_nothing_meets() -> None:
    assert JUDGED["relation"].value_counts().to_dict() == {"direct": 69, "indirect": 54}
    unmet = frameworks.unreached(REACHED)["item_id"].tolist()
    assert unmet == ["IOMC-a", "IOMS-1", "GCM-4", "GCM-13", "GCM-22", "SDG-4.b"]


def test_every_judgement_is_a_draft_of_the_developers_with_reason_and_place() -> None:
    crosswalk = EVALUATION.framework_crosswalk
    assert set(zip(crosswalk["judged_by"], crosswalk["status"], strict=True)) == {("developers", "draft")}
    numbers = EVALUATION.framework_items.set_index("item_id")["number"]
    for item_id, source in zip(crosswalk["item_id"], crosswalk["source"], strict=True):
        assert source.endswith((f" {numbers[item_id].lstrip('PO')}", f"({numbers[item_id]})")), source


# Remittances: ACP-EU, FIBEMYD, Colombo (cheaper remittances), ARCP.
def test_four_iscms_stand_behind_the_objective_on_remittances() -> None:
    assert REACHED.set_index("item_id").loc["GCM-20", ["n_iscms_by_role", "n_iscms_by_theme"]].tolist() == [
        0,
        4,
    ]


def test_the_28_active_iscms_are_the_candidates_and_each_has_its_reason() -> None:
    described = cases.candidates(EVALUATION.iscms, RESTING, EVALUATION.iom_roles)
    eligible = cases.eligible(described)
    for chosen in (cases.diverse(eligible), cases.most_different(eligible, 4)):
        assert len(chosen) == 28
        assert chosen["reason"].notna().all()
        assert chosen["iscm_id"].is_unique


def test_diverse_cases_show_every_known_value() -> None:
    eligible = cases.eligible(cases.candidates(EVALUATION.iscms, RESTING, EVALUATION.iom_roles))
    chosen = cases.diverse(eligible).dropna(subset=["place"])["iscm_id"]
    for column in cases.ATTRIBUTES:
        seen = set(eligible[eligible["iscm_id"].isin(chosen)][column])
        assert set(eligible[column]) - {cases.NOT_KNOWN} <= seen


def test_successful_and_not_is_asked_of_the_evaluator() -> None:
    eligible = cases.eligible(cases.candidates(EVALUATION.iscms, RESTING, EVALUATION.iom_roles))
    with pytest.raises(cases.NoMarkerError, match="only the evaluator can say"):
        cases.successful_and_not(eligible, EVALUATION.case_markers)


# Rows of participation.csv of Mexico: member of RCM, EU-CELAC and FIBEMYD; who else is in all three.
def test_mexico_shares_three_iscms_with_seven_states() -> None:
    shared = states.shares_most_with(EVALUATION.participation, "MEX")
    assert shared[shared["n_shared"] == 3]["iso3"].tolist() == [
        "CRI",
        "DOM",
        "SLV",
        "GTM",
        "HND",
        "NIC",
        "PAN",
    ]


# Annex 3 names seven people with the Bali Process and one with the GFMD.
def test_few_people_are_not_counted_out() -> None:
    values = [
        number.people("P", select(EVALUATION, iscm=iscm).interviewees, "d", of=EVALUATION.interviewees).value
        for iscm in ("bali-process", "gfmd")
    ]
    assert values == [7, "fewer than 3"]


# Column outcome of grcp-meetings.csv: GFMD is named in meetings 2 and 3.
def test_meetings_that_name_the_global_forum() -> None:
    one = select(EVALUATION, iscm="gfmd")
    assert profile.meetings_naming(one.meetings, one.iscms)["meeting_no"].tolist() == [2, 3]
