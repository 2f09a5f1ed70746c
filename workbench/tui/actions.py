"""Every action of the terminal interface, in one table.

Bindings, the footer, the palette, the help screen and the manual's list of keys are all drawn from `ACTIONS`; nothing
else in the workbench names a key. Keys are written as they are typed: "/", "N", "ctrl+f", "shift+left", "pageup".

This module is pure: it knows neither Textual nor the settings file; `check_keymap` returns what is wrong with a person's
keymap, and whoever read the file adds where that stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Context(StrEnum):
    """Where the keys go: what has the focus."""

    QUERY = "query"
    RESULTS = "results"
    FACETS = "facets"
    READER = "reader"
    EXCERPTS = "excerpts"
    FORM = "form"
    REVIEW = "review"
    KNOWN = "known"
    CODEBOOK = "codebook"
    SPLIT = "split"
    EVIDENCE = "evidence"
    GRID = "grid"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do.

    `plain` and `vim` are the default keys of the two presets. `rank` orders the footer: 1 comes first, 0 is not shown
    there. `label` is the footer's word for it, `title` the palette's, `help` one sentence.
    """

    id: str
    title: str
    label: str
    help: str
    contexts: tuple[Context, ...]
    plain: tuple[str, ...] = ()
    vim: tuple[str, ...] = ()
    rank: int = 0


QUERY, RESULTS, READER = (Context.QUERY,), (Context.RESULTS,), (Context.READER,)
EXCERPTS, FORM, EVERYWHERE = (Context.EXCERPTS,), (Context.FORM,), (Context.EVERYWHERE,)
FACETS = (Context.FACETS,)
REVIEW, KNOWN = (Context.REVIEW,), (Context.KNOWN,)
REVIEWS = (Context.REVIEW, Context.KNOWN)
EVIDENCE, GRID = (Context.EVIDENCE,), (Context.GRID,)
EVIDENCES = (Context.EVIDENCE, Context.GRID)
CODEBOOK, SPLIT = (Context.CODEBOOK,), (Context.SPLIT,)
SCREENS = (*REVIEWS, *EVIDENCES, Context.CODEBOOK)
LISTS = (Context.RESULTS, Context.FACETS, Context.EXCERPTS, *SCREENS, Context.SPLIT)
PANES = (Context.QUERY, Context.RESULTS, Context.FACETS, Context.READER, Context.EXCERPTS, *SCREENS)
BODY = (Context.RESULTS, Context.READER, Context.EXCERPTS)
CHANGES = (*BODY, *SCREENS)
TEXTS = (Context.READER, Context.EXCERPTS)
CARDS = (Context.READER, Context.EXCERPTS, Context.EVIDENCE)


