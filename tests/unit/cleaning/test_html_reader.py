"""HTML from bytes to article."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.collected import BAD_INPUT, COLLECTED, MISSING
from tests.unit.cleaning.html_pages import PROSE, TITLE, page
from workbench.cleaning.clean import clean
from workbench.cleaning.readers import MEDIA_TYPES, read_page
from workbench.cleaning.render import render
from workbench.errors import DataError
from workbench.text.sanitise import strip_controls

NAVIGATION = "<nav><ul><li><a href=/>Home</a><li><a href=/w>Weather</a></ul></nav>"
COMMENTS = '<section id="comments"><h2>Comments</h2><p>I took the first boat, and it was as crowded as ever, I am sorry to say.</p></section>'
FURNITURE = {"above": NAVIGATION, "below": f"{COMMENTS}<footer><p>© 2019 Quay Media</p></footer>"}


def test_the_article_is_its_prose_and_nothing_else() -> None:
    cleaned = clean(page(**FURNITURE).encode(), "text/html")
    assert cleaned.text == "\n\n".join(PROSE) + "\n"
    assert (cleaned.metadata.title, cleaned.media_type, cleaned.encoding) == (TITLE, "text/html", "utf-8")


def test_the_text_is_what_the_decisions_keep_of_the_rendition() -> None:
    cleaned = clean(page(**FURNITURE).encode(), "text/html")
    assert cleaned.text == render(cleaned.rendition, cleaned.decisions)[0]


def test_every_line_of_the_rendition_has_its_decision_with_a_reason() -> None:
    cleaned = clean(page(**FURNITURE).encode(), "text/html")
    numbers = [number for number, line in enumerate(cleaned.rendition.split("\n"), 1) if line]
    assert [decision.first_line for decision in cleaned.decisions] == numbers
    assert all(decision.reason for decision in cleaned.decisions)


@pytest.mark.parametrize("suffix", [".html", ".htm", ".xhtml"])
def test_pages_are_known_by_their_suffix(suffix: str) -> None:
    assert MEDIA_TYPES[suffix] == "text/html"


def test_xhtml_with_a_declaration_and_namespaces_is_read() -> None:
    html = page().replace(
        "<!doctype html><html>", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en-GB">'
    )
    cleaned = clean(html.encode(), "text/html")
    assert (cleaned.text.startswith(PROSE[0]), cleaned.metadata.language) == (True, "en-GB")


def test_control_characters_are_counted_and_never_reach_the_text() -> None:
    html = page().replace(PROSE[1], PROSE[1].replace("rain", "ra\x1b[31min\u202e\x07"))
    cleaned = clean(html.encode(), "text/html")
    assert (cleaned.text == "\n\n".join(PROSE) + "\n", cleaned.removed.control > 0, cleaned.removed.bidi) == (True, True, 1)


def test_markup_that_is_text_stays_text() -> None:
    line = "The tag &lt;script&gt;alert(1)&lt;/script&gt; is what the old timetable printed between the names of all boats."
    cleaned = clean(page(inside=f"<p>{line}</p>").encode(), "text/html")
    assert "<script>alert(1)</script> is what the old timetable" in cleaned.text


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<!-- only a comment -->",
        b"<html><body><script>x</script></body></html>",
        b"<p hidden>x</p>",
        b"\x89PNG\r\n\x1a\n\0\0",
    ],
)
def test_what_holds_no_visible_text_is_refused_in_one_line(raw: bytes) -> None:
    with pytest.raises(DataError) as refused:
        clean(raw, "text/html")
    assert "\n" not in str(refused.value)


def test_a_page_without_an_article_is_judged_by_its_words() -> None:
    page_read = read_page(b"<p>Short.</p>", "text/html")
    assert page_read.rendition == "Short.\n"


def test_nothing_heavy_is_imported_before_a_page_is_read() -> None:
    code = (
        "import sys, workbench.cleaning.clean, workbench.cli.main;"
        "print([name for name in ('lxml', 'trafilatura', 'htmldate') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_no_page_makes_the_libraries_speak() -> None:
    code = "from workbench.cleaning.clean import clean; clean(b'<html><body><p>x', 'text/html')"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (answer.stdout, answer.stderr) == ("", "")


@pytest.mark.skipif(not BAD_INPUT.exists(), reason=MISSING)
def test_every_bad_input_is_read_safely_or_refused() -> None:
    files = [path for path in sorted(BAD_INPUT.rglob("*")) if path.is_file()]
    refused = 0
    for path in files:
        try:
            cleaned = clean(path.read_bytes(), "text/html")
        except DataError:
            refused += 1
            continue
        assert strip_controls(cleaned.text)[0] == cleaned.text, path
        assert (cleaned.metadata.url or "https:").startswith(("http:", "https:")), path
    assert refused < len(files) / 10


@pytest.mark.skipif(not (COLLECTED / "data" / "html").exists(), reason=MISSING)
def test_real_pages_are_what_their_decisions_keep() -> None:
    for path in sorted((COLLECTED / "data" / "html").rglob("source.html"))[::7]:
        cleaned = clean(path.read_bytes(), "text/html")
        assert cleaned.text == render(cleaned.rendition, cleaned.decisions)[0]
        assert cleaned.text.strip(), path
