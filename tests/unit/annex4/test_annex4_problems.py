from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

import annex4_files as made
import annex4_hostile as hostile
from iscm_analysis.errors import InvalidInputError
from iscm_analysis.project import Project
from iscm_analysis.tables.annex4 import read_annex4
from iscm_analysis.tables.reading import Reading

PROJECT = Project(Path(__file__).resolve().parents[3])
Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_rows(*rows: list[object], name: str = "annex4.xlsx", sheet: str = "ISCMs") -> Reading:
        return read_annex4(made.book_of(tmp_path / name, {sheet: list(rows)}), PROJECT)

    return read_rows


def said(reading: Reading, words: str) -> list[str]:
    return [str(problem) for problem in reading.problems if words in str(problem)]


def column(reading: Reading, name: str) -> list[str]:
    return [str(cell) for cell in reading.frames["annex4"][name].fillna("")]


def test_hidden_sheets_rows_columns_and_comments_are_used_and_said(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made.hidden_and_commented(tmp_path))
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("Cover")["A1"] = "A cover"
    book.active = 1
    book.worksheets[0]["B3"].comment = Comment("check", "me")
    book.save(tmp_path / "h.xlsx")
    reading = read_annex4(tmp_path / "h.xlsx", PROJECT)
    assert len(reading.frames["annex4"]) == 4
    assert said(reading, "hidden") == [
        "h.xlsx, sheet ISCMs: the sheet is hidden; it was read",
        "h.xlsx, sheet ISCMs, column D: the column is hidden; it was read",
        "h.xlsx, sheet ISCMs, row 3: the row is hidden; it was read",
    ]
    assert len(said(reading, "a comment; it is in no table")) == 2


def test_error_values_and_formulas_without_result_are_errors_that_name_the_cell(read: Read) -> None:
    reading = read(["ISCM", "Year", "Website"], ["Bali Process", "#REF!", "=HYPERLINK(A1)"])
    errors = [str(problem) for problem in reading.problems if problem.severity == "error"]
    assert "cell B2: an error value" in errors[0]
    assert "cell C2: a formula without its result" in errors[1]
    assert column(reading, "year_established") == [""]


@pytest.mark.parametrize("word", ["NA", "None", "N/A"])
def test_words_for_missing_are_text_where_text_stands(read: Read, word: str) -> None:
    reading = read(["ISCM", "Acronym", "Secretariat"], ["Bali Process", word, word])
    assert column(reading, "acronym") == [word]
    assert column(reading, "secretariat") == [word]


def test_an_unknown_heading_is_said_with_a_suggestion_and_not_used(read: Read) -> None:
    reading = read(["ISCM", "Acronym", "Secretariatt"], ["Bali Process", "BP", "IOM"])
    assert column(reading, "secretariat") == [""]
    assert "cell C1" in said(reading, "unknown heading")[0]
    assert "did you mean 'secretariat'?" in said(reading, "unknown heading")[0]


def test_an_unknown_state_is_said_with_a_suggestion_and_in_no_participation(read: Read) -> None:
    reading = read(["ISCM", "Members"], ["Bali Process", "Australa; Niger Delta; European Union; Fiji"])
    assert reading.frames["participation"]["iso3"].tolist() == ["FJI"]
    assert column(reading, "members") == ["Australa;Niger Delta;European Union;Fiji"]
    assert "did you mean 'Australia'?" in said(reading, "Australa")[0]
    assert "an organization, no State" in said(reading, "European Union")[0]
    assert str(reading.accounts[1]).startswith("names of members and observers: 4 read, 1 kept, 1 ignored")


@pytest.mark.parametrize(
    ("cell", "year", "severity"),
    [
        ("1991 (re-launched 2005)", "1991", "note"), (1991, "1991", ""), (1991.0, "1991", ""),
        ("c. 1991", "1991", "note"), ("1990s", "", "warning"), ("recently", "", "warning"),
        ("19911", "", "warning"), ("1991/92", "1991", "note"),
    ],
)  # fmt: skip
def test_years(read: Read, cell: object, year: str, severity: str) -> None:
    reading = read(["ISCM", "Year"], ["Bali Process", cell])
    assert column(reading, "year_established") == [year]
    assert [problem.severity for problem in reading.problems] == ([severity] if severity else [])


