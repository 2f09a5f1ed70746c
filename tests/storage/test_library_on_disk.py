"""What a library's files mean, on a real disk: made, found, read, checked, moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from workbench.errors import ConflictError, DataError, FormatError, NewerFormatError, NotFoundError, UnwritableError, UsageError
from workbench.records.article import Article, Metadata
from workbench.records.block import Decision, Label
from workbench.records.excerpt import Excerpt
from workbench.records.source import Source
from workbench.records.tag import Tag
from workbench.storage import annotations as notes
from workbench.storage import articles, codebook, decisions, ids, moving, sources, texts
from workbench.storage.annotations import Put, Remove

TIME = "2026-11-20T19:44:21Z"
ARTICLE = Article(id="a-raid", metadata=Metadata(title="A raid"), text="The raid failed.\n")
EXCERPT = Excerpt(id="x-a", quote="raid", start=4, end=8, text="9f2c61ab04de", created=TIME, modified=TIME)
DECISION = Decision(first_line=1, last_line=3, label=Label.BODY, kept=True, reason="long: a, b", confidence=0.95, by="cleaner 1")


def source(library: Path, raw: bytes) -> Source:
    name = sources.store(library, "a-raid", ".HTML", raw)
    return Source(file=name, sha256=sources.sha256_of_bytes(raw), encoding="utf-8", media_type="text/html")


def test_an_article_is_made_once(library: Path) -> None:
    path = articles.create(library, ARTICLE)
    assert articles.read(library, "a-raid").article == ARTICLE
    with pytest.raises(ConflictError, match="there is an article a-raid already"):
        articles.create(library, msgspec.structs.replace(ARTICLE, text="x\n"))
    assert path.read_text().endswith("---\n\nThe raid failed.\n")


def test_a_listing_tells_articles_from_strangers(library: Path) -> None:
    assert articles.listing(library) == []
    articles.create(library, ARTICLE)
    articles.create(library, msgspec.structs.replace(ARTICLE, id="another"))
    (library / "articles" / "Notes.md").write_text("x")
    (library / "articles" / "x-y.md").write_text("x")
    (library / "articles" / ".hidden.md").write_text("x")
    (library / "articles" / "folder.md").mkdir()
    (library / "articles" / "gone.md").symlink_to("nowhere")
    listing = articles.listing(library)
    assert [item.id for item in listing] == ["a-raid", "another"]
    assert listing[0] == articles.listed(library, "a-raid")
    assert [path.name for path in articles.strangers(library)] == ["Notes.md", "folder.md", "gone.md", "x-y.md"]


def test_no_id_leads_out_of_the_library(library: Path) -> None:
    for name in ("../config", "a/b", "", "x-a", "a.b", "con"):
        for refused in (articles.read, notes.load, sources.read_rendition, decisions.read_decisions, moving.remove):
            with pytest.raises(UsageError):
                refused(library, name)
    with pytest.raises(UsageError):
        texts.read(library, "../../../etc/x")
    with pytest.raises(UsageError):
        sources.read_raw(library, Source(file="../config.yaml", sha256="", encoding="", media_type=""))


def test_an_article_that_is_not_there_is_told(library: Path) -> None:
    with pytest.raises(NotFoundError):
        articles.read(library, "a-raid")
    with pytest.raises(NotFoundError):
        articles.save(library, ARTICLE, ARTICLE)
    assert articles.listed(library, "a-raid") is None


def test_an_article_that_its_format_cannot_hold_is_not_made(library: Path) -> None:
    for wrong in (
        msgspec.structs.replace(ARTICLE, text="a\r\nb\n"),
        msgspec.structs.replace(ARTICLE, text="a\ud800\n"),
        msgspec.structs.replace(ARTICLE, tags=("two words",)),
        msgspec.structs.replace(ARTICLE, metadata=Metadata(published="soon")),
        msgspec.structs.replace(ARTICLE, id="x-a"),
    ):
        with pytest.raises(UsageError):
            articles.create(library, wrong)
    assert articles.listing(library) == []


def test_line_ends_of_windows_are_ours_where_the_whole_file_has_them(library: Path) -> None:
    articles.create(library, ARTICLE)
    path = articles.path_of(library, ARTICLE.id)
    ours = path.read_bytes()
    path.write_bytes(ours.replace(b"\n", b"\r\n"))
    assert articles.read(library, ARTICLE.id).article.text == ARTICLE.text
    path.write_bytes(ours + b"Pasted\r\nfrom elsewhere.\n")  # else offsets were others than those in the file
    assert articles.read(library, ARTICLE.id).article.text == ARTICLE.text + "Pasted\r\nfrom elsewhere.\n"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"text only\n", b"---\nformat: 1\n", b"---\n- a\n---\n", b"---\n\n---\n\nx\n"]
)
def test_an_article_that_does_not_parse_is_not_overwritten(library: Path, content: bytes) -> None:
    path = articles.path_of(library, "a-raid")
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(DataError) as refusal:
        articles.save(library, ARTICLE, msgspec.structs.replace(ARTICLE, text="x\n"))
    assert str(path) in str(refusal.value)
    assert path.read_bytes() == content


def test_a_text_edited_by_hand_is_read_as_it_stands(library: Path) -> None:
    path = articles.create(library, ARTICLE)
    weird = "\x00\x1b[2J\u202e\ud7ff\U0010ffff e\u0301 \r lone\n<<<<<<< HEAD\n---\n\t"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"The raid failed.\n", weird.encode()).replace(b"\n", b"\r\n"))
    assert articles.read(library, "a-raid").article.text == weird


def test_raw_bytes_are_kept_once_and_checked(library: Path) -> None:
    made = source(library, b"\x00\xff\r\nraw")
    assert made.file == "a-raid.html"
    assert source(library, b"\x00\xff\r\nraw") == made
    assert sources.read_raw(library, made) == b"\x00\xff\r\nraw"
    assert sources.verify(library, made) is None
    with pytest.raises(ConflictError):
        source(library, b"other")
    (library / "sources" / made.file).write_bytes(b"\x00\xff\nraw")
    changed = sources.verify(library, made)
    assert changed is not None
    assert "was changed" in changed.problem
    (library / "sources" / made.file).unlink()
    missing = sources.verify(library, made)
    assert missing is not None
    assert "missing" in missing.problem
    with pytest.raises(NotFoundError):
        sources.read_raw(library, made)


@pytest.mark.parametrize("suffix", ["", ".", ".tar.gz", ".../x", ".verylongsuffix", ".é", "html"])
def test_a_suffix_that_is_no_plain_word_becomes_bin(library: Path, suffix: str) -> None:
    assert sources.store(library, "a-raid", suffix, b"x") == "a-raid.bin"


def test_a_rendition_comes_back_line_for_line(library: Path) -> None:
    assert sources.read_rendition(library, "a-raid") is None
    text = "\ufeffone\r\ntwo\n\n\x0cthree"
    sources.keep_rendition(library, "a-raid", text)
    assert sources.read_rendition(library, "a-raid") == text


def test_decisions_come_back_and_stand_a_line_each(library: Path) -> None:
    other = msgspec.structs.replace(DECISION, first_line=4, last_line=4, kept=False, by="Kim D.", confidence=1.0)
    decisions.write_decisions(library, "a-raid", [DECISION, other])
    read = decisions.read_decisions(library, "a-raid")
    assert read == decisions.Decided((DECISION, other), 1)
    assert len(decisions.path_of(library, "a-raid").read_text().splitlines()) == 5
    decisions.write_decisions(library, "a-raid", [DECISION], render=2)
    assert decisions.read_decisions(library, "a-raid") == decisions.Decided((DECISION,), 2)
    assert decisions.read_decisions(library, "other") is None


@pytest.mark.parametrize("line", ["# mine", "mine: x", "- {first_line: 9}", "- {first_line: one, last_line: 2}"])
def test_decisions_with_what_a_person_wrote_are_not_written_anew(library: Path, line: str) -> None:
    decisions.write_decisions(library, "a-raid", [DECISION])
    path = decisions.path_of(library, "a-raid")
    path.write_text(path.read_text() + line + "\n")
    before = path.read_bytes()
    with pytest.raises(FormatError):
        decisions.write_decisions(library, "a-raid", [])
    assert path.read_bytes() == before
    read = decisions.read_decisions(library, "a-raid")
    assert read is not None
    assert read.decisions == (DECISION,)


def test_decisions_of_a_newer_workbench_are_read_and_not_written(library: Path) -> None:
    decisions.write_decisions(library, "a-raid", [DECISION])
    path = decisions.path_of(library, "a-raid")
    path.write_text(path.read_text().replace("format: 1", "format: 2"))
    read = decisions.read_decisions(library, "a-raid")
    assert read is not None
    assert read.newer
    with pytest.raises(NewerFormatError):
        decisions.write_decisions(library, "a-raid", [])


def test_a_kept_text_is_what_its_name_says(library: Path) -> None:
    name = texts.keep(library, ARTICLE.text)
    assert texts.keep(library, ARTICLE.text) == name
    assert texts.read(library, name) == ARTICLE.text
    assert texts.read(library, "0" * 12) is None
    texts.path_of(library, name).write_bytes(b"The raid failed.\r\n")
    with pytest.raises(FormatError, match="not the text of its name"):
        texts.read(library, name)
    with pytest.raises(FormatError, match="not the text of its name"):
        texts.keep(library, ARTICLE.text)


def test_annotations_without_an_article_are_fine(library: Path) -> None:
    assert notes.load(library, "gone").annotations.excerpts == ()
    notes.apply(library, "gone", [Put(None, EXCERPT)])
    assert notes.annotated(library) == ["gone"]
    assert notes.apply(library, "gone", [Remove(EXCERPT)]).excerpts == ()


def test_either_all_changes_are_made_or_none(library: Path) -> None:
    notes.apply(library, "a-raid", [Put(None, EXCERPT)])
    before = notes.path_of(library, "a-raid").read_bytes()
    other = msgspec.structs.replace(EXCERPT, id="x-b")
    with pytest.raises(UsageError):
        notes.apply(library, "a-raid", [Put(None, other), Remove(EXCERPT), Put(None, msgspec.structs.replace(EXCERPT, id="B"))])
    assert notes.path_of(library, "a-raid").read_bytes() == before


def test_the_codebook_grows_on_disk(library: Path) -> None:
    assert codebook.read(library).codebook.tags == ()
    codebook.change(library, None, Tag(tag="actor", title="Actors"))
    codebook.change(library, None, Tag(tag="actor/state"))
    assert [tag.tag for tag in codebook.read(library).codebook.tags] == ["actor", "actor/state"]


def test_ids_of_the_trash_are_taken_and_not_given_again(library: Path) -> None:
    articles.create(library, ARTICLE)
    source(library, b"raw")
    moving.remove(library, "a-raid")
    notes.apply(library, "orphan", [Put(None, EXCERPT)])
    assert ids.taken(library) == {"a-raid", "orphan"}
    articles.create(library, msgspec.structs.replace(ARTICLE, id="another"))
    with pytest.raises(ConflictError, match="in the trash"):
        moving.rename(library, "another", "a-raid")
    assert (library / ".trash" / ".gitignore").read_text() == "*\n"


def test_what_is_not_there_is_neither_removed_nor_restored(library: Path) -> None:
    notes.apply(library, "orphan", [Put(None, EXCERPT)])
    for refused in (moving.remove, moving.restore):
        with pytest.raises(NotFoundError):
            refused(library, "orphan")
    assert notes.annotated(library) == ["orphan"]


def test_a_restored_article_overwrites_none(library: Path) -> None:
    articles.create(library, ARTICLE)
    moving.remove(library, "a-raid")
    articles.create(library, msgspec.structs.replace(ARTICLE, text="Other.\n"))
    with pytest.raises(ConflictError):
        moving.restore(library, "a-raid")
    assert articles.read(library, "a-raid").article.text == "Other.\n"
    assert moving.removed(library) == ["a-raid"]


def test_a_renamed_article_keeps_what_a_person_wrote(library: Path) -> None:
    path = articles.create(library, msgspec.structs.replace(ARTICLE, source=source(library, b"raw")))
    path.write_text(path.read_text().replace("kind: news", "mine: 1\nkind: news  # sure"))
    notes.apply(library, "a-raid", [Put(None, EXCERPT)])
    notes.path_of(library, "a-raid").write_text("# mine\n" + notes.path_of(library, "a-raid").read_text())
    article = moving.rename(library, "a-raid", "raid")
    assert article.id == "raid"
    assert article.aliases == ("a-raid",)
    assert article.source is not None
    assert sources.read_raw(library, article.source) == b"raw"
    assert "mine: 1\nkind: news  # sure\n" in articles.path_of(library, "raid").read_text()
    assert notes.path_of(library, "raid").read_text().startswith("# mine\n")
    assert notes.load(library, "raid") == notes.LoadedAnnotations(notes.load(library, "raid").annotations)
    with pytest.raises(NotFoundError):
        articles.read(library, "a-raid")


def test_an_id_that_is_taken_is_no_new_name(library: Path) -> None:
    articles.create(library, ARTICLE)
    articles.create(library, msgspec.structs.replace(ARTICLE, id="raid"))
    for new in ("raid", "a-raid"):
        with pytest.raises((ConflictError, UsageError)):
            moving.rename(library, "a-raid", new)
    assert len(articles.listing(library)) == 2


def test_a_read_only_library_is_read(library: Path, read_only_disk: Callable[[Path], None]) -> None:
    articles.create(library, ARTICLE)
    notes.apply(library, "a-raid", [Put(None, EXCERPT)])
    read_only_disk(library)
    assert articles.read(library, "a-raid").article == ARTICLE
    assert len(notes.load(library, "a-raid").annotations.excerpts) == 1
    with pytest.raises(UnwritableError):
        notes.apply(library, "a-raid", [Remove(EXCERPT)])
    with pytest.raises(UnwritableError):
        articles.save(library, ARTICLE, msgspec.structs.replace(ARTICLE, text="x\n"))
