"""The table of actions, and what is said of a person's keymap."""

from __future__ import annotations

import pytest

from workbench.tui.actions import (
    ACTIONS,
    PRESETS,
    RESERVED,
    Context,
    build_keys,
    check_keymap,
    footer_actions,
    shown_key,
)

CONTRACT = {
    Context.EVERYWHERE: {
        "/": "query.focus", "escape": "back", "?": "help", "ctrl+p": "palette",
        "q": "quit",
    },
    Context.RESULTS: {
        "enter": "results.open", "b": "results.beside", "n": "hit.next", "N": "hit.previous", "i": "library.import",
        "e": "article.metadata", "y": "cite.article", "Y": "cite.quotation", "u": "undo", "ctrl+r": "redo", "z": "pane.zoom",
    },
    Context.READER: {
        "n": "hit.next", "N": "hit.previous", "ctrl+f": "find", "v": "select.toggle", "s": "select.grow", "S": "select.shrink",
        "t": "excerpt.tag", "]": "excerpt.next", "[": "excerpt.previous", "y": "cite.article", "Y": "cite.quotation", "u": "undo",
        "ctrl+r": "redo", "z": "pane.zoom", "down": "caret.down",
    },
    Context.EXCERPTS: {"]": "excerpt.next", "[": "excerpt.previous", "u": "undo", "ctrl+r": "redo"},
    Context.FORM: {"enter": "form.save", "tab": "form.next", "shift+tab": "form.previous", "escape": "back"},
    Context.QUERY: {"enter": "query.results", "down": "query.results"},
}  # fmt: skip


@pytest.mark.parametrize("preset", PRESETS)
def test_both_presets_keep_the_keys_of_the_main_job(preset: str) -> None:
    keys = build_keys(preset)
    for context, wanted in CONTRACT.items():
        for key, action in wanted.items():
            assert keys.action_for(context, key) == action, (context, key)


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_gives_one_key_to_two_actions_of_a_place(preset: str) -> None:
    everything = {action.id: " ".join(action.vim if preset == "vim" else action.plain) for action in ACTIONS}
    clashes = [problem for problem in check_keymap(everything, preset) if "already means" in problem[1]]
    assert not clashes
    assert not RESERVED & {key for keys in everything.values() for key in keys.split()}


def test_every_action_has_words_and_an_id_of_its_own() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    for action in ACTIONS:
        assert action.title
        assert action.help.endswith(".")
        assert action.label or not action.rank


def test_a_typed_letter_is_text_in_the_query_line() -> None:
    keys = build_keys("vim")
    assert keys.action_for(Context.QUERY, "q") is None
    assert keys.action_for(Context.QUERY, "space") is None
    assert keys.action_for(Context.FORM, "/") is None


def test_an_unknown_action_is_reported_with_the_nearest() -> None:
    assert check_keymap({"excerpt.tagg": "T"}) == [
        ("excerpt.tagg", 'no action is called "excerpt.tagg"; the nearest is "excerpt.tag"')
    ]


def test_a_clash_names_both_actions_and_the_default_wins() -> None:
    problems = check_keymap({"find": "y"})
    assert problems == [("find", '"y" already means "Copy the citation" (cite.article) in results')]
    keys = build_keys("plain", {"find": "y"})
    assert keys.action_for(Context.READER, "y") == "cite.article"
    assert keys.action_for(Context.READER, "ctrl+f") == "find"


def test_a_reserved_key_is_refused() -> None:
    assert check_keymap({"find": "ctrl+c"}) == [("find", '"ctrl+c" is kept by the terminal')]


def test_a_letter_cannot_be_bound_where_one_types() -> None:
    assert check_keymap({"form.save": "w"}) == [("form.save", '"w" types a character there')]


def test_swapping_two_keys_is_no_clash() -> None:
    keymap = {"cite.article": "Y", "cite.quotation": "y"}
    assert check_keymap(keymap) == []
    assert build_keys("plain", keymap).action_for(Context.READER, "y") == "cite.quotation"


def test_a_remapped_action_loses_its_old_key_and_an_empty_entry_takes_it_away() -> None:
    keys = build_keys("plain", {"excerpt.tag": "ctrl+t, f5", "pane.zoom": ""})
    assert keys.action_for(Context.READER, "t") is None
    assert keys.action_for(Context.READER, "f5") == "excerpt.tag"
    assert keys.action_for(Context.READER, "z") is None
    assert keys.first_key("pane.zoom") == ""


def test_the_footer_shows_the_most_used_first() -> None:
    labels = [action.label for action in footer_actions(Context.READER)]
    assert labels[:3] == ["select", "grow", "tag"]
    assert "help" in labels


def test_keys_are_shown_as_people_write_them() -> None:
    assert [shown_key(key) for key in ("escape", "shift+tab", "ctrl+f", "Y", "+", "down")] == [
        "Esc",
        "Shift+Tab",
        "ctrl+f",
        "Y",
        "+",
        "↓",
    ]
