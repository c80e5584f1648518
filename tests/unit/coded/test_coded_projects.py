from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from pyrefiqda import RefiProject

from coded_files import CODES, MONEY, SOURCE, TRUST, codebook, selection, text_source, write_project
from iscm_analysis.publishing.qdpx import write_qdpx
from iscm_analysis.sources.coded_archive import open_coded
from iscm_analysis.sources.coded_project import UNSURE, CodedProject, read_project
from iscm_analysis.sources.interviewees import read_interviewees
from iscm_analysis.sources.rows import as_frame

Command = Callable[..., Result]
TEXT = "States trust the process. Money is short."
TEXTS = {f"Sources/{SOURCE}.txt": TEXT.encode()}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(path: Path) -> CodedProject:
    return read_project(open_coded(path))


def said(made: CodedProject) -> str:
    return "\n".join(str(problem) for problem in made.problems)


def test_codes_sources_and_passages_are_read_as_printed(tmp_path: Path) -> None:
    path = write_project(
        tmp_path / "p.qdpx",
        codebook(),
        text_source(selection(0, 24, TRUST), selection(26, 31, MONEY)),
        texts=TEXTS,
    )
    made = read(path)
    assert [code["code"] for code in made.codes] == ["Trust", "Money"]
    assert [(row["code_id"], row["quotation"]) for row in made.codings] == [
        (TRUST, "States trust the process"),
        (MONEY, "Money"),
    ]
    assert [row["text"] for row in made.sources] == ["internal"]
    assert "100%" in said(made)


@pytest.mark.parametrize("folder", ["Sources/", "sources/", "SOURCES/", ""])
@pytest.mark.parametrize("main", ["project.qde", "Interviews.qde", "export/project.xml"])
def test_folders_and_the_main_part_may_have_other_names(tmp_path: Path, folder: str, main: str) -> None:
    texts = {f"{folder}{SOURCE}.txt": TEXT.encode()}
    path = write_project(
        tmp_path / "p.qdpx", codebook(), text_source(selection(26, 31, MONEY)), texts=texts, main=main
    )
    assert [row["quotation"] for row in read(path).codings] == ["Money"]


def test_a_text_inside_the_xml_is_read_too(tmp_path: Path) -> None:
    inline = text_source(
        "<PlainTextContent>Money is short.</PlainTextContent>", selection(0, 5, MONEY), path=""
    )
    made = read(write_project(tmp_path / "p.qdpx", codebook(), inline))
    assert [(row["quotation"], made.sources[0]["text"]) for row in made.codings] == [("Money", "inline")]


def test_a_text_outside_or_missing_is_reported_and_its_codings_stay(tmp_path: Path) -> None:
    outside = write_project(
        tmp_path / "a.qdpx", codebook(), text_source(selection(0, 5, MONEY), path="absolute:///C:/t.txt")
    )
    missing = write_project(tmp_path / "b.qdpx", codebook(), text_source(selection(0, 5, MONEY)))
    for path, words in ((outside, "outside the project"), (missing, "missing in the archive")):
        made = read(path)
        assert [(row["quotation"], row["place"]) for row in made.codings] == [("", "letters 0 to 5")]
        assert words in said(made)


def test_media_are_listed_with_the_place_of_their_passages_and_never_opened(tmp_path: Path) -> None:
    coding = f'<Coding><CodeRef targetGUID="{TRUST}"/></Coding>'
    media = (
        f'<Sources><PDFSource guid="{SOURCE}" name="Report" path="internal://{SOURCE}.pdf">'
        f'<PDFSelection page="2" firstX="1" firstY="2" secondX="3" secondY="4">{coding}</PDFSelection>'
        "</PDFSource>"
        '<VideoSource name="Talk" path="relative:///talk.mp4">'
        f'<VideoSelection begin="5" end="90">{coding}</VideoSelection>'
        f'<Transcript plainTextPath="internal://{SOURCE}.txt">{selection(0, 6, TRUST)}</Transcript>'
        "</VideoSource></Sources>"
    )
    made = read(write_project(tmp_path / "p.qdpx", codebook(), media, texts=TEXTS))
    assert [row["place"] for row in made.codings] == [
        "page 3, region 1,2 to 3,4",
        "5 to 90 ms",
        "letters 0 to 6",
    ]
    assert [(row["kind"], row["text"]) for row in made.sources] == [("pdf", "none"), ("video", "internal")]
    assert made.codings[2]["quotation"] == "States"


