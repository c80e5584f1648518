"""Any hand-made table file as sheets of cells with their addresses."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from iscm_analysis.errors import InvalidInputError
from iscm_analysis.sources.cells import ISCM_LIST, Bounds, Sheet
from iscm_analysis.sources.containers import RESAVE, check_file, refused


def read_sheets(path: Path, bounds: Bounds = ISCM_LIST) -> list[Sheet]:
    """Give the sheets of a file that have cells, in the order of the file.

    Call it within ``limits.run_limited``: libraries that read foreign files may hang or eat memory.

    Raises:
        InvalidInputError: the file is no file of its kind, locked, damaged or absurdly large.
    """
    check_file(path)
    try:
        sheets = [sheet for sheet in _sheets(path, bounds) if sheet.rows]
    except (InvalidInputError, MemoryError):
        raise
    except BaseException as error:  # libraries raise anything on a damaged file, Rust panics included
        if isinstance(error, KeyboardInterrupt):
            raise
        message = "the file is damaged: its content is not in the order its kind asks for"
        raise refused(path, message, RESAVE) from error
    if not sheets:
        what = "no table" if path.suffix.lower() == ".docx" else "no filled cell"
        raise refused(path, f"there is {what} in it", "check that it is the right file")
    return sheets


def _sheets(path: Path, bounds: Bounds) -> Iterable[Sheet]:
    """Choose the reader by the ending; each brings its own library, imported when needed."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        from iscm_analysis.sources.cells_xlsx import read_xlsx  # noqa: PLC0415  # see above

        return read_xlsx(path, bounds)
    if suffix == ".docx":
        from iscm_analysis.sources.cells_docx import read_docx  # noqa: PLC0415  # see above

        return read_docx(path, bounds)
    if suffix in (".csv", ".txt"):
        from iscm_analysis.sources.cells_text import read_delimited  # noqa: PLC0415  # see above

        return [read_delimited(path, bounds)]
    from iscm_analysis.sources.cells_calamine import read_with_calamine  # noqa: PLC0415  # see above

    return read_with_calamine(path, bounds)
