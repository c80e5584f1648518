from __future__ import annotations

from frames import frame_of
from iscm_analysis.cleaning.codes import linked_iscms, suggest, unknown_codes

ALIASES = {"RCM": "rcm", "Puebla Process": "rcm", "SACM": "sacm", "Bali Process": "bali-process"}


def test_the_nearest_known_spelling_is_suggested() -> None:
    assert suggest("obsrver", ["member", "observer"]) == "did you mean 'observer'?"


def test_without_a_near_spelling_all_are_listed() -> None:
    assert suggest("zzz", ["member", "observer"]) == "known: member, observer"


def test_every_cell_off_the_code_list_is_said_with_place_and_suggestion() -> None:
    frame = frame_of("iso3 locator", "CHE row2", "CHX row3", "- row4", "ZZZ row5")
    complaints = [str(problem) for problem in unknown_codes(frame, "iso3", ["CHE", "PER"], file="states")]
    assert complaints == [
        "states, row3, column iso3: not on the code list (found 'CHX'); known: CHE, PER",
        "states, row5, column iso3: not on the code list (found 'ZZZ'); known: CHE, PER",
    ]


def test_a_slip_in_a_long_code_gets_its_suggestion() -> None:
    frame = frame_of("publisher | locator", "IOM Counsil | row 2")
    [problem] = unknown_codes(frame, "publisher", ["IOM Council", "ICMPD"], file="publishers")
    assert (problem.severity, problem.hint) == ("error", "did you mean 'IOM Council'?")


def test_codes_on_the_list_are_no_problem() -> None:
    assert list(unknown_codes(frame_of("iso3 locator", "CHE row2"), "iso3", ["CHE"], file="states")) == []


def test_iscms_named_are_listed_once_in_order_of_id() -> None:
    assert linked_iscms("SACM, RCM (Puebla Process) and the Bali Process", ALIASES) == "bali-process;rcm;sacm"


def test_an_alias_matches_whatever_dashes_and_blanks_the_text_has() -> None:
    assert linked_iscms("IGAD\u2013RCP", {"IGAD-RCP": "igad-rcp"}) == "igad-rcp"


def test_an_alias_inside_a_longer_word_links_nothing() -> None:
    assert linked_iscms("RCMs and sacm", ALIASES) == ""
