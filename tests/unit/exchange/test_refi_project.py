from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from tests.collected import COLLECTED, MISSING
from workbench.errors import DataError, FormatError
from workbench.exchange import refi_codebook, refi_project
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project
from workbench.exchange.refi_names import guid_of
from workbench.exchange.refi_reading import LARGEST
from workbench.records.selector import Span
from workbench.records.tag import Tag

FOLDER = COLLECTED / "data/annotation/refi_qda"
GUID = "00000000-0000-0000-0000-0000000000{:02d}"
TEXT = "One word. Two words \U0001f600 here.\n"


def project(source: str, *, origin: str = "NVivo", notes: str = "") -> bytes:
    codes = f"""<CodeBook><Codes><Code guid="{GUID.format(1)}" name="Foreign policy" isCodable="true" color="#FF0000">
        <Description>What states want</Description><Code guid="{GUID.format(2)}" name="a/b" isCodable="true"/></Code></Codes></CodeBook>"""
    return f"""<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="{origin}">
        <Users><User guid="{GUID.format(9)}" name="Kay"/></Users>{codes}<Sources>{source}</Sources><Notes>{notes}</Notes></Project>""".encode()


def source(selections: str, path: str = "internal://T.txt") -> str:
    return f'<TextSource guid="{GUID.format(20)}" name="A raid" plainTextPath="{path}">{selections}</TextSource>'


def selection(start: int, end: int, *, number: int = 30, name: str = "", inside: str = "") -> str:
    return f'<PlainTextSelection guid="{GUID.format(number)}" name="{name}" startPosition="{start}" endPosition="{end}" creatingUser="{GUID.format(9)}" creationDateTime="2020-01-01T00:00:00Z">{inside}</PlainTextSelection>'


def coding(number: int) -> str:
    return f'<Coding guid="{GUID.format(40 + number)}"><CodeRef targetGUID="{{{GUID.format(number)}}}"/></Coding>'


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(xml: bytes, text: str = TEXT) -> Project:
    return refi_project.read(zipped({"Project.qde": xml, "Sources/t.TXT": text.encode()}))


def test_a_project_of_another_program_gives_articles_excerpts_and_codes_in_codes() -> None:
    note = f'<Note guid="{GUID.format(50)}"><PlainTextContent>Who says so?</PlainTextContent></Note>'
    inside = f'<Description>Look here</Description>{coding(1)}{coding(2)}<NoteRef targetGUID="{GUID.format(50)}"/>'
    found = read(project(source(selection(4, 9, inside=inside)), notes=note))
    one = found.excerpts[0]
    assert (one.quote, one.start, one.end, one.text) == ("word.", 4, 9, None)
    assert (one.tags, one.note) == (("Foreign-policy", "Foreign-policy/a-b"), "Look here\n\nWho says so?")
    assert (one.author, one.created) == ("Kay", "2020-01-01T00:00:00Z")
    assert [(tag.tag, tag.title, tag.definition, tag.colour) for tag in found.tags] == [
        ("Foreign-policy", "Foreign policy", "What states want", "#FF0000"),
        ("Foreign-policy/a-b", "a/b", None, None),
    ]
    assert (found.articles[0].title, found.articles[0].text, found.refused) == ("A raid", TEXT, ())


def test_a_selection_for_each_code_is_one_excerpt_and_white_space_at_its_edges_is_not_marked() -> None:
    found = read(project(source(selection(3, 9, inside=coding(1)) + selection(4, 10, number=31, inside=coding(2)))))
    assert [(one.quote, one.tags) for one in found.excerpts] == [("word.", ("Foreign-policy", "Foreign-policy/a-b"))]


def test_positions_count_code_points_as_the_standard_says() -> None:
    assert read(project(source(selection(22, 26)))).excerpts[0].quote == "here"


def test_names_of_selections_tell_that_a_program_counts_utf_16_units() -> None:
    assert read(project(source(selection(23, 27, name="here")))).excerpts[0].quote == "here"


