"""Saving a tag: a function from one text of the codebook to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import ConflictError, FormatError, NewerFormatError, UsageError
from workbench.files import yaml_file
from workbench.records.tag import Tag
from workbench.storage.codebook import TagEdit, carry_out, understand

PATH = Path("codebook.yaml")
TEXT = """\
format: 1
# our project's terms
tags:
- tag: actor
  title: Actors
  owner: kd
- tag: actor/state   # careful
  definition: |
    An organ of a state.
- tag: event
"""
EVENT = Tag(tag="event")


def changed(before: Tag | None, after: Tag | None, text: str = TEXT) -> str:
    return carry_out(yaml_file.parse(text, PATH), [TagEdit(before=before, after=after)]).text


def names(text: str) -> list[str]:
    return [tag.tag for tag in understand(yaml_file.parse(text, PATH)).codebook.tags]


def test_a_new_tag_goes_behind_its_relatives() -> None:
    text = changed(None, Tag(tag="actor/company", title="Companies"))
    assert names(text) == ["actor", "actor/state", "actor/company", "event"]
    assert text.replace("- tag: actor/company\n  title: Companies\n  definition: null\n  colour: null\n", "") == TEXT


def test_a_tag_without_relatives_goes_to_the_end() -> None:
    assert names(changed(None, Tag(tag="place"))) == ["actor", "actor/state", "event", "place"]


def test_a_new_tag_goes_behind_its_relatives_where_its_parent_is_missing() -> None:
    assert names(changed(None, Tag(tag="actor/company/media"))) == ["actor", "actor/state", "actor/company/media", "event"]


def test_a_new_tag_goes_in_front_of_those_below_it() -> None:
    text = TEXT.replace("- tag: actor\n  title: Actors\n  owner: kd\n", "")
    assert names(changed(None, Tag(tag="actor"), text)) == ["actor", "actor/state", "event"]


def test_a_change_keeps_comments_and_unknown_keys() -> None:
    text = changed(Tag(tag="actor", title="Actors"), Tag(tag="actor", title="Who", colour="#aa0000"))
    assert text == TEXT.replace("title: Actors\n", 'title: Who\n  colour: "#aa0000"\n')


def test_a_tag_is_renamed_and_removed() -> None:
    assert names(changed(EVENT, Tag(tag="incident"))) == ["actor", "actor/state", "incident"]
    assert names(changed(EVENT, None)) == ["actor", "actor/state"]


def test_a_name_that_is_taken_is_a_conflict() -> None:
    with pytest.raises(ConflictError, match="there is a tag actor"):
        changed(EVENT, Tag(tag="actor"))
    with pytest.raises(ConflictError, match="there is a tag actor"):
        changed(None, Tag(tag="actor"))


def test_a_tag_that_someone_else_changed_is_a_conflict() -> None:
    with pytest.raises(ConflictError, match="changed by someone else"):
        changed(Tag(tag="actor", title="Old"), Tag(tag="actor", title="Mine"))
    with pytest.raises(ConflictError, match="changed by someone else"):
        changed(Tag(tag="actor", title="Old"), None)


def test_a_tag_with_spaces_is_refused() -> None:
    with pytest.raises(UsageError):
        changed(None, Tag(tag="two words"))


def test_a_bad_item_is_told_with_its_line_and_kept() -> None:
    text = TEXT + "- tag: two words\n- {title: x}\n- tag: actor\n"
    loaded = understand(yaml_file.parse(text, PATH))
    assert [tag.tag for tag in loaded.codebook.tags] == ["actor", "actor/state", "event"]
    assert [problem.line for problem in loaded.problems] == [11, 12, 13]
    with pytest.raises(FormatError, match="a second time"):
        changed(None, Tag(tag="place"), text)


def test_a_newer_format_is_read_and_not_written() -> None:
    with pytest.raises(NewerFormatError):
        changed(EVENT, None, TEXT.replace("format: 1", "format: 2"))


MERGED = """\
format: 1
tags:
- tag: money   # what is paid
  owner: kd
# of those who pay
- tag: funding   # the giving side
  title: Funding
  # ask again in March
  owner: [ab, "cd"]   # both
  since:
    year: "2019"   # or 2018
- tag: finance
  owner: kd
"""


def merged(text: str = MERGED) -> str:
    edits = [TagEdit(before=Tag(tag=name, title=title), after=None, into="money") for name, title in GONE]
    return carry_out(yaml_file.parse(text, PATH), edits).text


GONE = (("funding", "Funding"), ("finance", None))


def test_what_is_not_ours_goes_along_into_the_tag_that_takes_an_entry_in() -> None:
    assert (
        merged()
        == """\
format: 1
tags:
- tag: money   # what is paid
  # the giving side
  # ask again in March
  # both
  # or 2018
  owner: kd
  since:
    year: "2019"
# of those who pay
"""
    )


def test_line_ends_of_a_codebook_stay_where_lines_are_carried() -> None:
    assert merged(MERGED.replace("\n", "\r\n")) == merged().replace("\n", "\r\n")


def test_what_cannot_be_carried_into_a_line_is_refused() -> None:
    with pytest.raises(FormatError, match="into a line"):
        merged(MERGED.replace("tag: money   # what is paid\n  owner: kd", "{tag: money}"))


def test_nothing_is_carried_into_a_tag_that_somebody_took_away() -> None:
    with pytest.raises(ConflictError, match="money was taken away meanwhile"):
        merged(MERGED.replace("tag: money ", "tag: cash "))


def test_comments_go_into_the_line_of_a_tag_that_says_nothing_else() -> None:
    text = "format: 1\ntags:\n- tag: money   # paid\n- tag: funding\n  # once\n  title: Funding\n  # twice\n  colour: null\n- tag: finance\n"
    new = merged(text)
    assert new == "format: 1\ntags:\n- tag: money   # paid   # once   # twice\n"
    assert names(new) == ["money"]


def test_a_definition_that_would_change_by_what_is_carried_behind_it_is_refused() -> None:
    text = "format: 1\ntags:\n- tag: funding\n  owner: ab\n- tag: money\n  definition: |\n    What is paid."
    edit = TagEdit(before=Tag(tag="funding"), after=None, into="money")
    with pytest.raises(FormatError, match="cannot be carried along"):
        carry_out(yaml_file.parse(text, PATH), [edit])
