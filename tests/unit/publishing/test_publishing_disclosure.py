"""What one page withholds of people, no other page may show."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Command = Callable[..., Result]
COUNTED = (
    "import pandas as pd\nfrom iscm_analysis.presentation import show\n"
    "rows = pd.DataFrame({{'office': ['Field', 'Capital', 'Sea'], 'n': [{}]}})\n"
    "show.table({}, {{'office': 'Office', 'n': 'Interviewees'}}, table_id='T-{}', caption='x', "
    "source=show.source('annex-3'))"
)


def test_a_count_that_another_page_withholds_is_refused_by_page_and_block(
    tiny_project: Callable[..., Path], iscm: Command
) -> None:
    root = tiny_project(
        closed=COUNTED.format("1, 4, 9", "show.withheld(rows, 'n')", "A"),
        open=COUNTED.format("1, 4, 9", "rows[1:]", "B"),
    )
    result = iscm("build")
    assert result.exit_code == 1
    assert "open.html, T-B: shows a count of people that closed.html (T-A) withholds" in result.stderr
    assert not (root / "reports").exists()


def test_the_same_counts_on_both_pages_are_no_matter(
    tiny_project: Callable[..., Path], iscm: Command
) -> None:
    both = COUNTED.format("1, 4, 9", "show.withheld(rows, 'n')", "A")
    tiny_project(one=both, other=both, open=COUNTED.format("7, 8, 9", "rows[2:]", "B"))
    assert iscm("build").exit_code == 0


def test_a_number_that_another_page_withholds_is_refused(
    tiny_project: Callable[..., Path], iscm: Command
) -> None:
    said = (
        "import pandas as pd\nfrom iscm_analysis.presentation import show\n"
        "people = pd.DataFrame({{'n': range(9)}})\n"
        "show.sentence('{{n}} spoke.', n=show.people('X.n', people[:5], 'interviewees at sea', of=people{}))"
    )
    tiny_project(closed=said.format(", beside='withheld'"), open=said.format(""))
    result = iscm("build")
    assert result.exit_code == 1
    assert "open.html, X.n: shows a count of people that closed.html (X.n) withholds" in result.stderr


def test_a_profile_withholds_what_covers_a_small_count_on_the_overview(project: Path, iscm: Command) -> None:
    """Annex 3 with one person of GFMD and three of the RCM: the overview withholds both."""
    people = project / "data" / "raw" / "annex-3-interviewees.tsv"
    lines = people.read_text(encoding="utf-8").splitlines()
    dropped = ("Bali Process", "MIDWA", "SACM", "PAFoM")
    kept = [line for line in lines if not any(word in line for word in dropped)]
    rcm = [line for line in kept if line.endswith("RCM")]
    kept.remove(rcm[0])
    people.write_text("\n".join(kept) + "\n", encoding="utf-8")
    result = iscm("build", "overview", "profiles/rcm", "profiles/gfmd", "--quiet")
    assert result.exit_code == 0, result.output
    with (project / "reports" / "numbers.csv").open(encoding="utf-8", newline="") as file:
        said = {
            row["page"]: row["value"]
            for row in csv.DictReader(file)
            if row["number_id"] == "P.n_interviewees"
        }
    assert said == {"profiles/gfmd": "fewer than 3", "profiles/rcm": "withheld"}