@pytest.mark.parametrize(("origin", "end"), [("NVivo", 2), ("ATLAS.ti 8", 1)])
def test_line_ends_count_what_the_program_counts(origin: str, end: int) -> None:
    found = read(project(source(selection(3 + end, 6 + end)), origin=origin), "One\r\nTwo\r\n")
    assert found.excerpts[0].quote == "Two"
    assert found.articles[0].text == "One\nTwo\n"
    assert any("nothing tells" in told for told in found.told)


def test_a_byte_order_mark_is_no_text() -> None:
    assert read(project(source(selection(0, 3))), "\ufeffOne\n").excerpts[0].quote == "One"


@pytest.mark.parametrize(
    "path", ["internal://missing.txt", "absolute:///etc/passwd", "relative:///t.txt", "internal://../Project.qde"]
)
def test_a_text_that_is_not_in_the_archive_is_not_looked_for_elsewhere(path: str) -> None:
    found = read(project(source(selection(0, 3), path)))
    assert found.excerpts == ()
    assert "is not in the file" in found.refused[0].error


def test_a_place_outside_of_the_text_and_one_without_words_are_told() -> None:
    found = read(project(source(selection(0, 900) + selection(9, 10, number=31) + selection(9, 4, number=32))))
    assert [refusal.error for refusal in found.refused] == [
        "its place lies outside of the text",
        "it marks no words",
        "its place lies outside of the text",
    ]


def test_notes_on_a_coding_are_notes_of_the_excerpt_and_those_on_a_source_are_told() -> None:
    notes = "".join(
        f'<Note guid="{GUID.format(number)}" name="N{number}"><PlainTextContent>W{number}</PlainTextContent></Note>'
        for number in (50, 51)
    )
    coded = f'<Coding guid="{GUID.format(44)}"><CodeRef targetGUID="{GUID.format(1)}"/><NoteRef targetGUID="{GUID.format(50)}"/></Coding>'
    sources = source(selection(0, 3, inside=coded) + f'<NoteRef targetGUID="{GUID.format(51)}"/>').replace(
        "<Plain", "<Description>Memo</Description><Plain", 1
    )
    found = read(project(sources, notes=notes))
    assert found.excerpts[0].note == "W50"
    assert found.told == (
        "A raid: its description has no place here: Memo",
        "a note that is on no passage has no place here: N51",
    )


def test_an_excerpt_of_an_article_that_is_gone_comes_back() -> None:
    lost = ExcerptCopy(id="x-1", key="x-1", article="a", quote="gone", start=0, end=4, text="9f2c61ab04de")
    back = refi_project.read(refi_project.write(Project(articles=(ArticleCopy(key="a", id="a"),), excerpts=(lost,))))
    assert [article.id for article in back.articles] == ["a"]
    assert [(one.id, one.article) for one in back.excerpts] == [("x-1", back.articles[0].key)]


def test_a_text_that_is_marked_over_and_over_does_not_fill_the_memory() -> None:
    found = read(project(source("".join(selection(0, 400_000, number=number) for number in range(30, 60)))), "word " * 80_000)
    assert len(found.excerpts) + len(found.refused) >= 2
    assert {refusal.error for refusal in found.refused} == {"its source is marked more than 20 times over"}


def test_two_codes_of_one_guid_are_two_tags() -> None:
    codes = (
        f'<CodeBook><Codes><Code guid="{GUID.format(1)}" name="a"/><Code guid="{GUID.format(1)}" name="a"/></Codes></CodeBook>'
    )
    assert [tag.tag for tag in refi_codebook.read(codes.encode()).tags] == ["a", "a-2"]


def test_two_sources_of_one_guid_keep_each_its_own_excerpts() -> None:
    both = source(selection(0, 3)) + source(selection(4, 8, number=31, inside=coding(7)))
    found = read(project(both))
    assert len({article.key for article in found.articles}) == 2
    assert [one.article for one in found.excerpts] == [article.key for article in found.articles]
    assert found.told == ("1 codings name codes that the project does not have",)


def test_what_is_no_text_is_told() -> None:
    sources = f'<PictureSource guid="{GUID.format(60)}" name="p.jpg"><PictureSelection/></PictureSource><AudioSource guid="{GUID.format(61)}" name="a.mp3"/>'
    assert read(project(sources)).told == ("p.jpg: a picture, with 1 selections", "a.mp3: sound, with 0 selections")


