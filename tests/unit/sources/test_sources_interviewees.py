from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from iscm_analysis.errors import InvalidInputError
from iscm_analysis.sources.interviewees import read_interviewees

HEADER = "Name\tTitle\tDivision/Department\n"


def people(folder: Path, lines: str) -> pd.DataFrame:
    path = folder / "annex-3.tsv"
    path.write_text(HEADER + lines, encoding="utf-8")
    return read_interviewees(path)


def test_a_person_is_read_as_printed_with_source_and_line(tmp_path: Path) -> None:
    read = people(tmp_path, "Ada Marsh\tCoordiantor  Secretariat\tICP /  IPD\n")
    assert read.to_dict("records") == [
        {
            "name": "Ada Marsh",
            "title_printed": "Coordiantor  Secretariat",
            "unit_printed": "ICP /  IPD",
            "locator": "Annex 3, line 2",
            "source_id": "annex-3",
        }
    ]


def test_a_blank_line_in_mid_table_is_no_person(tmp_path: Path) -> None:
    read = people(tmp_path, "Ada Marsh\tDirector\tICP\n\nBo Reed\tDirector\tMHD\n")
    assert read["locator"].tolist() == ["Annex 3, line 2", "Annex 3, line 4"]


def test_quotes_mean_nothing_in_a_tab_separated_table(tmp_path: Path) -> None:
    read = people(tmp_path, '"Bo" Reed\t"Acting Director\tICP\nAda Marsh\tHead\tMHD\n')
    assert read["title_printed"].tolist() == ['"Acting Director', "Head"]


def test_a_person_without_a_unit_is_kept_with_the_unit_missing(tmp_path: Path) -> None:
    assert people(tmp_path, "Ada Marsh\tDirector\t\n")["unit_printed"].isna().tolist() == [True]


def test_a_row_that_lost_a_tab_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"annex-3.tsv, row 2: 2 cells under 3 headings"):
        people(tmp_path, "Ada Marsh\tDirector ICP\n")
