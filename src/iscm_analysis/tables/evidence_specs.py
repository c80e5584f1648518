"""What the tables of the evidence log hold: from an observation to the answer to a recommendation."""

from __future__ import annotations

from iscm_analysis import terms
from iscm_analysis.tables.fields import LOCATOR, SOURCE_ID, Field, TableSpec, required_field

PART_IDS = Field("part_ids", "parts of questions", "list", required=True, references="questions")
CHAIN_STATUS = required_field("status", "standing", *terms.CHAIN_STATUSES)
EVIDENCE = "evidence"

EVIDENCE_SPECS = (
    TableSpec(
        EVIDENCE,
        "one observation: a statement that a place in a source makes on a question",
        ("evidence_id",),
        (
            required_field("evidence_id", "item of evidence", pattern=r"[A-Z][A-Z0-9]*-[A-Z0-9-]+"),
            Field("question_ids", "questions, or parts of them, it bears on", "list", required=True),
            Field(
                "part_ids", "those parts; a question stands for all its parts", "list", references="questions"
            ),
            Field("iscm_ids", "ISCMs it is about", "list", references="iscms"),
            Field("indicator_ids", "indicators it bears on", "list", references="indicators"),
            SOURCE_ID,
            required_field("locator", "place in the source"),
            required_field("statement", "what is stated there, restated"),
            required_field("stance", "does it speak for or against a good answer", *terms.STANCES),
            required_field("origin", "whose voice it is", *terms.ORIGINS),
            required_field("method", "how the observation was made", *terms.METHODS),
            Field("year", "year the source speaks of", "integer"),
            required_field("coder", "who put it into the log"),
            Field("recorded_date", "day it was put into the log", "date", required=True),
            required_field("consent", "consent of the person who said it", *terms.CONSENTS),
            Field("note", "why it was read so; what to be careful about"),
            required_field("logged_at", "place in the evidence log"),
        ),
        place="logged_at",
    ),
    TableSpec(
        "evaluation_matrix",
        "how one part of a question is to be answered",
        ("part_id",),
        (
            required_field("part_id", "part of a question", references="questions"),
            Field("indicator_ids", "indicators of the terms of reference", "list", references="indicators"),
            required_field("indicator", "indicator in words"),
            required_field("judgement_criterion", "what a good answer would look like"),
            Field("source_kinds", "kinds of sources", "list", required=True),
            Field("methods", "methods", "list", required=True, codes=tuple(terms.METHODS)),
            Field("analyses", "blocks of pages that serve it", "list"),
            Field("reason", "why one method has to do"),
            LOCATOR,
        ),
    ),
    TableSpec(
        "findings",
        "one finding: what the evidence it cites says together",
        ("finding_id",),
        (
            required_field("finding_id", "finding", pattern=r"FI-[A-Z]+\d[a-z]?-\d+"),
            PART_IDS,
            required_field("statement", "finding"),
            Field(
                "stance",
                "the answer it gives; evidence of the other stance contradicts it; empty: supports",
                codes=tuple(terms.STANCES),
            ),
            Field("evidence_ids", "evidence it rests on", "list", required=True, references=EVIDENCE),
            Field("strength_stated", "strength given by hand; empty: by rule", codes=tuple(terms.STRENGTHS)),
            Field("override_reason", "why the strength is not that of the rule"),
            CHAIN_STATUS,
            Field("limits", "what it does not say"),
            LOCATOR,
        ),
    ),
    TableSpec(
        "conclusions",
        "one conclusion: a judgement on a criterion",
        ("conclusion_id",),
        (
            required_field("conclusion_id", "conclusion", pattern=r"CO-[A-Z]+-\d+"),
            required_field("criterion", "criterion", *terms.CRITERIA),
            required_field("statement", "conclusion"),
            Field("finding_ids", "findings it rests on", "list", required=True, references="findings"),
            CHAIN_STATUS,
            LOCATOR,
        ),
    ),
    TableSpec(
        "recommendations",
        "one recommendation",
        ("recommendation_id",),
        (
            required_field("recommendation_id", "recommendation", pattern=r"RE-\d+"),
            required_field("area_id", "area of the terms of reference", references="recommendation_areas"),
            required_field("statement", "recommendation"),
            Field(
                "conclusion_ids", "conclusions it rests on", "list", required=True, references="conclusions"
            ),
            required_field("responsible_unit", "who is to act"),
            required_field("priority", "priority", *terms.PRIORITIES),
            required_field("action", "what is to be done"),
            required_field("means", "with what"),
            required_field("time_frame", "until when"),
            CHAIN_STATUS,
            LOCATOR,
        ),
    ),
    TableSpec(
        "responses",
        "one key action of the management response to a recommendation",
        ("response_id",),
        (
            required_field("response_id", "response", pattern=r"MR-\d+"),
            required_field("recommendation_id", "recommendation", references="recommendations"),
            required_field("response", "what management answers", *terms.RESPONSES),
            Field("key_action", "what management will do"),
            Field("owner", "unit that acts"),
            Field("due_date", "day it is due", "date"),
            Field("action_status", "state of the action", codes=tuple(terms.ACTION_STATUSES)),
            Field(
                "action_status_alternative",
                "the same state in the other vocabulary",
                codes=tuple(terms.ACTION_STATUSES.values()),
            ),
            Field("status_date", "day of that state", "date"),
            Field("note", "what was said at the follow-up"),
            LOCATOR,
        ),
    ),
    TableSpec(
        "limitations",
        "one limit of the evaluation",
        ("limitation_id",),
        (
            required_field("limitation_id", "limitation", pattern=r"LI-\d+"),
            required_field("text", "limit"),
            PART_IDS,
            required_field("mitigation", "what was done about it"),
            LOCATOR,
        ),
    ),
    TableSpec(
        "stakeholders",
        "one group with a stake in what IOM does in ISCMs",
        ("stakeholder_id",),
        (
            required_field("stakeholder_id", "group", pattern=r"ST-\d+"),
            required_field("stakeholder", "who they are"),
            required_field("interest", "their stake"),
            Field("is_heard", "were they heard", "boolean", required=True),
            required_field("how", "how, or why not"),
            required_field("origin", "class of origin", *terms.ORIGINS),
            LOCATOR,
        ),
    ),
    TableSpec(
        "cases",
        "one ISCM looked at more closely",
        ("case_id",),
        (
            required_field("case_id", "case", pattern=r"CA-\d+"),
            required_field("iscm_id", "ISCM", references="iscms"),
            required_field("why", "why this one"),
            required_field("status", "standing of the choice", *terms.CASE_STATUSES),
            LOCATOR,
        ),
    ),
    TableSpec(
        "contributions",
        "one claim that IOM's work contributed to a change, weighed for and against",
        ("contribution_id",),
        (
            required_field("contribution_id", "claim", pattern=r"CN-\d+"),
            PART_IDS,
            required_field("claim", "what is claimed"),
            Field("evidence_for", "evidence for it", "list", references=EVIDENCE),
            Field("evidence_against", "evidence against it", "list", references=EVIDENCE),
            required_field("alternative", "what else could explain it"),
            required_field("verdict", "verdict", *terms.CONTRIBUTION_VERDICTS),
            required_field("reason", "why"),
            LOCATOR,
        ),
    ),
    TableSpec(
        "comments",
        "one comment on a draft, and its answer",
        ("comment_id",),
        (
            required_field("comment_id", "comment", pattern=r"CM-\d+"),
            required_field("page", "page it is on"),
            Field("place", "place on the page"),
            required_field("comment", "comment"),
            required_field("commenter_role", "role of who commented; no name"),
            Field("comment_date", "day of the comment", "date"),
            Field("answer", "answer"),
            required_field("status", "what became of it", *terms.COMMENT_STATUSES),
            LOCATOR,
        ),
    ),
    TableSpec(
        "attribution_words",
        "one wording that claims a cause where a contribution is all that can be shown",
        ("words",),
        (
            required_field("words", "wording"),
            required_field("reason", "why it claims too much"),
            required_field("instead", "what can be said"),
            LOCATOR,
        ),
    ),
)
