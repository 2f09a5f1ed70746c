"""Any article comes back as it was written."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import FormatError
from workbench.files import front_matter, yaml_dump, yaml_file
from workbench.records.article import Article, Evidence, Grade, Kind, Metadata, PersonName
from workbench.storage import article_fields

PATH = Path("a-raid.md")
LINES = st.sampled_from(["---", "", "Text.", "--- ", "...", "a: b", "## Head", "\u2028", "\x0b\x85", "<<<<<<< a"])
BODIES = st.one_of(st.text(max_size=60), st.lists(LINES, max_size=8).map("\n".join)).map(
    lambda text: text.replace("\r", "") + "\n"
)
WORDS = st.one_of(st.none(), st.text(max_size=20))
AUTHORS = st.one_of(
    st.text(max_size=20), st.builds(PersonName, family=WORDS, given=WORDS, particle=WORDS, suffix=WORDS, literal=WORDS)
)
METADATA = st.builds(
    Metadata,
    title=WORDS,
    publisher=WORDS,
    authors=st.lists(AUTHORS, max_size=3).map(tuple),
    published=st.sampled_from([None, "1999", "2021-08", "2021-08-26"]),
    url=WORDS,
    place=WORDS,
    kind=st.sampled_from(Kind),
)
EVIDENCE = st.builds(Evidence, st.sampled_from(Grade), st.one_of(st.integers(1, 10**6), st.text(max_size=9)))
ARTICLES = st.builds(
    Article,
    id=st.just("a-raid"),
    metadata=METADATA,
    text=BODIES,
    aliases=st.lists(st.text(max_size=9), max_size=3).map(tuple),
    evidence=st.dictionaries(st.text(max_size=9), EVIDENCE, max_size=3),
    tags=st.lists(st.sampled_from(["a", "b/c", "no", "1", "ü:x", "#x", "'"]), max_size=4).map(tuple),
    note=WORDS,
)


@given(ARTICLES)
def test_an_article_comes_back(article: Article) -> None:
    content = front_matter.join(yaml_dump.dump(article_fields.to_fields(article)), article.text)
    front = front_matter.split(content, PATH)
    document = yaml_file.parse(front.yaml, PATH, first_line=2)
    read, problems, _ = article_fields.from_document(document, PATH.stem, front.text)
    assert (read, problems) == (article, [])


@given(st.lists(LINES, max_size=12).map("\n".join) | st.text(max_size=80))
def test_no_character_of_a_file_is_lost_in_taking_it_apart(content: str) -> None:
    try:
        front = front_matter.split(content, PATH)
    except FormatError:
        return
    assert front.opening + front.yaml + front.closing + front.text == content
