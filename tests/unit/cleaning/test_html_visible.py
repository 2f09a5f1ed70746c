"""What a reader of a page sees, and what not."""

from __future__ import annotations

import pytest

from workbench.cleaning.html.places import Region
from workbench.cleaning.html.tree import parse
from workbench.cleaning.html.visible import Line, visible_lines
from workbench.errors import DataError


def _lines(body: str) -> list[Line]:
    return visible_lines(parse(f"<html><head><title>Not in the page</title></head><body>{body}</body></html>")).lines


def _texts(body: str) -> list[str]:
    return [line.text for line in _lines(body)]


def test_each_block_is_a_line_in_the_order_of_the_markup() -> None:
    body = "<h1>Boats</h1><p>One.<p>Two <b>bold</b> words.<ul><li>a<li>b</ul>tail<figure><figcaption>A pier</figcaption></figure>"
    assert _texts(body) == ["Boats", "One.", "Two bold words.", "a", "b", "tail", "A pier"]


def test_white_space_is_one_space_and_inline_elements_part_no_words() -> None:
    assert _texts("<p>  Hyper<b>link</b>ed\n\n  and&nbsp;&nbsp;spaced  </p>") == ["Hyperlinked and spaced"]


def test_a_row_of_a_table_is_a_line_with_its_cells_apart() -> None:
    assert _texts("<table><tr><th>Boat<th>Year<tr><td>Ida<td>1911</table>") == ["Boat\tYear", "Ida\t1911"]


def test_a_cell_that_holds_paragraphs_is_lines_of_its_own() -> None:
    assert _texts("<table><tr><td><p>One.</p><p>Two.</p><td>Three.</table>") == ["One.", "Two.", "Three."]


def test_a_break_ends_a_line_but_not_a_heading() -> None:
    assert _texts("<p>One<br>Two</p><h2>Three<br>Four</h2>") == ["One", "Two", "Three Four"]


def test_lines_of_preformatted_text_keep_their_spaces() -> None:
    assert _texts("<pre>if x:\n    y\n</pre>") == ["if x:", "    y"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a</script>",
        "<style>p{}</style>",
        "<template><p>no</p></template>",
        "<noscript>Switch scripts on</noscript>",
        "<p hidden>no</p>",
        '<p hidden="until-found">no</p>',
        '<div style="color:red; DISPLAY : none"><p>no</p></div>',
        '<p style="visibility:hidden">no</p>',
        "<dialog>no</dialog>",
        "<select><option>no</select>",
        "<textarea>no</textarea>",
        "<iframe>no</iframe>",
        "<svg><title>no</title><desc>no</desc></svg>",
        "<!-- no -->",
        "<?php no ?>",
    ],
)
def test_what_is_hidden_is_not_seen_but_what_follows_it_is(hidden: str) -> None:
    assert _texts(f"<p>before</p>{hidden}after") == ["before", "after"]


def test_a_page_that_waits_for_a_script_to_show_it_is_seen() -> None:
    tree = parse('<html><body style="display:none" hidden><p>Words</p></body></html>')
    assert [line.text for line in visible_lines(tree).lines] == ["Words"]


def test_entities_are_decoded_and_markup_in_text_is_text() -> None:
    assert _texts("<p>&lt;b&gt; &amp;amp; caf&eacute; &#x2014; it&#146;s</p>") == ["<b> &amp; café — it’s"]


def test_soft_hyphens_are_not_seen() -> None:
    assert _texts("<p>Fähr&shy;hafen</p>") == ["Fährhafen"]


def test_control_characters_stay_in_the_rendition_and_end_no_line() -> None:
    assert _texts("<p>a\x1b[31mb\x07 c&#x2028;d</p>") == ["a\x1b[31mb\x07 c d"]


def test_nul_characters_are_left_out() -> None:
    assert _texts("<p>fer\0ries</p>") == ["ferries"]


def test_a_line_knows_the_region_that_its_markup_names() -> None:
    lines = _lines(
        "<nav>Home</nav><footer>Imprint</footer><div class='c-relatedPosts'>Trams</div><ol id=comments><li>Nice</ol><p>Text</p>"
    )
    regions = [line.place.region for line in lines]
    assert regions == [Region.NAVIGATION, Region.FOOTER, Region.RELATED, Region.COMMENTS, None]


def test_a_long_id_made_of_a_heading_names_no_region() -> None:
    assert _lines("<div id='sharing-boats-with-a-single-town'>Text</div>")[0].place.region is None


def test_the_share_of_links_is_measured() -> None:
    assert [round(line.linked, 1) for line in _lines("<p><a>ab</a></p><p><a>ab</a>cd</p><p>x</p>")] == [1.0, 0.5, 0.0]


def test_text_a_thousand_levels_down_is_seen() -> None:
    assert _texts("<div>" * 1_000 + "deep") == ["deep"]


def test_what_is_nested_too_deeply_to_be_read_whole_is_refused() -> None:
    with pytest.raises(DataError, match="nested too deeply"):
        parse("<div>" * 100_000 + "deep")


def test_a_page_of_too_many_tags_is_refused() -> None:
    with pytest.raises(DataError, match="too many tags"):
        parse("<b>" * 500_001)


def test_no_file_is_read_for_an_entity() -> None:
    tree = parse('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>a&x;b</p></body></html>')
    assert [line.text for line in visible_lines(tree).lines][-1].endswith("a&x;b")