def test_a_stated_number_that_is_not_the_counted_is_said(read: Read) -> None:
    reading = read(["ISCM", "Members"], ["Budapest Process", "Austria, Albania (Total: 49)"])
    assert column(reading, "n_members") == ["49"]
    assert column(reading, "members") == ["Austria;Albania"]
    assert "49 members stated, 2 States counted" in said(reading, "stated")[0]


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("Secretariat / Observer", "secretariat;observer"),
        ("Secretariat, technical and funding support", "secretariat;technical_support;funding_support"),
        ("IOM as observer", "observer"), ("Secrétariat et appui technique", "secretariat;technical_support"),
        ("Observadora; Apoyo técnico", "observer;technical_support"), ("None", "none"),
        ("Observer (since 2008)", "observer"), ("Hosts the support unit", "Hosts the support unit"),
        ("Observer\nPartner", "observer;partner"), ("OBSERVER & partner", "observer;partner"),
    ],
)  # fmt: skip
def test_roles_as_text(read: Read, cell: str, roles: str) -> None:
    assert column(read(["ISCM", "Role of IOM"], ["Bali Process", cell]), "iom_roles") == [roles]


def test_a_role_cell_that_is_no_mark_gives_no_role_and_is_said(read: Read) -> None:
    reading = read(
        ["ISCM", "IOM observer", "IOM partner"], ["Bali Process", "maybe", "x"], ["RCM", "x (2008)", "no"]
    )
    assert column(reading, "iom_roles") == ["partner", "observer"]
    assert "cell B2" in said(reading, "neither a mark nor empty")[0]


def test_ticks_under_observer_are_roles_by_what_stands_there(read: Read) -> None:
    reading = read(["ISCM", "Observers", "Secretariat"], ["Bali Process", "x", None], ["RCM", None, "x"])
    assert column(reading, "iom_roles") == ["observer", "secretariat"]
    assert said(reading, "read as role:observer")


def test_states_under_observer_are_observers_by_what_stands_there(read: Read) -> None:
    reading = read(["ISCM", "Observer"], ["Bali Process", "Fiji"], ["RCM", "Chad; Mali"])
    assert column(reading, "observers") == ["Fiji", "Chad;Mali"]
    assert said(reading, "read as observers")


def test_a_row_without_a_name_is_refused_and_accounted_for(read: Read) -> None:
    reading = read(
        ["ISCM", "Acronym", "Region", "Year"],
        ["Bali Process", "BP", "Asia", 2002],
        [None, None, "Asia", 2003],
    )
    assert len(reading.frames["annex4"]) == 1
    assert [problem.row for problem in reading.problems if problem.severity == "error"] == ["3"]
    assert str(reading.accounts[0]) == "rows: 3 read, 1 kept, 1 ignored (1 headings), 1 refused"


def test_two_columns_for_one_field_are_refused(read: Read) -> None:
    with pytest.raises(InvalidInputError, match=r"two columns for name: A1 and C1"):
        read(["ISCM", "Year", "Name"], ["Bali Process", 2002, "Bali"])


def test_a_sheet_without_a_table_is_said(tmp_path: Path) -> None:
    sheets: dict[str, made.Rows] = {"ISCMs": made.plain_rows(), "Budget": [["Item", "Amount"], ["Travel", 5]]}
    reading = read_annex4(made.book_of(tmp_path / "two.xlsx", sheets), PROJECT)
    assert "sheet Budget: no table of ISCMs" in said(reading, "no table")[0]
    assert "2 on a sheet without a table of ISCMs" in reading.accounts[0].why


def test_the_same_name_twice_is_kept_and_said(read: Read) -> None:
    reading = read(["ISCM", "Year"], ["Bali Process", 2002], ["Bali process", 2003])
    assert len(reading.frames["annex4"]) == 2
    assert len(said(reading, "more than one row has this name")) == 2


