from __future__ import annotations

from frames import frame_of
from iscm_analysis.analysis.chain import touched

LINKED = frame_of(
    "table upper lower",
    "recommendations RE-1 CO-1",
    "recommendations RE-2 CO-2",
    "conclusions CO-1 FI-1",
    "conclusions CO-1 FI-2",
    "conclusions CO-2 FI-3",
    "findings FI-1 E-1",
    "findings FI-1 E-2",
    "findings FI-2 E-3",
    "evidence E-1 S-1",
)


def test_a_changed_item_of_evidence_is_followed_to_the_recommendations() -> None:
    assert touched(LINKED, ["E-2"]).to_dict("records") == [
        {"table": "findings", "id": "FI-1", "because": "E-2"},
        {"table": "conclusions", "id": "CO-1", "because": "FI-1"},
        {"table": "recommendations", "id": "RE-1", "because": "CO-1"},
    ]


def test_what_rests_on_several_things_that_changed_names_them_all() -> None:
    found = touched(LINKED, ["E-1", "E-2", "E-3"])
    assert dict(zip(found["id"], found["because"], strict=True)) == {
        "FI-1": "E-1;E-2", "FI-2": "E-3", "CO-1": "FI-1;FI-2", "RE-1": "CO-1",
    }  # fmt: skip


def test_a_finding_that_was_changed_itself_touches_what_rests_on_it_only() -> None:
    assert touched(LINKED, ["FI-3"])["id"].to_list() == ["CO-2", "RE-2"]


def test_what_rests_on_nothing_that_changed_is_not_touched() -> None:
    assert touched(LINKED, ["E-9", "S-1"]).empty
