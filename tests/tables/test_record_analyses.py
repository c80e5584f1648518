"""What the annexes alone say, against numbers counted by hand in the raw files.

Documents were counted in ``annex-2-documents.txt`` entry by entry, people in ``annex-3-interviewees.tsv``
line by line, meetings and amounts in ``grcp-meetings.csv`` and ``finance.csv``; sums and days by calculator.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from iscm_analysis import terms
from iscm_analysis.analysis import coverage, finance, meetings, suppression, voices
from iscm_analysis.project import Project
from iscm_analysis.tables import Evaluation, load


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return load(Project(Path(__file__).resolve().parents[2]))


def test_IOM_wrote_32_documents_and_published_four_more(evaluation: Evaluation) -> None:  # noqa: N802
    # Written: 18 of the main list (D09 to D26), 6 budgets, 8 of the global meetings (D37 to D44).
    # Only published: the book by Bouloz and three papers of its research series.
    kinds = voices.authorship(evaluation.documents).set_index("document_id")["authorship"]
    assert kinds.value_counts().to_dict() == {"written": 32, "others": 9, "published": 4}
    assert kinds[kinds == "published"].index.tolist() == ["D02", "D06", "D07", "D29"]


def test_documents_come_from_nine_issuers(evaluation: Evaluation) -> None:
    # Nine entries are not IOM's; two of them share an imprint (GFMD Support Unit).
    assert voices.issuers(evaluation.documents).head(2).to_numpy().tolist() == [
        ["IOM", 36],
        ["GFMD Support Unit", 2],
    ]
    assert len(voices.issuers(evaluation.documents)) == 9


def test_the_31_dated_documents_run_from_2001_to_2019(evaluation: Evaluation) -> None:
    counts = voices.documents_per_year(evaluation.documents)
    held = {row.year: row.n_documents for row in counts.itertuples() if row.n_documents}
    assert held == {
        "2001": 1, "2005": 1, "2007": 1, "2009": 1, "2010": 1, "2011": 1, "2013": 3,
        "2014": 1, "2015": 4, "2016": 3, "2017": 6, "2018": 4, "2019": 4,
    }  # fmt: skip
    assert (sum(held.values()), len(counts)) == (31, 19)


def test_undated_documents_are_the_web_pages_and_nothing_else(evaluation: Evaluation) -> None:
    documents = evaluation.documents
    groups = {
        "undated": documents[documents["year"].isna()],
        "web pages": documents[documents["document_type"] == "web_page"],
    }
    [found] = voices.groups_compared(groups, "document_id").to_dict("records")
    assert (found["n_first"], found["n_both"]) == (14, 14)
    assert found["verdict"] == "the same: cannot be compared"


def test_37_of_41_people_work_for_IOM_and_none_for_a_government_or_donor(evaluation: Evaluation) -> None:  # noqa: N802
    # Headquarters 24; 8 in regional and 5 in country offices; one works in the support office of the Bali
    # Process, two in a secretariat or support unit, one has left.
    heard = voices.voices_heard(evaluation.interviewees)
    assert dict(zip(heard["code"], heard["n"], strict=True)) == {
        "iom_headquarters": 24,
        "iom_field": 13,
        "process": 4,
        "government": 0,
        "donor": 0,
    }


def test_people_outside_headquarters_and_people_linked_to_an_iscm_are_the_same_17(
    evaluation: Evaluation,
) -> None:
    people = evaluation.interviewees
    groups = {
        "outside headquarters": people[people["location_type"] != "hq"],
        "linked to an ISCM": people[people["iscm_ids"].notna()],
    }
    [found] = voices.groups_compared(groups, "interviewee_id").to_dict("records")
    assert (found["n_first"], found["n_second"], found["n_both"]) == (17, 17, 17)
    assert found["verdict"] == "the same: cannot be compared"


def test_seniorities_are_counted_and_the_two_others_are_withheld(evaluation: Evaluation) -> None:
    # Head 14, officer 11, leadership 7, senior 7, other 2 (a consultant and a secondment).
    counts = coverage.count_by(evaluation.interviewees, "seniority", terms.SENIORITIES)
    assert dict(zip(counts["code"], counts["n"], strict=True)) == {
        "head": 14,
        "officer": 11,
        "leadership": 7,
        "senior": 7,
        "other": 2,
    }
    shown = suppression.suppress(counts, ["n"], 3)
    assert shown["n"].tolist() == ["14", "11", "7", suppression.WITHHELD, suppression.WITHHELD]
    assert shown["code"].tolist()[3:] == ["leadership", "other"]


def test_interviewees_per_iscm_below_three_are_withheld(evaluation: Evaluation) -> None:
    # Bali Process 7, RCM 4; MIDWA and SACM 2, GFMD and PAFoM 1.
    touched = coverage.iscms_touched(evaluation.iscms, evaluation.documents, evaluation.interviewees)
    shown = suppression.suppress(touched, ["n_interviewees"], 3).set_index("iscm_id")["n_interviewees"]
    assert shown[["bali-process", "rcm"]].tolist() == ["7", "4"]
    assert shown[shown == suppression.WITHHELD].index.tolist() == ["gfmd", "midwa", "pafom", "sacm"]
    assert set(shown.drop(["bali-process", "rcm", "gfmd", "midwa", "sacm", "pafom"])) == {"0"}


def test_coverage_of_iscms_against_each_whole(evaluation: Evaluation) -> None:
    # Documents name 9 ISCMs, interviewees' units 6, all of them among the 9. The High-level Dialogue is not
    # among the 28 active ones, so 8 of those are touched: 28 - 8 = 20 and 31 - 8 = 23 are not.
    covered = coverage.coverage_by_denominator(
        evaluation.iscms, evaluation.documents, evaluation.interviewees, evaluation.stated_facts
    )
    assert covered.drop(columns="denominator").fillna(-1).to_numpy().tolist() == [
        [-1, 6, 3, 0, -1],
        [38, 6, 3, 0, 29],
        [28, 6, 2, 0, 20],
        [31, 6, 2, 0, 23],
    ]


def test_documents_spread_over_more_iscms_than_interviews(evaluation: Evaluation) -> None:
    # Documents: 4, 2, 2 and six times 1, 14 mentions: (16 + 4 + 4 + 6) / 196 = 0.153; 1 / 0.153 = 6.5.
    # People: 7, 4, 2, 2, 1, 1, 17 mentions: (49 + 16 + 4 + 4 + 1 + 1) / 289 = 0.260; 1 / 0.2595 = 3.9.
    read = coverage.concentration(evaluation.documents).iloc[0]
    heard = coverage.concentration(evaluation.interviewees).iloc[0]
    assert read[["n_naming", "n_mentions", "n_iscms"]].tolist() == [14, 14, 9]
    assert heard[["n_naming", "n_mentions", "n_iscms"]].tolist() == [17, 17, 6]
    assert [read["herfindahl"], read["effective_number"]] == [0.153, 6.5]
    assert [heard["herfindahl"], heard["effective_number"]] == [0.26, 3.9]


def test_the_global_meetings_came_after_357_to_1511_days(evaluation: Evaluation) -> None:
    # 15 Apr 2005 to 4 Jun 2009: 4 * 365 + 1 to 15 Apr 2009 = 1461, and 50 days more = 1511.
    # 22 Oct 2015 to 13 Oct 2016: a leap year (366) less 9 days = 357. The middle of the seven is 574:
    # 26 Oct 2011 to 22 May 2013 is 366 + 208.
    held = meetings.cadence(evaluation.meetings)
    assert held["days_since_last"].tolist()[1:] == [1511, 872, 574, 881, 357, 362, 541]
    assert meetings.pauses(held).to_dict("records") == [
        {"n_pauses": 7, "shortest": 357, "median": 574.0, "longest": 1511}
    ]
    assert held["n_days"].tolist() == [2, 2, 2, 2, 2, 1, 2, 1]


def test_hosts_and_places_of_the_global_meetings(evaluation: Evaluation) -> None:
    # Governments: Thailand, Botswana, Peru. Organizations: the Global Commission, the Arab League.
    # IOM alone: 2016 and 2017. For 2019 no host beside IOM was found.
    kinds = meetings.with_host(evaluation.meetings)["host_kind"]
    assert kinds.value_counts().to_dict() == {"government": 3, "organization": 2, "iom": 2}
    assert kinds.isna().sum() == 1
    found = meetings.places(evaluation.meetings)[["city", "n_meetings"]].to_numpy().tolist()
    assert found == [["Geneva", 4], ["Bangkok", 1], ["Cairo", 1], ["Gaborone", 1], ["Lima", 1]]


def test_themes_turn_from_the_mechanisms_to_United_Nations_frameworks(evaluation: Evaluation) -> None:  # noqa: N802
    marked = meetings.with_themes(evaluation.meetings).set_index("meeting_no")
    assert {code: marked.index[marked[code]].tolist() for code in meetings.THEMES} == {
        "value": [1, 2, 4, 6],
        "capacity": [2, 3],
        "frameworks": [5, 6, 7],
        "governance": [8],
    }


def test_participants_are_known_for_three_meetings_and_iscms_for_six(evaluation: Evaluation) -> None:
    known = meetings.known_facts(meetings.with_host(evaluation.meetings))
    assert dict(zip(known["fact"], known["n_meetings"], strict=True)) == {
        "Theme": 8,
        "What came out of it": 8,
        "Host beside IOM, or IOM alone": 7,
        "ISCMs represented": 6,
        "Participants": 3,
    }


def test_every_year_has_its_budget_and_three_years_have_no_amount(evaluation: Evaluation) -> None:
    covered = finance.money_covered(evaluation.documents, evaluation.finance, 2014, 2019)
    assert covered.to_numpy().tolist() == [
        ["2014", "D31", 0],
        ["2015", "D32", 3],
        ["2016", "D33", 5],
        ["2017", "D34", 0],
        ["2018", "D35", 2],
        ["2019", "D36", 3],
    ]


def test_26_amounts_are_of_three_kinds_and_eleven_purses(evaluation: Evaluation) -> None:
    # Ten of the 26 are IOM as a whole, four its Development Fund.
    by_scope = finance.amounts_by_scope(evaluation.finance)
    assert by_scope.head(2)[["scope", "n_amounts"]].to_numpy().tolist() == [
        ["IOM total", 10],
        ["IOM Development Fund", 4],
    ]
    assert (len(by_scope), int(by_scope["n_amounts"].sum())) == (11, 26)
    assert evaluation.finance["kind"].value_counts().to_dict() == {"budget": 18, "actual": 7, "pledge": 1}


def test_the_development_fund_of_2019_is_the_sum_of_its_two_lines(evaluation: Evaluation) -> None:
    # 1 479 887 + 14 878 559 dollars.
    money = evaluation.finance
    fund = money[(money["scope"] == "IOM Development Fund") & (money["year"] == 2019)]
    assert finance.total(fund) == 16_358_446


def test_all_published_amounts_together_are_no_sum(evaluation: Evaluation) -> None:
    with pytest.raises(ValueError, match="these amounts are not added up"):
        finance.total(evaluation.finance)


def test_no_office_can_be_computed_from_the_voices(evaluation: Evaluation) -> None:
    # Each voice whose number is shown holds either only offices that are shown, or several that are not.
    counts = coverage.count_by(evaluation.interviewees, "location_type", terms.LOCATION_TYPES)
    shown = suppression.suppress(counts, ["n"], 3).set_index("code")["n"]
    for voice in terms.VOICES:
        offices = [office for office, own in terms.VOICE_OF_OFFICE.items() if own == voice]
        hidden = [office for office in offices if shown[office] == suppression.WITHHELD]
        assert len(hidden) != 1, voice