def test_a_code_that_comes_twice_counts_once(tmp_path: Path) -> None:
    twice = codebook(f'<Code guid="{{{TRUST.upper()}}}" name="Trust again"/>')
    made = read(write_project(tmp_path / "p.qdpx", twice))
    assert [code["code"] for code in made.codes] == list(CODES.values())
    assert "stands twice" in said(made)


def test_codes_may_be_nested_deeper_than_python_recurses(tmp_path: Path) -> None:
    depth = 3_000
    deep = "".join(f'<Code guid="{number}" name="c">' for number in range(depth)) + "</Code>" * depth
    made = read(write_project(tmp_path / "p.qdpx", codebook(deep)))
    assert len(made.codes) == depth + 2
    assert made.codes[-1]["code"].count(" > ") == depth - 1


def test_a_passage_without_length_has_no_quotation_and_is_said(tmp_path: Path) -> None:
    made = read(
        write_project(tmp_path / "p.qdpx", codebook(), text_source(selection(7, 7, TRUST)), texts=TEXTS)
    )
    assert [row["quotation"] for row in made.codings] == [""]
    assert "no length" in said(made)


def test_a_code_nobody_knows_is_said(tmp_path: Path) -> None:
    strange = "99999999-9999-9999-9999-999999999999"
    made = read(
        write_project(tmp_path / "p.qdpx", codebook(), text_source(selection(0, 6, strange)), texts=TEXTS)
    )
    assert "codebook lacks" in said(made)


def test_coders_are_numbered_and_not_named(tmp_path: Path) -> None:
    users = '<Users><User guid="AAAA" name="Jane Roe"/><User guid="BBBB" name="John Doe"/></Users>'
    parts = (selection(0, 6, TRUST, user="BBBB"), selection(26, 31, MONEY, user="CCCC"))
    made = read(write_project(tmp_path / "p.qdpx", users, codebook(), text_source(*parts), texts=TEXTS))
    assert [row["coder"] for row in made.codings] == ["coder 2", "coder 3"]
    assert "Roe" not in str(made)


def test_quotations_from_an_unknown_way_of_counting_carry_a_mark(tmp_path: Path) -> None:
    texts = {f"Sources/{SOURCE}.txt": "\u00e9\u00e9 a b c d e".encode()}
    made = read(
        write_project(tmp_path / "p.qdpx", codebook(), text_source(selection(5, 8, TRUST)), texts=texts)
    )
    assert [row["quotation"].startswith(UNSURE) for row in made.codings] == [True]
    assert "not certain" in said(made)


