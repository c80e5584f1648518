from __future__ import annotations

from iscm_analysis.errors import InvalidInputError, IscmError, Problem, UsageError


def test_a_problem_says_place_complaint_value_and_next_step_in_one_line() -> None:
    problem = Problem(
        "error",
        "annex-4.xlsx",
        "not a year",
        "write four digits",
        sheet="ISCMs",
        row="7",
        column="established_year",
        cell="G7",
        value="c. 1996",
    )
    assert str(problem) == (
        "annex-4.xlsx, sheet ISCMs, row 7, column established_year, cell G7: "
        "not a year (found 'c. 1996'); write four digits"
    )


def test_a_place_that_is_no_row_number_is_said_as_it_is() -> None:
    problem = Problem("error", "units.csv", "no such unit", row="Annex 3, line 2", column="unit")
    assert str(problem) == "units.csv, Annex 3, line 2, column unit: no such unit"


def test_a_problem_leaves_out_what_it_does_not_know() -> None:
    assert str(Problem("warning", "finance.csv", "not there")) == "finance.csv: not there"


def test_every_complaint_is_said_at_once_a_line_each() -> None:
    problems = [Problem("error", "a.csv", "torn"), Problem("error", "b.csv", "burnt")]
    error = InvalidInputError(problems)
    assert str(error).splitlines() == ["a.csv: torn", "b.csv: burnt"]
    assert error.problems == problems


def test_exit_codes_tell_failed_work_from_a_wrong_question() -> None:
    assert [InvalidInputError([]).exit_code, IscmError().exit_code, UsageError().exit_code] == [1, 1, 2]
