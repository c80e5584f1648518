from __future__ import annotations

from pathlib import Path

import pytest

from iscm_analysis.errors import InvalidInputError
from iscm_analysis.files import read_text, read_toml
from iscm_analysis.sources.rows import as_frame, read_csv_rows


def file_of(folder: Path, content: str | bytes) -> Path:
    path = folder / "amounts.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def years_and_locators(path: Path) -> list[tuple[str, str]]:
    rows = read_csv_rows(path, columns=["year", "amount"])
    return list(rows[["year", "locator"]].itertuples(index=False, name=None))


def test_a_row_keeps_the_line_it_came_from(tmp_path: Path) -> None:
    path = file_of(tmp_path, "year,amount\n2018,1\n2019,2\n")
    assert years_and_locators(path) == [("2018", "amounts.csv, line 2"), ("2019", "amounts.csv, line 3")]


def test_a_place_takes_the_file_name_s_place_in_the_locator(tmp_path: Path) -> None:
    rows = read_csv_rows(file_of(tmp_path, "year\n2018\n"), columns=["year"], place="Annex 9")
    assert rows["locator"].tolist() == ["Annex 9, line 2"]


def test_a_blank_line_is_no_row_and_still_counts_as_a_line(tmp_path: Path) -> None:
    path = file_of(tmp_path, "year,amount\n2018,1\n\n , \n2019,2\n")
    assert years_and_locators(path) == [("2018", "amounts.csv, line 2"), ("2019", "amounts.csv, line 5")]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfyear,amount\n2018,1\n2019,2\n",
        b"year,amount\r\n2018,1\r\n2019,2\r\n",
        b"year,amount\r2018,1\r2019,2",
    ],
    ids=["byte order mark", "CRLF", "CR"],
)
def test_byte_order_mark_and_line_ends_make_no_difference(tmp_path: Path, content: bytes) -> None:
    path = file_of(tmp_path, content)
    assert years_and_locators(path) == [("2018", "amounts.csv, line 2"), ("2019", "amounts.csv, line 3")]


def test_cells_stay_text_as_printed_and_an_empty_cell_is_missing(tmp_path: Path) -> None:
    rows = read_csv_rows(file_of(tmp_path, "year,amount\n007,NA\n2019,\n"), columns=["year", "amount"])
    assert rows["year"].tolist() == ["007", "2019"]
    assert rows["amount"].isna().tolist() == [False, True]


def test_columns_nobody_asked_for_are_left_out(tmp_path: Path) -> None:
    rows = read_csv_rows(file_of(tmp_path, "year,mood,amount\n2018,good,1\n"), columns=["amount", "year"])
    assert list(rows.columns) == ["amount", "year", "locator"]


def test_a_quoted_cell_may_hold_a_line_break(tmp_path: Path) -> None:
    path = file_of(tmp_path, 'year,amount\n"2018\nrevised",1\n2019,2\n')
    assert years_and_locators(path) == [
        ("2018\nrevised", "amounts.csv, line 3"),
        ("2019", "amounts.csv, line 4"),
    ]


@pytest.mark.parametrize(
    "sign", ["\u2028", "\x85", "\x0b", "\x0c"], ids=["line separator", "next line", "tab", "feed"]
)
def test_a_sign_that_only_looks_like_a_line_end_stays_in_its_cell(tmp_path: Path, sign: str) -> None:
    path = file_of(tmp_path, f"year,amount\n2018{sign}revised,1\n2019,2\n")
    assert years_and_locators(path) == [
        (f"2018{sign}revised", "amounts.csv, line 2"),
        ("2019", "amounts.csv, line 3"),
    ]


def test_a_missing_column_is_named_with_the_ones_there_are(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="row 1: no column amount; the header row has year, amuont"):
        read_csv_rows(file_of(tmp_path, "year,amuont\n2018,1\n"), columns=["year", "amount"])


def test_an_empty_file_has_no_columns(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="no column year; the header row has nothing"):
        read_csv_rows(file_of(tmp_path, ""), columns=["year"])


def test_every_ragged_row_is_said_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_csv_rows(file_of(tmp_path, "year,amount\n2018,1,000\n2019,2\n2020\n"), columns=["year"])
    assert str(caught.value).splitlines() == [
        "amounts.csv, row 2: 3 cells under 2 headings",
        "amounts.csv, row 4: 1 cells under 2 headings",
    ]


def test_bytes_that_are_not_utf_8_are_refused_with_their_line(tmp_path: Path) -> None:
    path = file_of(tmp_path, "year\n2018\nété\n".encode("latin-1"))
    with pytest.raises(
        InvalidInputError, match=r"amounts.csv, row 3: not UTF-8 text; save the file as UTF-8"
    ):
        read_text(path)


def test_toml_that_does_not_parse_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"amounts.csv: .*line 2"):
        read_toml(file_of(tmp_path, "a = 1\nb = \n"))


def test_toml_may_start_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert read_toml(file_of(tmp_path, b"\xef\xbb\xbfa = 1\n")) == {"a": 1}


def test_a_frame_without_rows_keeps_its_columns() -> None:
    empty = as_frame([], ["year", "amount"])
    assert (list(empty.columns), len(empty)) == (["year", "amount"], 0)