@pytest.mark.skipif(not FOLDER.exists(), reason=MISSING)
@pytest.mark.parametrize("name", ["TestProject.qdpx", "Project.qde"])
def test_the_project_of_the_standard_whose_texts_are_missing_gives_its_codes_and_tells_the_rest(name: str) -> None:
    found = refi_project.read((FOLDER / name).read_bytes())
    assert len(found.tags) == 14
    assert [tag.definition for tag in found.tags if tag.tag == "Coke"] == ["the breakfast of champions"]
    assert found.excerpts == ()
    assert {refusal.error for refusal in found.refused if "Simon" in refusal.error} == {
        "the text of its source «Simon.docx» is not in the file"
    }
    assert "16 sets have no place here" in found.told
    assert any("Research Plan" in told for told in found.told)


def test_an_excerpt_that_has_lost_its_passage_is_a_note_on_its_source() -> None:
    lost = ExcerptCopy(
        id="x-1", key="x-1", article="a", quote="gone words", note="Why?", tags=("b",), start=0, end=4, text="9f2c61ab04de"
    )
    raw = refi_project.write(Project(articles=(ArticleCopy(key="a", id="a", title="A", text=TEXT),), excerpts=(lost,)))
    xml = zipfile.ZipFile(io.BytesIO(raw)).read("project.qde").decode()
    assert "«gone words»" in xml
    assert "PlainTextSelection" not in xml
    back = refi_project.read(raw).excerpts[0]
    assert (back.id, back.quote, back.note, back.tags, back.start) == ("x-1", "gone words", "Why?", ("b",), 0)


def test_ours_is_known_by_its_guid_when_another_program_kept_only_that() -> None:
    one = ExcerptCopy(id="x-1", key="x-1", article="a", quote="One", now=Span(0, 3))
    raw = refi_project.write(Project(articles=(ArticleCopy(key="a", id="a", title="A", text=TEXT),), excerpts=(one,)))
    archive = zipfile.ZipFile(io.BytesIO(raw))
    files = {name: archive.read(name) for name in archive.namelist()}
    files["project.qde"] = files["project.qde"].replace(b"Analyst Workbench", b"MAXQDA")
    back = refi_project.read(zipped(files))
    assert back.excerpts[0].id == "x-1"
    assert back.articles[0].guid == guid_of("article", "a")


def test_what_another_program_changed_wins_over_what_stands_beside_it() -> None:
    raw = refi_codebook.write(Project(tags=(Tag(tag="a", definition="One\x00word"), Tag(tag="b", definition="Two\x00words"))))
    back = refi_codebook.read(raw.replace("Two\ufffdwords".encode(), b"Three words"))
    assert [tag.definition for tag in back.tags] == ["One\x00word", "Three words"]


def test_older_texts_come_back_however_long_they_are_together() -> None:
    texts = {f"{number:012x}": "words " * 1_000_000 for number in range(2)}  # an instruction of XML may have 10 MB
    assert refi_project.read(refi_project.write(Project(texts=texts))).texts == texts


def test_a_description_of_fifty_thousand_excerpts_is_not_too_much() -> None:
    xml = project(source(selection(4, 9))).replace(b"</Project>", 70_000 * (b"<Own>" + 1_000 * b" " + b"</Own>") + b"</Project>")
    assert len(read(xml).excerpts) == 1


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"PK\x03\x04 no archive", "whole project"),
        (zipped({"readme.txt": b"x"}), "no project.qde"),
        (zipped({"project.qde": b"<a>"}), "not XML"),
        (zipped({"project.qde": b"<CodeBook/>"}), "no project of REFI-QDA"),
        (zipped({"project.qde": b" " * (LARGEST + 1)}), "unpacks to more"),
        (b"<a><b/></a>", "no project of REFI-QDA"),
    ],
)
def test_a_damaged_or_harmful_file_is_refused_in_words(raw: bytes, said: str) -> None:
    with pytest.raises((FormatError, DataError), match=said):
        refi_project.read(raw)
