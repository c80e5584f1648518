"""The processed tables: specified, built, checked, stored, loaded."""

from iscm_analysis.tables.store import Evaluation, load

__all__ = ["Evaluation", "load"]