def _keys(plain: str, vim: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two presets' keys; `vim` None is the same as plain, and a leading "+" adds to plain."""
    first = tuple(plain.split())
    if vim is None:
        return first, first
    return first, (first if vim.startswith("+") else ()) + tuple(vim.lstrip("+").split())


def _action(  # noqa: PLR0917 - a row of a table
    id_: str,
    contexts: tuple[Context, ...],
    keys: str,
    label: str,
    title: str,
    help_: str,
    *,
    vim: str | None = None,
    rank: int = 0,
) -> Action:
    first, second = _keys(keys, vim)
    return Action(id_, title, label, help_, contexts, first, second, rank)


ACTIONS: Final[tuple[Action, ...]] = (
    # Everywhere
    _action("query.focus", EVERYWHERE, "/", "search", "Search", "Goes to the query line; results appear while you type.", rank=30),
    _action("pane.next", PANES, "tab", "other pane", "Next pane", "Moves to the next pane; in the query line takes the completion that is highlighted.", rank=24),
    _action("pane.previous", PANES, "shift+tab", "", "Previous pane", "Moves to the previous pane."),
    _action("pane.zoom", BODY, "z", "zoom", "Zoom the pane", "Gives the whole width to the pane you are in, and back.", rank=26),
    _action("back", EVERYWHERE, "escape", "back", "One step back", "Drops the selection, else closes the form, else goes back to the results, else to the search.", rank=40),
    _action("help", EVERYWHERE, "?", "help", "Help", "Lists what can be done where you are.", rank=50),
    _action("palette", EVERYWHERE, "ctrl+p", "all actions", "All actions", "Finds any action by its name and carries it out.", rank=70),
    _action("messages", EVERYWHERE, "ctrl+l", "", "Messages", "Lists what was said in the bottom line since the start."),
    _action("undo", CHANGES, "u", "undo", "Undo", "Takes back the last change.", rank=34),
    _action("redo", CHANGES, "ctrl+r", "", "Redo", "Does again what was undone."),
    _action("library.import", BODY, "i", "import", "Import articles", "Takes files or folders into the library.", rank=36),
    _action("library.refresh", (), "", "", "Bring the index up to date", "Compares the index with the files and takes in what changed."),
    _action("quit", EVERYWHERE, "q", "quit", "Quit", "Leaves; everything is saved, and opens here again.", rank=60),
    # The query line
    _action("query.results", QUERY, "enter down", "results", "To the results", "Goes from the query line to the results.", rank=1),
    _action("query.older", QUERY, "up ctrl+up", "", "Earlier query", "Brings back a query of before."),
    _action("query.newer", QUERY, "ctrl+down", "", "Later query", "Goes to the query after."),
    _action("query.completion", QUERY, "ctrl+n", "", "Next completion", "Highlights another of the completions under the query line."),
    _action("query.suggestion", QUERY, "ctrl+y", "", "Take the suggestion", "Searches for what the search supposes was meant."),
    # Results
    _action("results.open", RESULTS, "enter", "open", "Open the article", "Opens the article under the cursor at its best passage.", rank=1),
    _action("results.beside", RESULTS, "b", "beside", "Open beside", "Opens the article beside the one being read.", rank=2),
    _action("results.sort", RESULTS, "s", "sort", "Change the order", "Orders by relevance, newest, oldest, title.", rank=6),
    _action("searches.save", (Context.RESULTS, Context.FACETS), "S", "save search", "Save the search", "Keeps the query under a name, for everybody who shares the library.", rank=9),
    _action("searches.list", (*QUERY, *RESULTS), "ctrl+o", "saved searches", "Saved searches", "Lists the saved searches, and what is new in each since you last looked.", rank=21),
    _action("help.queries", (*QUERY, *RESULTS), "f1", "examples", "Searching by example", "Queries to learn from, each with what it finds; Enter runs one.", rank=20),
    _action("results.reading", RESULTS, "r", "reading", "Back to reading", "Shows the articles that are open.", rank=7),
    _action("article.metadata", RESULTS, "e", "metadata", "Edit the metadata", "Corrects or confirms what is known of the article.", rank=5),
    # Facets
    _action("facets.toggle", (Context.RESULTS, Context.FACETS), "f", "facets", "Show or hide the facets", "Counts what was found by publisher, year, tag and more, to narrow the search by.", rank=3),
    _action("facet.choose", FACETS, "space enter", "choose", "Choose or let go", "Narrows the search to the value or the years under the cursor, or no longer; on a field's name it folds the field.", rank=1),
    _action("facet.clear", FACETS, "x delete", "let go of the field", "Let go of the field", "Takes all that is chosen of the field out of the query.", rank=5),
    _action("facet.left", FACETS, "left", "", "Earlier, or fold", "Along the bars to the year or month before; elsewhere folds the field.", vim="+h"),
    _action("facet.right", FACETS, "right", "later", "Later, or unfold", "Along the bars to the year or month after; elsewhere unfolds the field.", vim="+l", rank=2),
    _action("facet.extend-left", FACETS, "shift+left", "", "Range to the earlier", "Takes the year or month before into the range."),
    _action("facet.extend-right", FACETS, "shift+right", "range", "Range to the later", "Takes the year or month after into the range.", rank=4),
    # Lists
    _action("list.up", LISTS, "up", "", "Up", "One line up.", vim="+k"),
    _action("list.down", LISTS, "down", "", "Down", "One line down.", vim="+j"),
    _action("list.page-up", LISTS, "pageup", "", "Page up", "One screen up.", vim="+ctrl+u"),
    _action("list.page-down", LISTS, "pagedown", "", "Page down", "One screen down.", vim="+ctrl+d"),
    _action("list.space", (Context.RESULTS, Context.EXCERPTS), "space", "", "Page down", "One screen down."),
    _action("list.top", LISTS, "home", "", "First", "To the first of the list.", vim="+g"),
    _action("list.bottom", LISTS, "end", "", "Last", "To the last of the list.", vim="+G"),
    # Reading
    _action("select.toggle", READER, "v", "select", "Start or stop a selection", "Begins a selection at the caret, or drops it; moving the caret extends it.", rank=1),
    _action("select.grow", READER, "s", "grow", "Grow the selection", "Word, sentence, paragraph.", rank=2),
    _action("select.turn", READER, ";", "", "Other end of the selection", "Puts the caret at the other end, so that that end is moved."),
    _action("select.shrink", READER, "S", "", "Shrink the selection", "Paragraph, sentence, word."),
    _action("excerpt.tag", READER, "t", "tag", "Tag the selection", "Saves the selection, or the sentence under the caret, as an excerpt with tags.", rank=3),
    _action("cite.article", (*BODY, *EVIDENCE), "y", "cite", "Copy the citation", "Copies the citation of the article.", rank=4),
    _action("cite.quotation", (*BODY, *EVIDENCE), "Y", "quote", "Copy the quotation", "Copies the selected words, the excerpt or the sentence, with their citation.", rank=5),
    _action("hit.next", (Context.RESULTS, Context.READER), "n", "next hit", "Next hit", "Goes to the next place the search found, and on into the next article of the results.", rank=8),
    _action("hit.previous", (Context.RESULTS, Context.READER), "N", "", "Previous hit", "Goes to the previous place the search found, and on into the article before."),
    _action("find", BODY, "ctrl+f", "find", "Find in the article", "Finds words in the article; n and N go from one to the next.", rank=9),
    _action("excerpt.next", TEXTS, "]", "next excerpt", "Next excerpt", "Goes to the next excerpt of the article.", rank=10),
    _action("excerpt.previous", TEXTS, "[", "", "Previous excerpt", "Goes to the previous excerpt of the article."),
    _action("excerpt.card", READER, "enter", "card", "To the excerpt's card", "Goes from the passage to the excerpt's card, in the excerpts pane."),
    _action("side.toggle", (*BODY, *REVIEWS, *EVIDENCE, *CODEBOOK), "p", "side pane", "Show or hide the side pane", "The preview beside the results; the excerpts beside the text.", rank=12),
    _action("article.close", TEXTS, "ctrl+w", "", "Close the article", "Closes the article you are in; nothing is lost."),
    _action("article.source", (Context.RESULTS, Context.READER), "o", "source", "Review the cleaning", "Shows the source beside the article: what was kept and dropped, and why.", rank=11),
    _action("article.compare", READER, "m", "compare", "Compare", "Marks what differs between the two open articles, or between this one and the other version of its page.", rank=13),
    # The review of a source
    _action("review.toggle", REVIEW, "space", "keep or drop", "Keep or drop the lines", "What is dropped leaves the article, what is kept joins it; your decision stays.", rank=1),
    _action("review.next", REVIEW, "n", "next in doubt", "Next line in doubt", "Goes to the next line the cleaner is not sure of.", rank=2),
    _action("review.previous", REVIEW, "N", "", "Previous line in doubt", "Goes to the line in doubt before."),
    _action("review.label", REVIEW, "l", "label", "Say what the lines are", "Says whether they are body, sub-heading, caption, promo or something else.", rank=3),
    _action("review.rule", REVIEW, "A", "rule for the site", "Make a rule for the site", "Decides the same for all sources of this site, after a preview.", rank=4),
    _action("review.known", REVIEW, "e", "what is known", "What is known", "Goes to the metadata: each value, how it is known, and the guesses.", rank=5),
    _action("review.mark", REVIEW, "v", "choose several", "Choose several lines", "Begins at the cursor; moving chooses more.", rank=6),
    _action("review.restore", REVIEW, "x", "let the cleaner decide", "Let the cleaner decide again", "Takes back what a person decided about the lines.", rank=7),
    _action("review.next-article", REVIEWS, "]", "next article", "Next article in doubt", "Goes to the next article of the results with a line in doubt.", rank=8),
    _action("review.previous-article", REVIEWS, "[", "", "Previous article in doubt", "Goes to the article before with a line in doubt."),
    _action("review.edit", KNOWN, "enter", "change", "Change the value", "Enters another value; it is yours, and no cleaner changes it.", rank=1),
    _action("review.confirm", KNOWN, "c", "confirm", "Confirm the value", "Makes a derived or guessed value yours.", rank=2),
    # Excerpts
    _action("excerpt.passage", EXCERPTS, "enter", "to the passage", "To the passage", "Goes from the card to the passage in the text.", rank=1),
    _action("excerpt.edit", (*EXCERPTS, *EVIDENCE), "e", "edit", "Edit the excerpt", "Changes tags, note and grading of the excerpt.", rank=2),
    _action("excerpt.confirm", CARDS, "c", "confirm", "Confirm the passage", "Says that an excerpt is where it was found: its words become those that stand there.", rank=16),
    _action("excerpt.candidates", (*EXCERPTS, *EVIDENCE), "r", "look for it", "Look for the passage", "Shows the places where a passage that was lost, or not found surely, may be; Enter attaches it.", rank=17),
    _action("excerpt.borders", TEXTS, "B", "borders", "Move the borders", "Selects the excerpt's passage: move its ends, and the same key saves the excerpt with them. A lost one gets what you select next.", rank=18),
    _action("excerpt.delete", CARDS, "x delete", "delete", "Delete the excerpt", "Deletes the excerpt under the cursor; u brings it back.", rank=14),
    # All excerpts
    _action("evidence.open", (*BODY, *CODEBOOK), "E", "evidence", "Evidence", "Shows all excerpts of the library, to filter, group, compare and change.", rank=19),
    _action("evidence.passage", EVIDENCE, "enter", "to the passage", "To the passage", "Opens the article at the passage; on a heading it folds the group.", rank=1),
    _action("evidence.beside", EVIDENCE, "b", "beside", "To the passage, beside", "Opens the article beside the one being read, at the passage.", rank=9),
    _action("evidence.mark", EVIDENCE, "space", "mark", "Mark", "Marks the excerpt, or all under the heading, for the next change; again unmarks.", rank=3),
    _action("evidence.mark-all", EVIDENCE, "a", "", "Mark all", "Marks all excerpts that are listed; again unmarks."),
    _action("evidence.tag", EVIDENCE, "t", "tag", "Tag the marked excerpts", "Adds tags, takes tags off, grades: the marked excerpts, or the one under the cursor.", rank=4),
    _action("evidence.group", EVIDENCE, "g", "group", "Group by", "By tag, article, date, person, grading, state, or not at all.", rank=5, vim="o"),
    _action("evidence.sort", EVIDENCE, "s", "sort", "Change the order", "As they stand in the texts, the newest articles, the newest excerpts, the surest.", rank=6),
    _action("evidence.fold", EVIDENCE, "left", "", "Fold", "Shows only the heading of the group.", vim="+h"),
    _action("evidence.unfold", EVIDENCE, "right", "", "Unfold", "Shows what is under the heading.", vim="+l"),
    _action("evidence.fold-all", EVIDENCE, "-", "", "Fold or unfold all", "Only headings, or everything."),
    _action("evidence.disputed", EVIDENCE, "d", "disputed", "Tagged differently", "Shows only passages that several people tagged differently; again shows all.", rank=11),
    _action("evidence.matrix", EVIDENCES, "m", "matrix", "Matrix", "Tags by articles; again goes back to the list.", rank=7),
    _action("evidence.timeline", EVIDENCES, "T", "timeline", "Timeline", "Tags by years or months; again goes back to the list.", rank=8),
    _action("grid.list", GRID, "enter", "show them", "Show the excerpts", "Lists the excerpts counted in the cell.", rank=1),
    _action("grid.left", GRID, "left", "", "Left", "To the column before.", vim="+h"),
    _action("grid.right", GRID, "right", "", "Right", "To the column after.", vim="+l"),
    _action("grid.first", GRID, "ctrl+left", "", "First column", "To the first column.", vim="+0"),
    _action("grid.last", GRID, "ctrl+right", "", "Last column", "To the last column.", vim="+$"),
    # The codebook
    _action("codebook.open", (*BODY, *EVIDENCES), "K", "codebook", "Codebook", "Shows all tags: what they mean, how often they are given; to define, rename, merge, split, delete them.", rank=20),
    _action("codebook.excerpts", CODEBOOK, "enter", "its excerpts", "Show its excerpts", "Lists the excerpts that carry the tag, or one below it.", rank=1),
    _action("codebook.add", CODEBOOK, "a", "add", "Add a tag", "Adds a tag beside the one under the cursor.", rank=2),
    _action("codebook.add-below", CODEBOOK, "A", "add below", "Add a tag below", "Adds a tag below the one under the cursor.", rank=10),
    _action("codebook.edit", CODEBOOK, "e", "define", "Define the tag", "Changes title, definition and colour; a tag that is only in use comes into the codebook.", rank=3),
    _action("codebook.rename", CODEBOOK, "r", "rename", "Rename the tag", "Gives it another name or parent in the whole library; those below it go along.", rank=4),
    _action("codebook.merge", CODEBOOK, "m", "merge", "Merge", "Makes the tag, or all that are marked, part of another one.", rank=5),
    _action("codebook.split", CODEBOOK, "s", "split", "Split the tag", "Chooses from its excerpts those that get another tag.", rank=6),
    _action("codebook.delete", CODEBOOK, "x delete", "delete", "Delete the tag", "Takes it from all excerpts and out of the codebook, after a preview; the excerpts stay.", rank=7),
    _action("codebook.mark", CODEBOOK, "space", "mark", "Mark", "Marks the tag for merging or deleting; again unmarks.", rank=8),
    _action("codebook.fold", CODEBOOK, "left", "", "Fold", "Hides the tags below it; on one without any, goes to the tag above.", vim="+h"),
    _action("codebook.unfold", CODEBOOK, "right", "", "Unfold", "Shows the tags below it.", vim="+l"),
    _action("codebook.fold-all", CODEBOOK, "-", "", "Fold or unfold all", "Only the uppermost tags, or all."),
    _action("codebook.sheet-down", CODEBOOK, "ctrl+down", "", "More of the tag", "Scrolls what stands of the tag at the right further down."),
    _action("codebook.sheet-up", CODEBOOK, "ctrl+up", "", "Back in the tag", "Scrolls what stands of the tag at the right up again."),
    _action("split.take", SPLIT, "enter", "name their tag", "Name their new tag", "Asks for the tag that the chosen excerpts get in place of this one.", rank=1),
    _action("split.mark", SPLIT, "space", "choose", "Choose", "Chooses the excerpt, or no longer.", rank=2),
    _action("split.mark-all", SPLIT, "a", "all", "Choose all", "Chooses all of them, or none.", rank=3),
    # Moving the caret
    _action("caret.left", READER, "left", "", "Left", "One character to the left.", vim="+h"),
    _action("caret.right", READER, "right", "", "Right", "One character to the right.", vim="+l"),
    _action("caret.up", READER, "up", "", "Up", "One row up.", vim="+k"),
    _action("caret.down", READER, "down", "", "Down", "One row down.", vim="+j"),
    _action("caret.next-word", READER, "ctrl+right", "", "Next word", "To the beginning of the next word.", vim="+w"),
    _action("caret.previous-word", READER, "ctrl+left", "", "Previous word", "To the beginning of this word or the one before.", vim="+b"),
    _action("caret.word-end", READER, "", "", "End of the word", "To the last character of this word or the next.", vim="e"),
    _action("caret.row-start", READER, "home", "", "Start of the row", "To the first character of the row.", vim="+0"),
    _action("caret.row-end", READER, "end", "", "End of the row", "To the last character of the row.", vim="+$"),
    _action("caret.next-sentence", READER, ")", "", "Next sentence", "To the beginning of the next sentence."),
    _action("caret.previous-sentence", READER, "(", "", "Previous sentence", "To the beginning of this sentence or the one before."),
    _action("caret.next-paragraph", READER, "} ctrl+down", "", "Next paragraph", "To the beginning of the next paragraph."),
    _action("caret.previous-paragraph", READER, "{ ctrl+up", "", "Previous paragraph", "To the beginning of this paragraph or the one before."),
    _action("caret.page-up", READER, "pageup", "", "Page up", "One screen up."),
    _action("caret.page-down", READER, "pagedown space", "", "Page down", "One screen down."),
    _action("caret.half-up", READER, "", "", "Half a page up", "Half a screen up.", vim="ctrl+u"),
    _action("caret.half-down", READER, "", "", "Half a page down", "Half a screen down.", vim="ctrl+d"),
    _action("caret.top", READER, "ctrl+home", "", "Top", "To the beginning of the article.", vim="+g"),
    _action("caret.bottom", READER, "ctrl+end", "", "Bottom", "To the end of the article.", vim="+G"),
    _action("extend.left", READER, "shift+left", "", "Extend left", "Extends the selection by a character."),
    _action("extend.right", READER, "shift+right", "", "Extend right", "Extends the selection by a character."),
    _action("extend.up", READER, "shift+up", "", "Extend up", "Extends the selection by a row."),
    _action("extend.down", READER, "shift+down", "", "Extend down", "Extends the selection by a row."),
    _action("extend.next-word", READER, "ctrl+shift+right", "", "Extend by a word", "Extends the selection by a word."),
    _action("extend.previous-word", READER, "ctrl+shift+left", "", "Extend back by a word", "Extends the selection back by a word."),
    _action("extend.row-start", READER, "shift+home", "", "Extend to the row's start", "Extends the selection to the start of the row."),
    _action("extend.row-end", READER, "shift+end", "", "Extend to the row's end", "Extends the selection to the end of the row."),
    # Forms
    _action("form.save", FORM, "enter", "save", "Save", "Saves what is typed.", rank=1),
    _action("form.next", FORM, "tab", "next field", "Next field", "Takes the suggestion that is highlighted, else goes to the next field.", rank=2),
    _action("form.previous", FORM, "shift+tab", "", "Previous field", "Goes to the previous field."),
    _action("form.up", FORM, "up", "", "Up", "To the suggestion or line above."),
    _action("form.down", FORM, "down", "", "Down", "To the suggestion or line below."),
)  # fmt: skip

BY_ID: Final[Mapping[str, Action]] = {action.id: action for action in ACTIONS}

RESERVED: Final = frozenset({"ctrl+c", "ctrl+q", "ctrl+s", "ctrl+z"})
"""Keys that terminals and shells keep for themselves."""

PRESETS: Final = ("plain", "vim")

TYPED: Final = frozenset({Context.QUERY, Context.FORM})
"""Contexts in which a printable key is text, whatever it is bound to elsewhere."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys in force: a preset with a person's keymap laid over it."""

    by_context: Mapping[Context, Mapping[str, str]]
    by_action: Mapping[str, tuple[str, ...]]

    def action_for(self, context: Context, key: str) -> str | None:
        """The action `key` stands for in `context`, or None."""
        if context in TYPED and is_printable(key):
            return None
        found = self.by_context.get(context, {}).get(key)
        return found or self.by_context.get(Context.EVERYWHERE, {}).get(key)

    def first_key(self, action_id: str) -> str:
        """The key to show for an action; empty if it has none."""
        keys = self.by_action.get(action_id, ())
        return keys[0] if keys else ""


def is_printable(key: str) -> bool:
    """Whether `key` types a character."""
    return len(key) == 1 or key == "space"


def build_keys(preset: str, keymap: Mapping[str, str] | None = None) -> Keys:
    """The keys of a preset with `keymap` laid over it; entries `check_keymap` complains of are left out."""
    mended = dict(keymap or {})
    for bad, _ in check_keymap(mended, preset):
        mended.pop(bad, None)
    by_action = {action.id: _keys_of(action, preset, mended) for action in ACTIONS}
    by_context: dict[Context, dict[str, str]] = {context: {} for context in Context}
    for action in ACTIONS:
        for context in action.contexts:
            by_context[context].update(dict.fromkeys(by_action[action.id], action.id))
    return Keys(by_context, by_action)


def check_keymap(keymap: Mapping[str, str], preset: str = "plain") -> list[tuple[str, str]]:
    """What is wrong with a person's keymap: for each complaint the action id of the entry and a sentence.

    Args:
        keymap: Action id to keys, separated by commas or spaces; an empty string takes an action's keys away.
        preset: The preset it is laid over.
    """
    problems = [(name, _unknown(name)) for name in keymap if name not in BY_ID]
    known = {name: keys for name, keys in keymap.items() if name in BY_ID}
    for name, keys in known.items():
        problems += [(name, f'"{key}" is kept by the terminal') for key in split_keys(keys) if key in RESERVED]
        if set(BY_ID[name].contexts) & TYPED:
            problems += [(name, f'"{key}" types a character there') for key in split_keys(keys) if is_printable(key)]
    return problems + list(_clashes(known, preset))


def split_keys(keys: str) -> tuple[str, ...]:
    """The keys of a keymap entry: separated by commas or spaces; a comma alone is the key ","."""
    return (",",) if keys.strip() == "," else tuple(keys.replace(",", " ").split())


def _keys_of(action: Action, preset: str, keymap: Mapping[str, str]) -> tuple[str, ...]:
    if action.id in keymap:
        return split_keys(keymap[action.id])
    return action.vim if preset == "vim" else action.plain


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    nearest = get_close_matches(name, BY_ID, n=1)
    return f'no action is called "{name}"' + (f'; the nearest is "{nearest[0]}"' if nearest else "")


def _clashes(keymap: Mapping[str, str], preset: str) -> Iterator[tuple[str, str]]:
    """A key given to two actions that can be meant at the same place: reported at the entry of the keymap."""
    taken: dict[tuple[Context, str], str] = {}
    told: set[tuple[str, str]] = set()
    # Entries of the keymap come last, so that the complaint names them and not the default they clash with.
    for action in sorted(ACTIONS, key=lambda each: each.id in keymap):
        for key in _keys_of(action, preset, keymap):
            for context in _places(action):
                other = taken.setdefault((context, key), action.id)
                if other != action.id and action.id in keymap and (action.id, key) not in told:
                    told.add((action.id, key))
                    yield action.id, f'"{key}" already means "{BY_ID[other].title}" ({other}) in {context}'


def _places(action: Action) -> tuple[Context, ...]:
    """The contexts an action's keys are heard in; what is everywhere is heard in each."""
    return tuple(Context) if Context.EVERYWHERE in action.contexts else action.contexts


def footer_actions(context: Context) -> list[Action]:
    """The actions to show at the bottom for `context`, most used first."""
    shown = [
        action for action in ACTIONS if action.rank and (context in action.contexts or Context.EVERYWHERE in action.contexts)
    ]
    return sorted(shown, key=lambda action: action.rank)


def actions_in(context: Context) -> list[Action]:
    """Every action that can be carried out in `context`: its own before those of everywhere, the most used first."""
    own = [action for action in ACTIONS if context in action.contexts]
    common = [action for action in ACTIONS if Context.EVERYWHERE in action.contexts]
    return sorted(own, key=lambda action: action.rank or 99) + common


_SYMBOLS = {"up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "escape": "Esc", "tab": "Tab", "space": "Space"}
_SYMBOLS |= {"pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "delete": "Del"}
_SYMBOLS |= {f"f{number}": f"F{number}" for number in range(1, 13)}


def shown_key(key: str) -> str:
    """A key as the footer and the help write it: "escape" is Esc, "shift+tab" is Shift+Tab, "ctrl+f" stays."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join(["Shift" if part == "shift" else part for part in modifiers] + [_SYMBOLS.get(last, last)])
