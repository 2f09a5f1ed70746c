"""What of a page is the article, and why: the extractor's answer, corrected by what the markup says."""

from __future__ import annotations

from tests.unit.cleaning.html_pages import PROSE, TITLE, page
from workbench.cleaning.html.hinting import hints_of
from workbench.cleaning.html.tree import parse
from workbench.cleaning.html.visible import visible_lines
from workbench.records.block import Label
from workbench.records.page import Hint


def _hints(html: str, extracted: str | None = None, titles: tuple[str, ...] = (TITLE,)) -> dict[str, Hint]:
    """The hint of each line by its text; the extractor takes `extracted`, by default the prose."""
    lines = visible_lines(parse(html)).lines
    taken = "\n".join(PROSE) if extracted is None else extracted
    shares = [1.0 if line.text in taken else 0.0 for line in lines]
    found = hints_of(lines, shares, titles).hints
    return {line.text: found[number] for number, line in enumerate(lines, 1)}


def test_what_the_extractor_takes_is_kept_and_the_rest_is_not() -> None:
    hints = _hints(page(above="<div>Weather</div>"))
    assert [hints[text].kept for text in (*PROSE, "Weather")] == [True] * 5 + [False]


def test_the_title_leaves_the_text_and_says_so() -> None:
    hint = _hints(page(), f"{TITLE}\n{PROSE[0]}")[TITLE]
    assert (hint.label, hint.kept, hint.reason) == (Label.TITLE, False, "the title; it stands in the metadata")


def test_a_reason_names_the_markup_that_a_line_stands_in() -> None:
    hints = _hints(page(above="<nav>Home</nav>", below='<div class="related-stories"><p>Trams</p></div>'))
    assert (hints["Home"].label, hints["Home"].reason) == (Label.NAVIGATION, "trafilatura leaves it out; it stands in <nav>")
    assert (hints["Trams"].label, 'class="related-stories"' in hints["Trams"].reason) == (Label.RELATED, True)


def test_a_word_of_the_search_form_is_no_beginning_though_the_extractor_takes_it() -> None:
    hint = _hints(page(above="<form><div>Go</div></form>"), "\n".join(["Go", *PROSE]))["Go"]
    assert (hint.kept, hint.label, hint.reason) == (False, Label.NAVIGATION, "above the text, in <form>")


def test_a_page_that_is_one_form_keeps_its_short_lines() -> None:
    body = "\n".join(f"<p>{text}</p>" for text in PROSE)
    hint = _hints(f"<form><h1>{TITLE}</h1><p>Port Ebba</p>{body}</form>", "\n".join(["Port Ebba", *PROSE]))["Port Ebba"]
    assert hint.kept


def test_headings_lists_captions_and_rows_are_told_apart() -> None:
    body = (
        "<h2>New engines</h2><ul><li>Ida</ul><figure><figcaption>A pier</figcaption></figure><table><tr><td>Ida<td>1911</table>"
    )
    hints = _hints(page(inside=body), "\n".join([*PROSE, "New engines", "Ida", "A pier", "Ida\t1911"]))
    labels = [hints[text].label for text in ("New engines", "Ida", "A pier", "Ida\t1911")]
    assert labels == [Label.SUBHEADING, Label.LIST, Label.CAPTION, Label.BODY]


def test_what_the_extractor_forgets_inside_the_article_stays_in_doubt() -> None:
    hint = _hints(page(inside="<h2>New engines</h2><table><tr><td>Ida<td>1911</table>"))["New engines"]
    assert (hint.label, hint.kept, hint.confidence) == (Label.SUBHEADING, True, 0.6)


def test_a_caption_inside_the_article_is_kept() -> None:
    body = '<div class="wp-caption"><img src=a><p class="wp-caption-text">The quay in 1911 / Getty Images</p></div>'
    hint = _hints(page(inside=body))["The quay in 1911 / Getty Images"]
    assert (hint.label, hint.kept) == (Label.CAPTION, True)


def test_a_link_between_paragraphs_is_left_out_with_the_extractor() -> None:
    hint = _hints(page(inside='<p><a href="/t">Read: Trams are growing too</a></p>'))["Read: Trams are growing too"]
    assert (hint.kept, hint.label) == (False, Label.NAVIGATION)


def test_furniture_that_the_extractor_takes_is_left_out_where_it_says_what_it_is() -> None:
    line = "All rights reserved."
    hint = _hints(page(inside=f"<p>{line}</p>"), "\n".join([*PROSE, line]))[line]
    assert (hint.label, hint.kept) == (Label.COPYRIGHT, False)


def test_a_region_that_holds_the_article_is_misnamed() -> None:
    html = page().replace("<article>", '<article><div class="sharing"><p>Boats</p>').replace("</article>", "</div></article>")
    assert all(_hints(html)[text].kept for text in PROSE)
    assert _hints(html, "\n".join([*PROSE, "Boats"]))["Boats"].kept


def test_a_line_that_is_taken_in_part_is_in_doubt() -> None:
    lines = visible_lines(parse(page())).lines
    hints = hints_of(lines, [0.0, 1.0, 0.7, 0.3, 1.0, 1.0], [TITLE]).hints
    assert (hints[3].kept, hints[3].confidence, "70%" in hints[3].reason) == (True, 0.6, True)
    assert hints[4].confidence <= 0.6


def test_nothing_is_told_where_the_extractor_finds_nothing() -> None:
    found = hints_of(visible_lines(parse(page())).lines, [0.0] * 6, [TITLE])
    assert found.stretch is None
    assert {hint.kept for hint in found.hints.values()} == {None}
