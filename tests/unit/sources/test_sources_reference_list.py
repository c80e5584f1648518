from __future__ import annotations

from pathlib import Path

from iscm_analysis.sources.reference_list import read_reference_list

PRINTED = """\
Annex 2. List of Documents Reviewed

Marsh, Ada. *Rivers*. Geneva: IOM, 2017.

IOM Programme and Budget

IOM. *Programme and Budget for 2014*. Geneva: IOM, 2013.
--. *Programme and Budget for 2015*. Geneva: IOM, 2014.
GRCPs
- . *Fourth Global Meeting*. IOM: Geneva, 2013.
"""


def list_of(folder: Path, content: str) -> list[tuple[str, str, str]]:
    path = folder / "annex-2.txt"
    path.write_bytes(content.encode())
    rows = read_reference_list(path)
    return list(rows[["section", "printed", "locator"]].itertuples(index=False, name=None))


def test_entries_keep_their_slips_section_and_line(tmp_path: Path) -> None:
    assert list_of(tmp_path, PRINTED) == [
        ("main", "Marsh, Ada. *Rivers*. Geneva: IOM, 2017.", "Annex 2, line 3"),
        (
            "programme_and_budget",
            "IOM. *Programme and Budget for 2014*. Geneva: IOM, 2013.",
            "Annex 2, line 7",
        ),
        (
            "programme_and_budget",
            "--. *Programme and Budget for 2015*. Geneva: IOM, 2014.",
            "Annex 2, line 8",
        ),
        ("grcp", "- . *Fourth Global Meeting*. IOM: Geneva, 2013.", "Annex 2, line 10"),
    ]


def test_line_ends_make_no_difference(tmp_path: Path) -> None:
    assert list_of(tmp_path, PRINTED.replace("\n", "\r\n")) == list_of(tmp_path, PRINTED)


def test_a_page_break_does_not_move_the_lines_after_it(tmp_path: Path) -> None:
    [first, second] = list_of(tmp_path, "One. *A*.\n\x0cTwo. *B*.\n")
    assert [first[2], second[2]] == ["Annex 2, line 1", "Annex 2, line 2"]


def test_an_entry_names_the_annex_as_its_source(tmp_path: Path) -> None:
    path = tmp_path / "annex-2.txt"
    path.write_text(PRINTED, encoding="utf-8")
    assert set(read_reference_list(path)["source_id"]) == {"annex-2"}


def test_a_list_without_entries_is_an_empty_frame(tmp_path: Path) -> None:
    assert list_of(tmp_path, "Annex 2. List of Documents Reviewed\n") == []
