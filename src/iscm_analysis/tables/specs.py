"""What every processed table holds: one specification for checks, files and the data dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from iscm_analysis import terms

FieldType = Literal["string", "integer", "number", "boolean", "date", "list"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its meaning, type, code list, and the table its ids point to."""

    name: str
    description: str
    type: FieldType = "string"
    required: bool = False
    codes: tuple[str, ...] = ()
    pattern: str = ""
    references: str = ""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: what a row is, which columns make it unique, and its columns in file order."""

    name: str
    row: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in file order."""
        return [field.name for field in self.fields]


ISCM_ID = Field("iscm_id", "ISCM", required=True, references="iscms")
ISCM_IDS = Field("iscm_ids", "ISCMs named in the entry", "list", references="iscms")
SOURCE_ID = Field("source_id", "source of the row", required=True, references="sources")
SOURCE_IDS = Field("source_ids", "sources of the row", "list", required=True, references="sources")
LOCATOR = Field("locator", "place in the file it was read from", required=True)
AS_OF_YEAR = Field("as_of_year", "year the source speaks of", "integer")
ROUGH_N = Field("rough_n", "rough number of people, texts or cases needed; our estimate", required=True)
YEAR = Field("year", "calendar year", "integer")
NUMBERED_BY_PLACE = (
    "documents",
    "interviewees",
)  # an id says the place of its row: one put in above shifts it
HELD_ROLES = tuple(role for role in terms.IOM_ROLES if role != "none")


def _required(name: str, description: str, *codes: str, **more: str) -> Field:
    return Field(name, description, required=True, codes=codes, **more)  # type: ignore[arg-type]  # keyword names are Field's own


def _item_table(name: str, row: str) -> TableSpec:
    fields = (_required("id", "identifier"), _required("text", "restated text"), SOURCE_ID, LOCATOR)
    return TableSpec(name, row, ("id",), fields)