def test_the_row_says_sheet_and_row(read: Read) -> None:
    reading = read([], ["ISCM", "Members"], [], ["Bali Process", "Fiji"], sheet="RCPs")
    assert column(reading, "row") == ["RCPs!4"]
    assert reading.frames["participation"]["row"].tolist() == ["RCPs!4"]


def test_a_list_of_names_alone_is_a_table(read: Read) -> None:
    assert column(read(["ISCM"], ["Bali Process"], ["Almaty Process"]), "name") == [
        "Bali Process",
        "Almaty Process",
    ]


def test_a_csv_row_with_more_cells_than_headings_is_refused(tmp_path: Path) -> None:
    path = made.written(
        tmp_path / "loose.csv", "ISCM,Year,Members\nBali Process,2002,Fiji, Chad\nRCM,1996,Mexico\n"
    )
    reading = read_annex4(path, PROJECT)
    assert column(reading, "name") == ["RCM"]
    assert "row 2: more cells than headings" in said(reading, "more cells")[0]


def test_blanks_between_columns_with_an_empty_cell_are_refused(tmp_path: Path) -> None:
    path = made.written(
        tmp_path / "blanks.txt", "ISCM        Year   Members\nBali        2002   Fiji\nRCM         Mexico\n"
    )
    with pytest.raises(InvalidInputError, match="row 3: columns set apart by blanks"):
        read_annex4(path, PROJECT)


def test_a_fact_sheet_without_a_label_for_the_name_takes_the_title(read: Read) -> None:
    reading = read(["Regional Conference"], ["Acronym:", "RCM"], ["Established:", 1996], ["Members:", "Fiji"])
    assert column(reading, "name") == ["Regional Conference"]
    assert said(reading, "the title above is taken")


def test_a_row_of_details_for_an_unknown_iscm_is_said(tmp_path: Path) -> None:
    sheets: dict[str, made.Rows] = {
        "ISCMs": [["Name", "Year"], ["Bali Process", 2002]],
        "Members": [["ISCM", "Country"], ["Bali Process", "Fiji"], ["Bari Process", "Chad"]],
    }
    reading = read_annex4(made.book_of(tmp_path / "long.xlsx", sheets), PROJECT)
    assert column(reading, "members") == ["Fiji", "Chad"]
    assert "row 3: no ISCM of this name" in said(reading, "no ISCM of this name")[0]


def test_windows_text_is_read_and_said(tmp_path: Path) -> None:
    reading = read_annex4(made.semicolon_csv(tmp_path), PROJECT)
    assert said(reading, "read as Windows-1252")


def test_the_compiled_annex_4_reads_as_its_own_tables_say() -> None:
    reading = read_annex4(PROJECT.raw / "annex-4-active-iscms.xlsx", PROJECT)
    assert len(reading.frames["annex4"]) == 38
    assert not [problem for problem in reading.problems if problem.severity == "error"]


def test_colons_in_cells_make_no_fact_sheet_of_a_table(tmp_path: Path) -> None:
    rows = "Bali Process,BP,Focus: trafficking\nRCM,RCM,Focus: rights\nCP,CP,Focus: labour\n"
    path = made.written(tmp_path / "colons.csv", f"ISCM,Acronym,Thematic focus\n{rows}")
    assert column(read_annex4(path, PROJECT), "thematic_focus")[0] == "Focus: trafficking"


@pytest.mark.parametrize("place", [39, 40, 41, 79, 80, 81])
def test_a_long_name_keeps_the_blank_at_any_place(read: Read, place: int) -> None:
    name = f"{'Forum' * 20} {'x' * (place - 1)}"
    reading = read(["Name", "Type", "Members"], [name, "RCP", "Italy"])
    assert reading.frames["annex4"]["name"].tolist() == [name]
    assert not any("footnote" in problem.message for problem in reading.problems)


def test_tables_side_by_side_are_refused_with_the_cells_of_their_headings(read: Read) -> None:
    said_all = (
        r"sheet ISCMs: tables side by side; two columns for name: A1 and D1; .*year_established: B1 and E1"
    )
    with pytest.raises(InvalidInputError, match=said_all):
        read(["ISCM", "Year", None, "ISCM", "Year"], ["Bali Process", 2002, None, "Rabat Process", 2006])


