from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from iscm_analysis.errors import InvalidInputError
from iscm_analysis.sources.workbook import read_workbook

COLUMNS = {"ISCMs": ["iscm_id", "established_year"]}


def workbook_of(folder: Path, *rows: Sequence[object], sheet: str = "ISCMs") -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0].title = sheet
    for row in rows:
        book.worksheets[0].append(list(row))
    path = folder / "annex-4.xlsx"
    book.save(path)
    return path


def read(path: Path) -> pd.DataFrame:
    return read_workbook(path, COLUMNS)["ISCMs"]


def test_cells_are_text_and_rows_keep_their_place(tmp_path: Path) -> None:
    rows = read(workbook_of(tmp_path, ["iscm_id", "established_year"], [" rcm ", 1996]))
    assert rows.to_dict("records") == [
        {"iscm_id": "rcm", "established_year": "1996", "locator": "Annex 4, sheet ISCMs, row 2"}
    ]


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Copy a workbook, replacing some bytes in one of its parts."""
    copy = path.with_stem("rewritten")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, new) if name == part else content)
    return copy


@pytest.mark.parametrize("stored", [b"<v>1996.0</v>", b"<v>1.996E3</v>"])
def test_a_number_stored_as_a_float_is_whole_where_it_is_whole(tmp_path: Path, stored: bytes) -> None:
    whole = workbook_of(tmp_path, ["iscm_id", "established_year"], ["rcm", 1996], ["sacm", 1999.5])
    rows = read(rewritten(whole, "xl/worksheets/sheet1.xml", b"<v>1996</v>", stored))
    assert rows["established_year"].tolist() == ["1996", "1999.5"]


def test_blank_rows_are_no_rows_and_still_count(tmp_path: Path) -> None:
    header = ["iscm_id", "established_year"]
    rows = read(workbook_of(tmp_path, header, [None, None], ["", "  "], ["rcm", None]))
    assert rows["locator"].tolist() == ["Annex 4, sheet ISCMs, row 4"]
    assert rows["established_year"].isna().tolist() == [True]


def test_a_cell_that_says_NA_is_no_missing_cell(tmp_path: Path) -> None:  # noqa: N802
    rows = read(workbook_of(tmp_path, ["iscm_id", "established_year"], ["NA", 1996]))
    assert rows["iscm_id"].tolist() == ["NA"]


def test_columns_may_stand_in_another_order_with_others_between(tmp_path: Path) -> None:
    rows = read(workbook_of(tmp_path, ["established_year", "mood", "iscm_id"], [1996, "good", "rcm"]))
    assert rows[["iscm_id", "established_year"]].to_numpy().tolist() == [["rcm", "1996"]]


def test_a_missing_sheet_is_named_with_the_ones_there_are(tmp_path: Path) -> None:
    path = workbook_of(tmp_path, ["iscm_id"], sheet="Mechanisms")
    with pytest.raises(InvalidInputError, match=r"annex-4.xlsx: no sheet ISCMs; it has Mechanisms"):
        read(path)


def test_a_missing_column_is_named_with_sheet_and_header(tmp_path: Path) -> None:
    path = workbook_of(tmp_path, ["iscm_id", "founded"], ["rcm", 1996])
    with pytest.raises(InvalidInputError, match=r"sheet ISCMs, row 1: no column established_year.*founded"):
        read(path)


def test_an_empty_sheet_lacks_its_columns(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="no column iscm_id, established_year"):
        read(workbook_of(tmp_path))


def test_a_sheet_with_a_header_only_is_an_empty_frame(tmp_path: Path) -> None:
    assert read(workbook_of(tmp_path, ["iscm_id", "established_year"])).empty


def test_a_text_file_by_the_name_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "annex-4.xlsx"
    path.write_text("iscm_id,established_year\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="not a readable workbook; open it in a spreadsheet program"):
        read(path)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "annex-4.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "Dear colleagues")
    with pytest.raises(InvalidInputError, match="not a readable workbook"):
        read(path)


def test_a_workbook_with_broken_insides_is_refused(tmp_path: Path) -> None:
    whole = workbook_of(tmp_path, ["iscm_id", "established_year"], ["rcm", 1996])
    with pytest.raises(InvalidInputError, match="not a readable workbook"):
        read(rewritten(whole, "xl/workbook.xml", b"</workbook>", b""))


def test_an_old_xls_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "annex-4.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(InvalidInputError, match=r"save it as .xlsx"):
        read(path)