def test_a_codebook_alone_gives_its_codes(tmp_path: Path) -> None:
    path = tmp_path / "codes.qdc"
    listed = (
        f'<Codes><Code guid="{TRUST}" name="Trust"><Description>said of States</Description></Code></Codes>'
    )
    path.write_text(f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{listed}</CodeBook>', encoding="utf-8")
    assert [(code["code"], code["description"]) for code in read(path).codes] == [("Trust", "said of States")]


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", '<Project xmlns="urn:QDA-XML:project:1.0">' + " " * 250_000_000)
    return path


def entities(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "project.qde",
            '<!DOCTYPE p [<!ENTITY a "b">]><Project xmlns="urn:QDA-XML:project:1.0">&a;</Project>',
        )
    return path


def cut(path: Path) -> Path:
    write_project(path, codebook())
    path.write_bytes(path.read_bytes()[:-40])
    return path


def no_project(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    return path


def broken_xml(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", '<Project xmlns="urn:QDA-XML:project:1.0"><Sources>')
    return path


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (bomb, "absurd size"),
        (entities, "entities"),
        (cut, "no readable XML"),
        (no_project, "no REFI-QDA project"),
        (broken_xml, "no readable XML"),
    ],
)
def test_what_is_no_project_is_refused_in_one_line(
    tmp_path: Path, iscm: Command, make: Callable[[Path], Path], words: str
) -> None:
    result = iscm("read", make(tmp_path / "p.qdpx"), "--as", "coded", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert words in result.stderr


@pytest.mark.usefixtures("project")
def test_nothing_of_an_archive_is_written_outside_the_folder(tmp_path: Path, iscm: Command) -> None:
    texts = {f"../../{SOURCE}.txt": TEXT.encode(), "/etc/evil": b"x"}
    path = write_project(tmp_path / "p.qdpx", codebook(), text_source(selection(0, 6, TRUST)), texts=texts)
    before = {
        item for item in tmp_path.rglob("*") if "out" not in item.parts and ".coverage." not in item.name
    }
    assert iscm("read", path, "--as", "coded", "--out", tmp_path / "out").exit_code == 0
    assert {
        item for item in tmp_path.rglob("*") if "out" not in item.parts and ".coverage." not in item.name
    } == before


def test_passages_become_evidence_by_the_two_maps(tmp_path: Path, iscm: Command, project: Path) -> None:
    iscm("tables")
    path = write_project(
        tmp_path / "p.qdpx",
        codebook(),
        text_source(selection(0, 24, TRUST), selection(26, 31, MONEY)),
        texts=TEXTS,
    )
    out = tmp_path / "out"
    assert iscm("read", path, "--as", "coded", "--out", out).exit_code == 0
    assert [row["code"] for row in rows(out / "code_map.csv")] == ["Trust", "Money"]
    assert rows(out / "evidence.csv") == []
    (out / "code_map.csv").write_text(
        "code,question_ids,iscm_ids,stance,note\nTrust,R4;OI2,rcm,supports,kept\n", encoding="utf-8"
    )
    (out / "source_map.csv").write_text(
        "name,source_id,origin,method,consent,iscm_ids,note\n"
        "Interview 1,annex-3,member_state,interview,given,,\n",
        encoding="utf-8",
    )
    assert iscm("read", path, "--as", "coded", "--out", out).exit_code == 0
    [item] = rows(out / "evidence.csv")
    assert item["statement"] == "States trust the process"
    assert (item["question_ids"], item["stance"], item["origin"]) == ("R4;OI2", "supports", "member_state")
    assert (item["source_locator"], item["consent"], item["note"]) == ("letters 0 to 24", "given", "kept")
    assert [(row["code"], row["note"]) for row in rows(out / "code_map.csv")] == [
        ("Trust", "kept"),
        ("Money", ""),
    ]
    first = (out / "evidence.csv").read_bytes()
    iscm("read", path, "--as", "coded", "--out", out)
    assert (out / "evidence.csv").read_bytes() == first
    assert project.is_dir()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Trust,R99,,supports,", "R99"),
        ("Trust,R1,atlantis,supports,", "atlantis"),
        ("Trust,R1,,praises,", "praises"),
        ("Trust,R1,,supports,\nTrust,R2,,supports,", "stands twice"),
    ],
)
@pytest.mark.usefixtures("project")
def test_an_unknown_word_on_a_map_is_refused_by_line(
    tmp_path: Path, iscm: Command, line: str, words: str
) -> None:
    iscm("tables")
    path = write_project(tmp_path / "p.qdpx", codebook(), text_source(selection(0, 6, TRUST)), texts=TEXTS)
    out = tmp_path / "out"
    out.mkdir()
    (out / "code_map.csv").write_text(f"code,question_ids,iscm_ids,stance,note\n{line}\n", encoding="utf-8")
    result = iscm("read", path, "--as", "coded", "--out", out)
    assert result.exit_code == 1
    assert "code_map.csv" in result.stderr
    assert words in result.stderr


