"""Word files."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from tests.unit.cleaning import made
from workbench.cleaning.clean import clean, decide, survey
from workbench.cleaning.readers.docx import read
from workbench.cleaning.readers.recognising import DOCX
from workbench.errors import DataError
from workbench.files import zipped
from workbench.records.article import Grade
from workbench.records.block import Label


def p(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_file_of_another_program_is_read_with_its_styles() -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document()
    document.add_heading("Ferry inquiry opens", 0)
    document.add_paragraph("By Lina Forsberg")
    document.add_heading("What is known", 1)
    document.add_paragraph(made.SENTENCES[0])
    document.add_paragraph("forty people", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Crew", "six"
    document.sections[0].header.paragraphs[0].text = "For internal use"
    document.core_properties.title, document.core_properties.author = "Ferry inquiry opens", "Lina Forsberg"
    document.core_properties.created = datetime(2020, 1, 2, tzinfo=UTC)
    out = io.BytesIO()
    document.save(out)
    cleaned = clean(out.getvalue(), DOCX)
    assert cleaned.text == f"## What is known\n\n{made.SENTENCES[0]}\n\nforty people\n\nCrew | six\n"
    assert (cleaned.metadata.title, cleaned.metadata.authors, cleaned.metadata.published) == (
        "Ferry inquiry opens",
        ("Lina Forsberg",),
        None,
    )
    assert cleaned.evidence["title"].grade is Grade.DECLARED
    assert [(guess.name, guess.value) for guess in cleaned.guesses] == [("published", "2020-01-02")]
    assert [d.label for d in cleaned.decisions if not d.kept] == [Label.OTHER_FURNITURE, Label.TITLE, Label.BYLINE]


@pytest.mark.parametrize(
    "title", ["Microsoft Word - draft3.doc", "Word Document", "press_release_final", "Another title of a template"]
)
def test_a_title_that_the_text_does_not_have_is_a_guess(title: str) -> None:
    core = f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>HP User</dc:creator></c>'
    raw = made.zipped(
        {
            "word/document.xml": f'<w:document xmlns:w="{made.WORD}"><w:body>{p(made.SENTENCES[0])}</w:body></w:document>',
            "docProps/core.xml": core,
        }
    )
    cleaned = clean(raw, DOCX)
    assert (cleaned.metadata.title, cleaned.metadata.authors) == (None, ())
    assert {guess.name for guess in cleaned.guesses} == {"title", "authors"}


def test_what_was_inserted_is_read_and_what_was_deleted_is_not() -> None:
    body = "<w:p><w:r><w:t>The </w:t></w:r><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:del><w:r><w:delText>old </w:delText></w:r></w:del><w:hyperlink><w:r><w:t>ferry</w:t></w:r></w:hyperlink></w:p>"
    assert read(made.docx(body)).rendition == "The new ferry\n"


def test_text_in_controls_boxes_and_notes_is_read_once() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice><w:txbxContent>{p("In a box")}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{p("In a box")}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Beside it</w:t></w:r></w:p>'
    body = f"<w:sdt><w:sdtContent>{p('In a control')}</w:sdtContent></w:sdt>{box}"
    page = read(
        made.docx(body, footnotes=f'<w:footnote w:type="separator">{p("-")}</w:footnote><w:footnote>{p("A note")}</w:footnote>')
    )
    assert page.rendition == "In a control\nBeside it\nIn a box\nA note\n"


def test_the_table_of_contents_and_the_foot_of_pages_are_dropped() -> None:
    page = read(made.docx(p("Harbour 3", "TOC1") + p(made.SENTENCES[0]) + p("Harbour", "Heading2"), footer1=p("Page 1")))
    assert [(hint.label, hint.kept) for _, hint in sorted(page.hints.items())] == [
        (Label.NAVIGATION, False),
        (Label.BODY, True),
        (Label.SUBHEADING, True),
        (Label.OTHER_FURNITURE, False),
    ]


def test_styles_that_are_based_on_each_other_in_a_circle_are_read() -> None:
    styles = "".join(f'<w:style w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>' for a, b in ("xy", "yx"))
    assert read(made.docx(p("Words", "x"), styles=styles)).rendition == "Words\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 cut off", "not a whole Word file"),
        (made.zipped({"readme.txt": "x"}), "no Word document"),
        (made.zipped({"word/document.xml": "<not xml"}), "not XML"),
        (made.docx(""), "no text"),
        (made.zipped({"word/document.xml": b"<a>" + b" " * (zipped.LARGEST_MEMBER + 1)}), "unpacks to more"),
    ],
)
def test_what_is_no_word_file_is_refused_in_a_line(raw: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read(raw)


def test_entities_are_neither_expanded_nor_fetched() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    raw = made.zipped(
        {
            "word/document.xml": f'{laughs}<w:document xmlns:w="{made.WORD}"><w:body><w:p><w:r><w:t>x &b; &f; y</w:t></w:r></w:p></w:body></w:document>'
        }
    )
    assert read(raw).rendition == "x\n"


def test_names_in_the_archive_are_never_paths() -> None:
    raw = made.zipped(
        {
            "word/document.xml": f'<w:document xmlns:w="{made.WORD}"><w:body>{p("Words")}</w:body></w:document>',
            "../../evil\n\x1b[2J": "x",
            "word/header1.xml/../../x": "x",
        }
    )
    assert read(raw).rendition == "Words\n"


def test_reading_again_gives_the_same() -> None:
    raw = made.docx(p("Harbour", "Heading2") + p(made.SENTENCES[1]))
    assert decide(survey(raw, DOCX)) == decide(survey(raw, DOCX))
