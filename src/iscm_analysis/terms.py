"""The words of the evaluation that code has to know: code lists with a fixed meaning."""

from __future__ import annotations

INTERNAL, PUBLIC = "internal", "public"  # editions; a page of an internal one may name interviewees
EDITION_VARIABLE = "ISCM_EDITION"  # by which a build tells the processes of its pages
CRITERIA = ("relevance", "effectiveness", "efficiency", "outcome", "impact", "sustainability")
ISCM_TYPES = {
    "RCP": "Regional consultative process",
    "IRF": "Interregional forum",
    "GLOBAL": "Global process",
}
ISCM_STATUSES = ("active", "dormant", "concluded", "unknown")
IOM_ROLES = {
    "member": "Member",
    "observer": "Observer",
    "partner": "Partner",
    "initiator": "Initiator",
    "secretariat": "Secretariat",
    "secretariat_support": "Support to a secretariat",
    "technical_support": "Technical support",
    "funding_support": "Funding support",
    "none": "No role found",
}
PARTICIPATIONS = ("member", "observer", "partner", "chair")
ORGANIZATION_PARTICIPATIONS = ("member", "observer", "partner", "secretariat")
FRAMEWORKS = {
    "iom_constitution": "IOM Constitution",
    "iom_strategy": "IOM strategy of 2007",
    "migof": "Migration Governance Framework",
    "gcm": "Global Compact for Migration",
    "sdg": "Sustainable Development Goals",
}
RELATIONS = {"direct": "names it", "indirect": "bears on it"}
JUDGEMENT_STATUSES = ("draft", "reviewed")
SECRETARIAT_FORMS = {
    "own": "A unit of its own",
    "iom": "IOM",
    "regional_organization": "A regional organization",
    "other_organization": "Another organization",
    "joint": "Several bodies together",
    "none": "None, as the source says",
}
CASE_MARKERS = {"successful": "Successful", "not_successful": "Not successful"}
CONFIDENCES = ("high", "medium", "low")
AMOUNT_KINDS = ("budget", "actual", "pledge")
DOCUMENT_SECTIONS = {
    "main": "Main list",
    "programme_and_budget": "Programme and Budget",
    "grcp": "Global meetings (GRCP)",
}
DOCUMENT_TYPES = {
    "web_page": "Web page",
    "publication": "Book or report",
    "series_paper": "Paper in a series",
    "governing_body_document": "Governing body document",
    "resolution": "Resolution",
    "programme_and_budget": "Programme and Budget",
    "meeting_report": "Report of a global meeting",
    "background_note": "Background note",
    "statement": "Statement",
}
LOCATION_TYPES = {
    "hq": "Headquarters",
    "regional_office": "Regional office",
    "country_office": "Country office",
    "regional_support_office": "Regional Support Office",
    "iscm_secretariat": "ISCM secretariat",
    "former": "Former staff",
    "government": "Government",
    "donor": "Donor",
}
# Whose voice an interviewee is. Secretariats and support offices of ISCMs and former staff stand together:
# apart, each would be so few that its number had to be withheld, and a larger sum would give it away.
VOICES = {
    "iom_headquarters": "IOM, headquarters",
    "iom_field": "IOM, regional and country offices",
    "process": "Offices of ISCMs, former staff",
    "government": "Governments",
    "donor": "Donors",
}
VOICE_OF_OFFICE = {
    "hq": "iom_headquarters",
    "regional_office": "iom_field",
    "country_office": "iom_field",
    "regional_support_office": "process",
    "iscm_secretariat": "process",
    "former": "process",
    "government": "government",
    "donor": "donor",
}
SENIORITIES = {
    "leadership": "Director or chief of staff",
    "head": "Head of unit or mission",
    "senior": "Senior adviser or specialist",
    "officer": "Officer, specialist or coordinator",
    "other": "Other",
}
SOURCE_STATUSES = ("received", "compiled", "cited", "missing")
ORIGINS = {
    "iom_headquarters": "IOM headquarters",
    "iom_field": "IOM field",
    "iscm_secretariat": "ISCM secretariat",
    "member_state": "Member State",
    "donor": "Donor",
    "other_organization": "Other organization",
    "independent": "Independent document",
}
IOM_ORIGINS = ("iom_headquarters", "iom_field")
STANCES = {
    "supports": "supports",
    "contradicts": "contradicts",
    "mixed": "mixed",
    "neutral": "neutral",
}
# How an observation was made; a page on the web is read like any other document.
METHODS = {
    "document_review": "Document review",
    "literature_review": "Review of research",
    "administrative_data": "Administrative data",
    "interview": "Interview",
    "focus_group": "Focus group",
    "survey": "Survey",
    "observation": "Observation",
}
CONSENTS = {
    "given": "given",
    "not_needed": "not needed: public or official record",
    "unknown": "not known",
}
# From weakest to strongest; the thresholds stand in iscm.toml.
STRENGTHS = {
    "none": "no evidence",
    "contested": "contested",
    "limited": "limited",
    "moderate": "moderate",
    "strong": "strong",
}
CHAIN_STATUSES = ("draft", "reviewed", "final")
PRIORITIES = ("high", "medium", "low")
RESPONSES = {"accept": "Accepted", "partially_accept": "Partially accepted", "reject": "Rejected"}
# Evaluation offices use one of two vocabularies for the same four states of an action.
ACTION_STATUSES = {
    "not_initiated": "open",
    "ongoing": "in_progress",
    "completed": "implemented",
    "no_longer_applicable": "closed",
}
CONTRIBUTION_VERDICTS = ("likely", "plausible", "contested", "not_shown")
# What a published grid asks of a report: there, partly there, not there; nothing is scored.
QUALITY_STATES = {"present": "present", "partial": "partial", "absent": "absent"}
CASE_STATUSES = ("proposed", "chosen", "dropped")
COMMENT_STATUSES = ("open", "answered", "taken_up", "not_taken_up")
GAP_STATES = {
    "not_collected": "not collected",
    "asked_no_answer": "asked, no answer",
    "not_applicable": "not applicable",
    "none_found": "none found",
}
# How a stated fact can be counted (analysis.reconciliation has the counts); "none": not at all.
MEASURES = (
    "active_iscms",
    "iscms_with_iom_as_member",
    "iscms_with_iom_as_observer",
    "years_since_first_role",
    "first_iscm_decade",
    "first_meeting_year",
    "none",
)
# How far a block of a page carries towards the question, focus item or indicator it serves.
REACHES = {
    "partly": "answers in part",
    "context": "gives context, no answer",
    "none": "does not answer",
}
INDICATOR_STATUSES = {
    "measured": "measured",
    "partly": "partly measured",
    "not_measured": "not measured",
}
IOM_NAME = "International Organization for Migration"
# A cell may say in words that nothing was found; a table keeps it as missing.
WORDS_FOR_MISSING = ("none found", "not found")
COMPILED_NOTE = "compiled from public sources; not the evaluation office's own Annex 4"  # said on every page
