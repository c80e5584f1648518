from __future__ import annotations

from pathlib import Path

import pytest

from iscm_analysis.errors import InvalidInputError
from iscm_analysis.sources.register import Register, fingerprint, read_register

FIELDS = {
    "id": "finance",
    "path": "finance.csv",
    "sha256": "",
    "title": "Published amounts",
    "publisher": "the developers",
    "origin": "independent",
    "date": "2026",
    "citation": "Compiled.",
    "licence_note": "Facts.",
    "status": "compiled",
}


def registered(folder: Path, **changed: str | None) -> Register:
    """Register finance.csv with some fields changed; None leaves a field out."""
    fields = {name: value for name, value in {**FIELDS, **changed}.items() if value is not None}
    lines = [f'{name} = "{value}"' for name, value in fields.items()]
    (folder / "sources.toml").write_text("\n".join(["[[source]]", *lines]), encoding="utf-8")
    return read_register(folder)


def file_in(folder: Path, content: str = "year,amount\n") -> str:
    path = folder / "finance.csv"
    path.write_text(content, encoding="utf-8")
    return fingerprint(path)


def test_a_file_with_its_fingerprint_is_no_problem(tmp_path: Path) -> None:
    register = registered(tmp_path, sha256=file_in(tmp_path))
    assert list(register.problems()) == []
    assert register.path("finance") == tmp_path / "finance.csv"


def test_a_changed_file_is_said_with_the_fingerprint_to_write(tmp_path: Path) -> None:
    register = registered(tmp_path, sha256=file_in(tmp_path))
    now = file_in(tmp_path, "year,amount\n2019,1\n")
    [problem] = register.problems()
    assert problem.severity == "warning"
    assert str(problem).startswith("finance.csv: not the file that was registered as finance")
    assert f'sha256 = "{now}"' in problem.hint


def test_a_file_that_is_gone_is_said_and_has_no_path(tmp_path: Path) -> None:
    register = registered(tmp_path)
    [problem] = register.problems()
    assert str(problem).startswith("finance.csv: registered as finance (compiled) but not there")
    assert register.path("finance") is None


def test_a_source_registered_as_missing_is_no_problem_and_has_no_path(tmp_path: Path) -> None:
    file_in(tmp_path)
    register = registered(tmp_path, status="missing")
    assert list(register.problems()) == []
    assert register.path("finance") is None


def test_a_source_nobody_registered_has_no_path(tmp_path: Path) -> None:
    assert registered(tmp_path).path("survey") is None


def test_a_project_without_a_register_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"sources.toml: not there; every evaluation project"):
        read_register(tmp_path)


def test_an_empty_register_has_no_sources(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("# nothing yet\n", encoding="utf-8")
    assert read_register(tmp_path).sources == {}


def test_a_register_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[[source]]\nid = "finance\n', encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"sources.toml: .*line 2"):
        read_register(tmp_path)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"citation": None}, "column citation: Field required"),
        ({"status": "lost"}, "column status: Input should be 'received', 'compiled' or 'missing'"),
        ({"sha265": "ab"}, "column sha265: Extra inputs"),
    ],
    ids=["missing field", "unknown status", "unknown field"],
)
def test_a_source_with_a_wrong_field_is_refused(
    tmp_path: Path, changed: dict[str, str | None], complaint: str
) -> None:
    with pytest.raises(InvalidInputError, match=complaint):
        registered(tmp_path, **changed)


def test_a_wrong_field_says_which_source_it_belongs_to(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="finance"):
        registered(tmp_path, citation=None)


def test_single_brackets_instead_of_double_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[source]\nid = "finance"\n', encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"sources.toml"):
        read_register(tmp_path)


def test_two_sources_of_one_id_are_refused(tmp_path: Path) -> None:
    registered(tmp_path)
    path = tmp_path / "sources.toml"
    once = path.read_text(encoding="utf-8")
    path.write_text(f"{once}\n{once}\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="finance"):
        read_register(tmp_path)


def test_a_register_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    registered(tmp_path)
    path = tmp_path / "sources.toml"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert list(read_register(tmp_path).sources) == ["finance"]


def test_a_register_that_is_not_utf_8_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes('[[source]]\ntitle = "Évaluation"\n'.encode("latin-1"))
    with pytest.raises(InvalidInputError, match=r"sources.toml.*UTF-8"):
        read_register(tmp_path)
