"""Who was interviewed, names included, from whichever file carries Annex 3; for those who may know them."""

from __future__ import annotations

import pandas as pd

from iscm_analysis.sources.interviewees import COLUMNS, read_interviewees
from iscm_analysis.sources.register import Register
from iscm_analysis.sources.rows import as_frame
from iscm_analysis.sources.whole_document import read_whole_document


def people_as_printed(register: Register) -> pd.DataFrame:
    """Give the rows of Annex 3, from a file of its own or from the one document with all annexes."""
    path = register.path("annex-3")
    if path is None:
        return as_frame([], COLUMNS)
    if path == register.path("annex-1"):
        return read_whole_document(path)[0]["interviewees"]
    return read_interviewees(path)