def test_an_interviewees_name_is_withheld_and_not_repeated(
    tmp_path: Path, iscm: Command, project: Path
) -> None:
    name = read_interviewees(project / "data/raw/annex-3-interviewees.tsv")["name"].iloc[0]
    source = text_source(selection(0, 6, TRUST), name=f"Interview {name}")
    path = write_project(tmp_path / "p.qdpx", codebook(), source, texts=TEXTS)
    result = iscm("read", path, "--as", "coded", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "coded_sources" in result.stderr
    written = "".join(item.read_text(encoding="utf-8") for item in (tmp_path / "out").iterdir())
    assert name not in result.output + written


@pytest.mark.usefixtures("project")
def test_highlights_of_taguette_are_read(tmp_path: Path, iscm: Command) -> None:
    path = tmp_path / "highlights.csv"
    path.write_text(
        "id,document,tag,content\n1,Interview 1,trust,States trust it\n"
        "1,Interview 1,roles.chair,States trust it\n2,Interview 1,,left\n",
        encoding="utf-8",
    )
    result = iscm("read", path, "--as", "coded", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert [row["code"] for row in rows(tmp_path / "out" / "codes.csv")] == ["trust", "roles.chair"]
    assert [row["n_passages"] for row in rows(tmp_path / "out" / "codes_together.csv")] == ["1"]
    assert "without a tag, left out: 1" in result.stderr


@pytest.mark.usefixtures("project")
def test_highlights_without_a_column_are_refused(tmp_path: Path, iscm: Command) -> None:
    path = tmp_path / "highlights.csv"
    path.write_text("id,document,content\n1,a,b\n", encoding="utf-8")
    result = iscm("read", path, "--as", "coded", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "no column tag" in result.stderr


EVIDENCE = as_frame(
    [
        ("IG-001", "R1;R2", "rcm", "annexes", "Caf\u00e9 talk: IOM hosts \U0001f4c4 the unit.", "supports"),
        ("IG-002", "R1", "", "annexes", "Nobody  asked.", "neutral"),
        ("IG-003", "ES2", "", "web", "A third.", "contradicts"),
    ],
    ["evidence_id", "question_ids", "iscm_ids", "source_id", "statement", "stance"],
)
SOURCES = as_frame([("annexes", "Annexes"), ("web", "A <page> & more")], ["source_id", "title"])


def test_exported_evidence_holds_what_the_standard_asks_for(tmp_path: Path) -> None:
    assert write_qdpx(EVIDENCE, SOURCES, tmp_path / "e.qdpx") == 3
    project = RefiProject.load(
        tmp_path / "e.qdpx", str(tmp_path / "x")
    )  # models made from the standard's schema
    assert [source.name for source in project.sources.text_source] == [
        "annexes Annexes",
        "web A <page> & more",
    ]
    assert [code.name for code in project.code_book.codes.code] == ["Question", "Stance", "ISCM"]


def test_exported_evidence_reads_back_with_its_quotations_and_codes(tmp_path: Path) -> None:
    write_qdpx(EVIDENCE, SOURCES, tmp_path / "e.qdpx")
    made = read(tmp_path / "e.qdpx")
    paths = {code["code_id"]: code["code"] for code in made.codes}
    assert [(paths[row["code_id"]], row["quotation"]) for row in made.codings][:4] == [
        ("Question > R1", "Caf\u00e9 talk: IOM hosts \U0001f4c4 the unit."),
        ("Question > R2", "Caf\u00e9 talk: IOM hosts \U0001f4c4 the unit."),
        ("Stance > supports", "Caf\u00e9 talk: IOM hosts \U0001f4c4 the unit."),
        ("ISCM > rcm", "Caf\u00e9 talk: IOM hosts \U0001f4c4 the unit."),
    ]


def test_the_same_evidence_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.qdpx", "b.qdpx"):
        write_qdpx(EVIDENCE, SOURCES, tmp_path / name)
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()
