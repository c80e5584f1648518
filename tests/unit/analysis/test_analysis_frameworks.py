from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis import frameworks

ISCMS = frame_of(
    "iscm_id | themes", "rcm | return; data", "igc | data", "new | a theme nobody placed", "mute | -"
)
THEMES = frame_of("theme topic_ids", "return return", "data data;governance")
TOPICS = frame_of("topic_id topic_name", "data Data", "governance Policy", "return Return", "health Health")
ITEMS = frame_of(
    "item_id framework number text",
    "GCM-1 gcm 1 collect",
    "GCM-21 gcm 21 bring",
    "GCM-4 gcm 4 papers",
    "IOMC-e iom_constitution e forum",
)
CROSSWALK = frame_of(
    "role topic_id item_id relation reason",
    "secretariat - IOMC-e direct runs",
    "observer - IOMC-e indirect sits",
    "- data GCM-1 direct same",
    "- return GCM-21 direct same",
    "- return GCM-1 indirect counts",
)
ROLES = frame_of("iscm_id role", "rcm secretariat", "rcm observer", "igc observer")
JUDGED = frameworks.judgements(CROSSWALK, ITEMS, TOPICS)
TAKEN_APART = frameworks.themes_of(ISCMS, THEMES)


def test_a_theme_is_a_row_for_each_of_its_topics() -> None:
    assert TAKEN_APART[["iscm_id", "topic_id"]].fillna("-").to_numpy().tolist() == [
        ["rcm", "return"],
        ["rcm", "data"],
        ["rcm", "governance"],
        ["igc", "data"],
        ["igc", "governance"],
        ["new", "-"],
    ]


def test_a_theme_nobody_placed_is_said() -> None:
    assert frameworks.unplaced_themes(TAKEN_APART).to_numpy().tolist() == [["a theme nobody placed", "new"]]
    assert frameworks.unplaced_themes(TAKEN_APART.head(5)).empty


def test_an_iscm_counts_once_per_topic_and_a_topic_without_any_counts_zero() -> None:
    twice = frameworks.themes_of(frame_of("iscm_id | themes", "rcm | return; return"), THEMES)
    counts = frameworks.iscms_per_topic(twice, TOPICS).set_index("topic_id")["n_iscms"]
    assert (counts["return"], counts["health"]) == (1, 0)
    assert frameworks.iscms_per_topic(TAKEN_APART.head(0), TOPICS).empty


def test_a_judgement_is_worded_with_what_it_is_about() -> None:
    assert JUDGED[["kind", "subject", "framework_name", "relation_name"]].to_numpy().tolist()[:3] == [
        ["role", "Secretariat", "IOM Constitution", "names it"],
        ["role", "Observer", "IOM Constitution", "bears on it"],
        ["topic", "Data", "Global Compact for Migration", "names it"],
    ]


def test_the_square_marks_what_names_an_item_and_what_bears_on_it() -> None:
    square = frameworks.square(JUDGED, ITEMS, ["gcm"])
    assert (square.index.tolist(), square.columns.tolist()) == (
        ["Data", "Return"],
        ["GCM-1", "GCM-21", "GCM-4"],
    )
    assert square.to_numpy().tolist() == [[2, 0, 0], [1, 2, 0]]
    assert frameworks.square(JUDGED.head(0), ITEMS, ["gcm"]).empty


def test_iscms_stand_behind_an_item_by_role_and_by_theme_apart() -> None:
    reached = frameworks.items_reached(JUDGED, ITEMS, ROLES, TAKEN_APART).set_index("item_id")
    columns = ["n_direct", "n_indirect", "n_iscms_by_role", "n_iscms_by_theme"]
    assert reached.loc["IOMC-e", columns].tolist() == [1, 1, 1, 0]
    assert reached.loc["GCM-1", columns].tolist() == [1, 1, 0, 2]
    assert reached.loc["GCM-4", columns].tolist() == [0, 0, 0, 0]


def test_an_item_that_nothing_meets_is_listed() -> None:
    reached = frameworks.items_reached(JUDGED, ITEMS, ROLES, TAKEN_APART)
    assert frameworks.unreached(reached)["item_id"].tolist() == ["GCM-4"]


def test_without_annex_4_judgements_stand_and_no_iscm_is_counted() -> None:
    nothing = frameworks.themes_of(ISCMS.head(0), THEMES)
    reached = frameworks.items_reached(JUDGED, ITEMS, ROLES.head(0), nothing)
    assert reached["n_direct"].sum() == 3
    assert (reached["n_iscms_by_role"].sum(), reached["n_iscms_by_theme"].sum()) == (0, 0)


def test_the_item_that_most_rows_name_is_said_with_ties() -> None:
    names = frameworks.item_names(ITEMS.assign(place="objective " + ITEMS["number"]))
    laid = frameworks.square(JUDGED, ITEMS, ["gcm"])
    assert frameworks.most_met(laid, names, "Topics") == (
        "Topics: Global Compact for Migration, objective 1 and Global Compact for Migration, objective 21 "
        "named by most, 1 of 2"
    )
    assert frameworks.most_met(laid.head(0), names, "Topics") == "Topics"
