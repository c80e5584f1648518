from frames import frame_of
from iscm_analysis.analysis.log import by_origin_and_stance, coverage, in_words, sources_cited

EVIDENCE = frame_of(
    "evidence_id source_id origin stance",
    "IG-1 S-B donor supports",
    "IG-2 S-B donor contradicts",
    "IG-3 S-A iom_field supports",
)


def test_an_origin_that_nobody_has_counts_zero_and_the_most_frequent_comes_first() -> None:
    names = {"donor": "Donor", "iom_field": "IOM field", "independent": "Independent document"}
    counted = by_origin_and_stance(EVIDENCE, names, ["supports", "contradicts"])
    assert counted[["origin_name", "supports", "contradicts", "n"]].to_numpy().tolist() == [
        ["Donor", 1, 1, 2], ["IOM field", 1, 0, 1], ["Independent document", 0, 0, 0],
    ]  # fmt: skip


def test_a_source_is_listed_with_its_items_and_only_when_it_has_some() -> None:
    sources = frame_of("source_id title", "S-B second", "S-A first", "S-C unused")
    assert sources_cited(sources, EVIDENCE)[["source_id", "evidence_ids", "n_items"]].to_numpy().tolist() == [
        ["S-A", "IG-3", 1], ["S-B", "IG-1;IG-2", 2],
    ]  # fmt: skip


def test_an_iscm_that_no_source_names_has_nothing_and_comes_last() -> None:
    iscms = frame_of("iscm_id name", "bali Bali", "igc IGC", "rcm RCM")
    pairs = frame_of("iscm_id source_id n_items", "bali S-A 1", "igc - 0", "rcm S-A 1", "rcm S-B 2")
    assert coverage(iscms, pairs)[["name", "n_items", "n_sources", "source_ids"]].to_numpy().tolist() == [
        ["RCM", 3, 2, "S-A;S-B"], ["Bali", 1, 1, "S-A"], ["IGC", 0, 0, ""],
    ]  # fmt: skip


def test_codes_in_a_list_get_their_names() -> None:
    rows = frame_of("part_id methods", "R1a interview;survey", "R1b survey")
    named = in_words(rows, "methods", {"interview": "Interview", "survey": "Survey"})
    assert list(named["methods"]) == ["Interview;Survey", "Survey"]
