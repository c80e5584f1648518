"""Who takes part: the cells of members and observers become names, States and a count."""

from __future__ import annotations

import re

from iscm_analysis.cleaning.records import Entry, Mechanism
from iscm_analysis.cleaning.states import Recognised, StateNames, recognise, split_names, without_footnote
from iscm_analysis.cleaning.text import join_list
from iscm_analysis.cleaning.vocabulary import key
from iscm_analysis.errors import Severity

_STATES_WORD = (
    r"(?:member|participating|full|\u00e9tats?|estados|pa\u00edses|pays|states?|countries|"
    r"members|membres|miembros|participants|governments)"
)
_TOTALS = tuple(
    re.compile(pattern.replace("WORD", _STATES_WORD), re.IGNORECASE)
    for pattern in (
        (
            r"[(\[]? ?\b(?:grand )?total(?: number| of| WORD){0,4}"
            r" ?[:=\u2013-]? ?(\d{1,3})\b(?: WORD)* ?[)\]]?"
        ),
        r"^(\d{1,3}) (?:WORD ?){1,3}[:\u2013-]? ?(?=[(\s\w]|$)",
        r"[(\[] ?(\d{1,3})(?: WORD){0,3} ?[)\]]$",
        r"^(\d{1,3})$",
    )
)


def read_listed(made: Mechanism) -> None:
    """Turn rows of a list of States (country, participation) into members and observers."""
    entries = made.record.entries
    listed = [entry for name in ("iso3", "country") for entry in entries.get(name, [])]
    countries = {(entry.sheet, entry.row): entry for entry in listed}  # a code counts where no name stands
    standing = {(entry.sheet, entry.row): key(entry.text) for entry in entries.get("participation", [])}
    for place, entry in countries.items():
        words = standing.get(place, "member")
        name = "observers" if words.startswith("observ") else "members"
        if words in ("partner", "socio", "partenaire"):
            made.say("note", "a partner is neither member nor observer; not used", entry)
        elif not (
            words.startswith("chair") and any(e.text == entry.text for e in entries.get("members", []))
        ):
            made.record.add(name, entry)


def read_participation(made: Mechanism, name: str, names: StateNames) -> None:
    """Fill the field ``name`` (members, observers); add the States it names to the participation."""
    printed: list[str] = []
    states: dict[str, str] = {}
    for entry in made.record.entries.get(name, []):
        text = _take_total(made, entry, name)
        for item in split_names(text, names):
            bare = _take_name(made, entry, name, item, names, states)
            printed.append(bare.replace(";", ","))
    made.row[name] = join_list(list(dict.fromkeys(item for item in printed if item)))
    stated = made.row["n_members"]
    entries = made.record.entries.get(name, [])
    if name == "members" and stated and printed and int(stated) not in (len(printed), len(states)):
        made.say(
            "warning",
            f"{stated} members stated, {len(states)} States counted",
            entries[0],
            "see which is right",
        )


def _take_total(made: Mechanism, entry: Entry, name: str) -> str:
    """Take "(Total: 49)" out of a cell of members; the number goes into ``n_members``."""
    for pattern in _TOTALS:
        found = pattern.search(entry.text)
        if found:
            if name == "members" and made.row["n_members"] not in ("", str(int(found[1]))):
                made.say("warning", f"{made.row['n_members']} members in one column, {found[1]} here", entry)
            elif name == "members":
                made.row["n_members"] = str(int(found[1]))
            return entry.text[: found.start()] + "\n" + entry.text[found.end() :].lstrip(":) ")
    return entry.text


def _take_name(
    made: Mechanism, entry: Entry, name: str, item: str, names: StateNames, states: dict[str, str]
) -> str:
    """Give the name without its footnote mark; add the State it names to the participation."""
    made.n_names += 1
    found = recognise(item, names)
    state, keep = found.state, found.name
    if state is None:
        _say_no_state(made, entry, name, item, found, names)
        return keep
    if found.mark:
        made.say("note", f"{found.mark[:40]!r} was taken off the name of a State", entry, value=item[:80])
    if state.iso3 in states:
        made.n_no_states += 1
        made.say("warning", f"{state.state_name} is named twice; counted once", entry, value=item[:80])
        return keep
    states[state.iso3] = keep
    named = {"name": made.row["name"] or made.row["acronym"], "state_printed": keep}
    about = {"state_name": state.state_name, "iso3": state.iso3, "un_status": state.un_status}
    place = f"{entry.sheet}!{entry.row}"
    made.participation.append({**named, **about, "participation": name.removesuffix("s"), "row": place})
    return keep


def _say_no_state(
    made: Mechanism, entry: Entry, name: str, item: str, found: Recognised, names: StateNames
) -> None:
    if found.kind:
        made.n_no_states += 1
        made.say("note", f"{found.kind}, no State: not in the list of participation", entry, value=item[:80])
        return
    made.n_unknown += 1
    near = names.suggest(without_footnote(item)[0])
    severity: Severity = "warning" if near or name == "members" else "note"
    hint = f"did you mean {near!r}?" if near else "if it is a State, add the spelling to state-names.csv"
    made.say(
        severity, "no State of this name is known: not in the list of participation", entry, hint, item[:80]
    )
