from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annex4_files import FIELDS, csv_text
from iscm_analysis.project import Project
from iscm_analysis.tables.annex4 import read_plain

REFERENCE = Project(Path(__file__).resolve().parents[3]).reference
HEAD = ["ISCM", "Acronym", "Region", "Year", "IOM role", "Members"]
NAMES = st.sampled_from(
    ["Bali Process", "Prague Process", "RCM", "Rabat Process", "Dialogue on x", "", "Total", "Africa"]
)
CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "x",
            "1996",
            "Observer",
            "Fiji; Chad",
            "Niger Delta",
            "#REF!",
            "NA",
            "Note: y",
            "ISCM",
            "Asia",
            "RCPs",
        ]
    ),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12),
)
ROWS = st.lists(st.tuples(NAMES, CELLS, CELLS, CELLS, CELLS, CELLS).map(list), max_size=8)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LINES = [
    "Bali Process|BP|Asia|2002|Observer|Fiji; Chad",
    "Prague Process|PP|Europe|2009|Partner|Latvia",
    "Rabat Process|RP|Africa|2006|none|Mali, Chad",
    "Almaty Process|AP|Asia|2013|x|Niger Delta",
]
Plain = dict[str, list[dict[str, str]]]


def read(folder: Path, rows: list[list[str]]) -> Plain:
    path = folder / "law.csv"
    path.write_text(
        csv_text([HEAD, ["Colombo Process", "CP", "Asia", "2003", "Partner", "Fiji"], *rows]), "utf-8"
    )  # type: ignore[list-item]  # rows of text
    return read_plain(path, reference=REFERENCE)


@FEW
@given(ROWS)
def test_every_row_read_is_kept_ignored_or_refused(tmp_path_factory: object, rows: list[list[str]]) -> None:
    plain = read(tmp_path_factory.getbasetemp(), rows)  # type: ignore[attr-defined]  # pytest's factory
    for account in plain["accounts"]:
        assert account["n_read"] == account["n_kept"] + account["n_ignored"] + account["n_refused"]
    assert plain["accounts"][0]["n_kept"] == len(plain["annex4"])


@FEW
@given(st.permutations(LINES))
def test_the_order_of_rows_changes_only_the_order(tmp_path_factory: object, lines: list[str]) -> None:
    plain = read(tmp_path_factory.getbasetemp(), [line.split("|") for line in lines])  # type: ignore[attr-defined]  # pytest's factory
    names = [row[FIELDS.index("name")] for row in plain["annex4"]]
    assert names[1:] == [line.split("|")[0] for line in lines]
    other = read(tmp_path_factory.getbasetemp(), [line.split("|") for line in sorted(lines)])  # type: ignore[attr-defined]  # pytest's factory
    without_place = [sorted(row[:-1] for row in one["annex4"]) for one in (plain, other)]  # type: ignore[index]  # rows are lists
    assert without_place[0] == without_place[1]
