from __future__ import annotations

import importlib
import inspect
import pkgutil

import pandas as pd
import pytest

from frames import evaluation_of, frame_of
from iscm_analysis import analysis
from iscm_analysis.analysis import coverage
from iscm_analysis.tables.origin import Origin, origin_of

MODULES = [found.name for found in pkgutil.iter_modules(analysis.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_every_analysis_that_gives_rows_says_so(name: str) -> None:
    module = importlib.import_module(f"{analysis.__name__}.{name}")
    silent = [
        label
        for label, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not label.startswith("_")
        and function.__annotations__.get("return") == "pd.DataFrame"
        and not hasattr(function, "__wrapped__")
    ]
    assert silent == [], "put @gives_rows above these functions"


def test_a_table_is_marked_by_the_evaluation_and_the_given_frame_is_not() -> None:
    given = frame_of("iscm_id name", "rcm RCM")
    evaluation = evaluation_of(iscms=given)
    assert origin_of(evaluation.iscms) == Origin(tables=("iscms",))
    assert origin_of(evaluation.iscms.drop_duplicates("iscm_id")) == Origin(tables=("iscms",))
    assert origin_of(given) == Origin()


def test_a_function_names_itself_and_the_tables_it_was_given_also_by_name_and_in_a_mapping() -> None:
    tables = evaluation_of(documents=frame_of("document_id iscm_ids", "D01 rcm"))
    uneven = coverage.concentrations({"Documents": tables.documents})
    assert origin_of(uneven) == Origin("analysis.coverage.concentrations", ("documents",))


def test_a_function_that_gives_back_what_it_was_given_leaves_that_as_it_was() -> None:
    counted = coverage.count_by(frame_of("kind", "a"), "kind", {"a": "A"})
    assert origin_of(counted).tables == ()
    assert isinstance(counted, pd.DataFrame)