SPECS: dict[str, TableSpec] = {
    spec.name: spec
    for spec in (
        TableSpec(
            "documents",
            "one entry of Annex 2, the documents reviewed",
            ("document_id",),
            (
                _required("document_id", "D01.. in the order printed", pattern=r"D\d{2,}"),
                _required("section", "part of the list", *terms.DOCUMENT_SECTIONS),
                Field("author_printed", "author as printed, repeated-author dashes included"),
                Field("author", "author with dashes resolved; the speaker of a statement"),
                _required("title", "title without italics marks"),
                _required("document_type", "kind of document", *terms.DOCUMENT_TYPES),
                Field("series", "series or journal"),
                Field("number", "number in the series"),
                Field("symbol", "document symbol of a governing body"),
                Field("session", "session of the governing body, as printed"),
                Field("edition", "edition, as printed"),
                Field("place", "place of publication"),
                Field("publisher", "publisher as printed"),
                Field("year_printed", "year of the imprint as printed", "integer"),
                Field("year", "year to count by; missing for undated web pages", "integer"),
                Field("title_year", "single year named in the title", "integer"),
                Field("date", "exact date, where printed", "date"),
                Field("meeting_no", "global meeting (GRCP) the entry is about", "integer"),
                Field("event_start_date", "first day of that meeting as printed", "date"),
                Field("event_end_date", "last day of that meeting as printed", "date"),
                Field("event_year", "year of that meeting as printed", "integer"),
                Field("url", "address, without closing stop or bracket"),
                ISCM_IDS,
                Field("is_iom", "IOM is author, publisher or owner of the series", "boolean", required=True),
                SOURCE_ID,
                LOCATOR,
            ),
        ),
        TableSpec(
            "interviewees",
            "one person of Annex 3; names stay in the raw file",
            ("interviewee_id",),
            (
                _required("interviewee_id", "I01.. in the order printed", pattern=r"I\d{2,}"),
                Field("title_printed", "title as printed"),
                Field("title", "title after corrections"),
                Field("unit_printed", "division or department as printed"),
                _required("unit", "unit the person works in"),
                Field("parent_unit", "unit above it, where the annex prints one"),
                _required("location_type", "kind of office", *terms.LOCATION_TYPES),
                Field("city", "city, where printed"),
                ISCM_IDS,
                _required("seniority", "seniority read from the title by rule", *terms.SENIORITIES),
                SOURCE_ID,
                LOCATOR,
            ),
        ),
        TableSpec(
            "questions",
            "one part (sentence) of a question of the terms of reference",
            ("part_id",),
            (
                _required("question_id", "question", pattern=r"[A-Z]+\d"),
                _required("part_id", "part; the question's own id where it has one sentence"),
                _required("heading", "heading the question is printed under"),
                Field("criteria", "criteria of that heading", "list", required=True, codes=terms.CRITERIA),
                Field("focus_item_ids", "focus items it serves", "list", references="focus_items"),
                _required("text", "question, restated"),
                SOURCE_ID,
                LOCATOR,
            ),
        ),
        _item_table("indicators", "one indicator of the terms of reference"),
        _item_table("focus_items", "one focus item of the terms of reference"),
        _item_table("recommendation_areas", "one area of recommendations"),
        _item_table("scope_limits", "one limit of the scope"),
        TableSpec(
            "stated_facts",
            "one number that the terms of reference or the public record state in words",
            ("id",),
            (
                _required("id", "identifier"),
                Field("value", "the stated number", "integer", required=True),
                Field("unit", "what is counted"),
                _required("text", "restated sentence"),
                SOURCE_ID,
                LOCATOR,
            ),
        ),
        TableSpec(
            "reconciliation_rules",
            "how one stated fact is counted here, and why the count differs from it",
            ("fact_id",),
            (
                _required("fact_id", "stated fact: id in stated_facts"),
                _required("measure", "what is counted for it", *terms.MEASURES),
                _required("definition", "the rule of the count in words"),
                Field("difference", "stated less counted, as it was when the reason was written", "integer"),
                Field("reason", "why the two differ, or that it is not known"),
                Field("reason_locator", "where to check the reason"),
                LOCATOR,
            ),
        ),
        TableSpec(
            "question_gaps",
            "one thing that is missing to answer a part of a question",
            ("part_id", "missing"),
            (
                Field("part_id", "part of a question", required=True, references="questions"),
                _required("state", "state of the gap", *terms.GAP_STATES),
                _required("missing", "what is missing"),
                _required("why", "why it matters or is absent"),
                _required("fill_source", "who or what could fill it"),
                _required("fill_method", "by which method"),
                ROUGH_N,
                LOCATOR,
            ),
        ),
        TableSpec(
            "analyses",
            "one block of a page that serves a part of a question, a focus item or an indicator",
            ("asked_id", "page", "block_id"),
            (
                _required("asked_id", "part of a question, focus item or indicator"),
                _required("page", "page the block stands on", pattern=r"[a-z-]+"),
                _required("block_id", "table, figure or number on that page", pattern=r"[TFN]-\S+"),
                Field("analysis", "functions that make it, as module.function; empty for plain rows", "list"),
                Field("tables", "processed tables it is made from", "list", required=True),
                _required("reach", "how far it carries towards an answer", *terms.REACHES),
                _required("says", "what it says to what is asked"),
                LOCATOR,
            ),
        ),
        TableSpec(
            "indicator_measures",
            "one indicator of the terms of reference as it could be measured",
            ("indicator_id",),
            (
                Field("indicator_id", "indicator", required=True, references="indicators"),
                _required("definition", "what would be counted"),
                _required("unit", "unit"),
                _required("denominator", "of what whole"),
                _required("measured_from", "what it has to be read from"),
                _required("status", "how far what is in hand measures it", *terms.INDICATOR_STATUSES),
                _required("missing", "what is missing"),
                _required("fill_source", "who or what could fill it"),
                _required("fill_method", "by which method"),
                ROUGH_N,
                LOCATOR,
            ),
        ),
        TableSpec(
            "iscms",
            "one Inter-State Consultation Mechanism",
            ("iscm_id",),
            (
                _required("iscm_id", "ISCM", pattern=r"[a-z0-9-]+"),
                _required("name", "full name"),
                Field("acronym", "acronym in use"),
                Field("other_names", "former and other names", "list"),
                _required("type", "type around 2019", *terms.ISCM_TYPES),
                _required("region", "region as IOM groups them"),
                Field("established_year", "first year", "integer"),
                _required("status", "status around 2019", *terms.ISCM_STATUSES),
                Field("secretariat", "who serves as secretariat"),
                Field("associated_institution", "institution it is formally tied to"),
                Field("themes", "themes", "list"),
                SOURCE_IDS,
                Field("completeness", "share of its five descriptive fields that are known", "number"),
                Field("notes", "what sources disagree on"),
                LOCATOR,
            ),
        ),
        TableSpec(
            "iom_roles",
            "one role IOM holds or held in an ISCM, as one source says; roles overlap, never sum them",
            ("iscm_id", "role", "as_of_year", "source_id"),
            (
                ISCM_ID,
                _required("role", "role", *terms.IOM_ROLES),
                Field("detail", "what the source says, restated"),
                AS_OF_YEAR,
                SOURCE_ID,
                _required("confidence", "confidence of the compiler", *terms.CONFIDENCES),
                LOCATOR,
            ),
        ),
        TableSpec(
            "participation",
            "one State or territory in one capacity in an ISCM; a chair is listed as member too",
            ("iscm_id", "iso3", "participation"),
            (
                ISCM_ID,
                _required("state_name", "United Nations short name"),
                _required("iso3", "ISO 3166-1 alpha-3 code", pattern=r"[A-Z]{3}"),
                Field("state_printed", "name in the source"),
                _required("un_status", "standing in the United Nations", "member", "observer", "other"),
                _required("participation", "capacity", *terms.PARTICIPATIONS),
                AS_OF_YEAR,
                SOURCE_ID,
                LOCATOR,
            ),
        ),
        TableSpec(
            "organizations",
            "one organization in one capacity in an ISCM",
            ("iscm_id", "organization_printed", "participation"),
            (
                ISCM_ID,
                _required("organization", "name of the organization, one spelling for each"),
                _required("organization_printed", "name in the source"),
                _required("participation", "capacity", *terms.ORGANIZATION_PARTICIPATIONS),
                AS_OF_YEAR,
                SOURCE_ID,
                LOCATOR,
            ),
        ),
        TableSpec(
            "meetings",
            "one global meeting of chairs and secretariats (GRCP)",
            ("meeting_no",),
            (
                Field("meeting_no", "number of the meeting", "integer", required=True),
                Field("start_date", "first day", "date", required=True),
                Field("end_date", "last day", "date", required=True),
                _required("city", "city"),
                _required("country", "country"),
                Field("co_host", "who hosted with IOM"),
                _required("theme", "theme"),
                Field("n_participants", "participants, where a source counts them", "integer"),
                Field("n_iscms", "ISCMs represented, where a source counts them", "integer"),
                Field("outcome", "what came out of it, restated; disputes between sources"),
                SOURCE_IDS,
                LOCATOR,
            ),
        ),
        TableSpec(
            "meeting_disputes",
            "one fact about a global meeting on which sources differ",
            ("meeting_no", "fact"),
            (
                Field("meeting_no", "number of the meeting", "integer", required=True),
                _required("fact", "what is disputed"),
                _required("used", "what is used here"),
                _required("also_said", "what another source says"),
                SOURCE_IDS,
                _required("reason", "why, and who says what"),
                LOCATOR,
            ),
        ),
        TableSpec(
            "finance",
            "one published amount; kinds and currencies are never summed together",
            ("year", "scope", "line_item"),
            (
                Field("year", "year of the amount", "integer", required=True),
                _required("scope", "whose money"),
                _required("line_item", "what the amount is"),
                _required("currency", "ISO 4217 code", pattern=r"[A-Z]{3}"),
                Field("amount", "amount in units of the currency", "integer", required=True),
                _required("kind", "kind of amount", *terms.AMOUNT_KINDS),
                SOURCE_ID,
                Field("notes", "limits of the figure"),
                LOCATOR,
            ),
        ),
        TableSpec(
            "sources",
            "one source: a registered file, or a public page that a row rests on",
            ("source_id",),
            (
                _required("source_id", "source"),
                _required("title", "title"),
                Field("publisher", "publisher"),
                YEAR,
                Field("url", "address"),
                _required("origin", "whose voice it is", *terms.ORIGINS),
                Field("access", "how much of it was read"),
                _required("status", "standing in this project", *terms.SOURCE_STATUSES),
                LOCATOR,
            ),
        ),
        TableSpec(
            "states",
            "one State or territory that a table may name, and its tile on a map without borders",
            ("iso3",),
            (
                _required("iso3", "ISO 3166-1 alpha-3 code", pattern=r"[A-Z]{3}"),
                _required("state_name", "United Nations short name"),
                _required("un_status", "standing in the United Nations", "member", "observer", "other"),
                Field("tile_column", "column of the tile, from the left", "integer", required=True),
                Field("tile_row", "row of the tile, from the top", "integer", required=True),
                LOCATOR,
            ),
        ),
        TableSpec(
            "topics",
            "one topic that themes of ISCMs are grouped under",
            ("topic_id",),
            (_required("topic_id", "topic"), _required("topic_name", "name of the topic"), LOCATOR),
        ),
        TableSpec(
            "theme_topics",
            "one theme in the words of Annex 4, and the topics the developers put it under",
            ("theme",),
            (
                _required("theme", "theme as Annex 4 words it"),
                Field("topic_ids", "topics it belongs to", "list", required=True, references="topics"),
                LOCATOR,
            ),
        ),
        TableSpec(
            "framework_items",
            "one article, point, principle, objective or target that roles and topics are held against",
            ("item_id",),
            (
                _required("item_id", "item of a framework", pattern=r"[A-Z]+-[A-Za-z0-9.]+"),
                _required("framework", "framework", *terms.FRAMEWORKS),
                _required("number", "number or letter in the document"),
                _required("text", "what it says, restated in a line"),
                _required("document", "document, with its symbol and date"),
                _required("place", "place in the document"),
                LOCATOR,
            ),
        ),
        TableSpec(
            "framework_crosswalk",
            "one judgement that a role of IOM or a topic serves an item of a framework; no row, no judgement",
            ("role", "topic_id", "item_id"),
            (
                Field("role", "role judged; empty where a topic is", codes=HELD_ROLES),
                Field("topic_id", "topic judged; empty where a role is", references="topics"),
                _required("item_id", "item of a framework", references="framework_items"),
                _required("relation", "how closely they meet", *terms.RELATIONS),
                _required("reason", "why it was judged so"),
                _required("source", "document and place that the judgement reads"),
                _required("judged_by", "who judged"),
                _required("status", "standing of the judgement", *terms.JUDGEMENT_STATUSES),
                LOCATOR,
            ),
        ),
        TableSpec(
            "secretariat_readings",
            "one wording of a secretariat arrangement in Annex 4, and how the developers read it",
            ("secretariat",),
            (
                _required("secretariat", "arrangement as Annex 4 words it"),
                _required("form", "form of the arrangement", *terms.SECRETARIAT_FORMS),
                Field("served_by", "who does the work of the secretariat", "list"),
                Field("hosted_by", "who houses or employs it, where that is said", "list"),
                Field("paid_by", "who pays for it, where that is said", "list"),
                _required("reason", "why it is read so"),
                LOCATOR,
            ),
        ),
        TableSpec(
            "case_markers",
            "the evaluator's own word on one ISCM, for choosing cases both successful and not",
            ("iscm_id",),
            (
                ISCM_ID,
                _required("marker", "how the evaluator sees it", *terms.CASE_MARKERS),
                _required("reason", "on what grounds"),
                _required("marked_by", "who says so"),
                LOCATOR,
            ),
        ),
        TableSpec(
            "corrections",
            "one correction of a slip in a source",
            ("table", "column", "found"),
            (
                _required("table", "table"),
                _required("column", "column"),
                _required("found", "what the source says"),
                _required("use", "what is used"),
                _required("reason", "why"),
                LOCATOR,
                Field("applied", "cells corrected in this build", "integer", required=True),
            ),
        ),
        TableSpec(
            "conflicts",
            "one value of two or more that sources state of the same thing",
            ("table", "id", "column", "source_id"),
            (
                _required("table", "table"),
                _required("id", "row of that table"),
                _required("column", "column"),
                _required("value", "what the source states"),
                SOURCE_ID,
                LOCATOR,
                Field("is_chosen", "the table says this one", "boolean", required=True),
                _required("rule", "why"),
            ),
        ),
        TableSpec(
            "cleaned_cells",
            "one cell that says something else than its annex prints, and the rule that made it so",
            ("table", "id", "column"),
            (
                _required("table", "table"),
                _required("id", "row of that table"),
                _required("column", "column"),
                _required("printed", "what the annex prints"),
                _required("used", "what the table says"),
                _required("rule", "rule, or row of a code list or ledger, with its reason"),
                LOCATOR,
            ),
        ),
        TableSpec(
            "problems",
            "one complaint about an input that did not stop the build",
            (),
            (
                _required("severity", "how grave", "error", "warning", "note"),
                _required("file", "file"),
                Field("sheet", "sheet"),
                Field("row", "row, line or locator"),
                Field("column", "column"),
                Field("cell", "cell address"),
                Field("value", "what stands there"),
                _required("message", "what is wrong"),
                Field("hint", "what to do"),
            ),
        ),
    )
}
