"""Running pages wherever an executor has them made."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from iscm_analysis.publishing.page import Made, Work
from iscm_analysis.publishing.places import Ended
from iscm_analysis.publishing.plan import Page
from iscm_analysis.publishing.runner import Job, Outcome, run_jobs


class Somewhere:
    """A place with room for two that makes pages of their names, by an executor."""

    def __init__(self, executor: Executor) -> None:
        self.executor, self.most, self.busy = executor, 0, 0

    def room(self) -> int:
        return 2

    def submit(self, work: Work) -> Future[Ended]:
        self.busy += 1
        self.most = max(self.most, self.busy)
        return self.executor.submit(make, work.page.name)

    def take(self, future: Future[Ended]) -> Ended:
        self.busy -= 1
        return future.result()


def make(name: str) -> Ended:
    if name == "bad":
        return Ended(None, "it is bad", 0.5)
    return Ended(Made(f"notebook {name}", f"page {name}", "reads"), "", 0.25)


def jobs(folder: Path, *names: str) -> list[Job]:
    pages = [Page(name, folder / f"{name}.ipynb", name, "overview", "", "", {}) for name in names]
    return [Job(Work(page, folder, {}, 1, 1, "iscm"), folder) for page in pages]


def run(todo: list[Job]) -> tuple[list[Outcome], Somewhere, list[str], list[str]]:
    began, ended = list[str](), list[str]()
    with ThreadPoolExecutor() as executor:
        place = Somewhere(executor)
        outcomes = run_jobs(
            todo,
            place,
            on_start=lambda page: began.append(page.name),
            on_end=lambda outcome: ended.append(outcome.page.name),
            meanwhile=lambda: None,
        )
    return outcomes, place, began, ended


def test_any_executor_makes_pages_and_outcomes_come_in_the_order_asked(tmp_path: Path) -> None:
    outcomes, place, began, ended = run(jobs(tmp_path, "one", "bad", "two", "three"))
    assert [outcome.page.name for outcome in outcomes] == ["one", "bad", "two", "three"] == began
    assert sorted(ended) == sorted(began)
    assert [outcome.error for outcome in outcomes] == ["", "it is bad", "", ""]
    assert [outcome.reads for outcome in outcomes] == ["reads", "", "reads", "reads"]
    assert place.most == 2
    assert (tmp_path / "executed" / "three.ipynb").read_text(encoding="utf-8") == "notebook three"
    assert (tmp_path / "three.html").read_text(encoding="utf-8") == "page three"
    assert not (tmp_path / "bad.html").exists()


def test_a_page_that_cannot_be_written_fails_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "one.html").mkdir()
    outcomes, *_ = run(jobs(tmp_path, "one", "two"))
    assert [bool(outcome.error) for outcome in outcomes] == [True, False]
    assert "one.html: Is a directory" in outcomes[0].error


@pytest.mark.parametrize("count", [0, 1, 5])
def test_every_page_is_made_once(tmp_path: Path, count: int) -> None:
    names = [str(number) for number in range(count)]
    outcomes, _, began, ended = run(jobs(tmp_path, *names))
    assert [outcome.page.name for outcome in outcomes] == began == sorted(ended) == names


def test_the_next_page_is_on_its_way_before_anything_is_done_about_the_one_that_ended(tmp_path: Path) -> None:
    said = list[str]()
    with ThreadPoolExecutor() as executor:
        run_jobs(
            jobs(tmp_path, "one", "two", "three"),
            Somewhere(executor),
            on_start=lambda page: said.append(f"start {page.name}"),
            on_end=lambda outcome: said.append(f"end {outcome.page.name}"),
            meanwhile=lambda: said.append("meanwhile"),
        )
    first = min(said.index("end one"), said.index("end two"))
    assert said.index("start three") < first
    assert said[:3] == ["start one", "start two", "meanwhile"]
    assert said.count("meanwhile") == 1