def test_a_matrix_of_states_and_iscms_is_refused_with_its_first_mark(read: Read) -> None:
    rows: made.Rows = [["Country", "Bali Process", "RCM"], ["Fiji", "x", None], ["Mexico", None, "x"]]
    with pytest.raises(InvalidInputError, match="sheet ISCMs, cell B2: a matrix of marks is not read"):
        read(*rows)


def test_a_matrix_beside_a_table_is_an_error_and_its_rows_are_refused(tmp_path: Path) -> None:
    marks: made.Rows = [[None, "Bali", "RCM"], ["Fiji", "x", None], ["Mexico", None, "x"]]
    path = made.book_of(tmp_path / "two.xlsx", {"ISCMs": made.plain_rows(), "Who": marks})
    reading = read_annex4(path, PROJECT)
    assert len(reading.frames["annex4"]) == 4
    assert [(p.sheet, p.cell) for p in reading.problems if p.severity == "error"] == [("Who", "B2")]
    assert reading.accounts[0].n_refused == 3


def test_states_under_the_heading_of_the_iscms_are_said(read: Read) -> None:
    reading = read(["ISCM", "Year"], ["Bali Process", 2002], ["Viet Nam", 2003])
    assert "cell A3: the name of a State" in said(reading, "the name of a State")[0]


def test_a_column_for_each_state_is_said_to_be_unused(read: Read) -> None:
    reading = read(["ISCM", "Acronym", "Fiji", "Chad"], ["Bali Process", "BP", "x", "x"])
    assert len(said(reading, "unknown heading; the column is not used")) == 2


@pytest.mark.parametrize(
    ("regions", "expected"),
    [
        (["Asia", None, None, "Africa", None], ["column B: region stands once for a group"]),
        (["Asia", None, None, "Asia", None], []),
        (["Asia", "Africa", "Europe", None, "Americas"], []),
        ([None, "Asia", None, None, None], []),
    ],
)
def test_a_region_printed_once_for_its_group_is_said_and_not_filled_down(
    read: Read, regions: list[object], expected: list[str]
) -> None:
    rows = [[f"Process {number}", region, 2000 + number] for number, region in enumerate(regions)]
    reading = read(["ISCM", "Region", "Year"], *rows)
    assert column(reading, "region") == [str(region or "") for region in regions]
    found = said(reading, "stands once for a group")
    assert [words for words, problem in zip(expected, found, strict=True) if words not in problem] == []
    assert all("3 cells below stay empty" in problem for problem in found)


def test_what_an_xls_does_not_tell_is_said(tmp_path: Path) -> None:
    reading = read_annex4(made.old_xls(tmp_path), PROJECT)
    assert [
        problem.severity for problem in reading.problems if "cannot be seen in an .xls" in str(problem)
    ] == ["note"]


def test_hidden_rows_and_comments_of_an_ods_are_said(tmp_path: Path) -> None:
    path = made.libre_ods(tmp_path)
    row = '<table:table-row table:visibility="collapse"><table:table-cell><office:annotation/></table:table-cell></table:table-row>'
    path.write_bytes(hostile.ods(row)(tmp_path))
    reading = read_annex4(path, PROJECT)
    assert len(reading.frames["annex4"]) == 4
    assert [said(reading, words) != [] for words in ("hidden rows or columns", "comments")] == [True, True]


def test_a_code_of_a_state_without_its_name_is_kept_and_said(tmp_path: Path) -> None:
    sheets: dict[str, made.Rows] = {
        "ISCMs": [["Name", "Year"], ["Bali Process", 2002]],
        "Members": [["ISCM", "ISO code"], ["Bali Process", "XQZ"]],
    }
    reading = read_annex4(made.book_of(tmp_path / "codes.xlsx", sheets), PROJECT)
    assert column(reading, "members") == ["XQZ"]
    assert "sheet Members, cell B2" in said(reading, "no State of this name")[0]
