"""An article whose file of excerpts git left in the middle of a merge: it opens, the file is named, and nothing is saved into it."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.driver import driving

CONFLICT = "<<<<<<< HEAD\n- id: x-a\n=======\n- id: x-b\n>>>>>>> theirs\n"


async def test_an_article_whose_excerpts_cannot_be_read_opens_and_says_so(annotated: Path) -> None:
    broken = next(iter(sorted((annotated / "library" / "annotations").glob("*.yaml"))))
    broken.write_text(broken.read_text(encoding="utf-8") + CONFLICT, encoding="utf-8")
    before = broken.read_bytes()
    async with driving(annotated) as driver:
        assert driver.sees("git's conflict markers")
        driver.main.reading_job.open(broken.stem, "")
        await driver.settle()
        pane = driver.main.article_pane
        assert pane.article
        assert pane.article.id == broken.stem
        assert pane.reader.marked == ()
        assert driver.sees("git's conflict markers")
        await driver.press("s", "t")
        await driver.type("intent")
        await driver.press("enter")
        assert driver.sees("git's conflict markers")
    assert broken.read_bytes() == before


async def test_a_conflict_that_a_merge_left_in_the_codebook_is_told(annotated: Path) -> None:
    codebook = annotated / "library" / "codebook.yaml"
    lines = codebook.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("- tag:"))
    lines.insert(at, "# merge conflict: `definition` was changed on both sides\n")
    codebook.write_text("".join(lines), encoding="utf-8")
    async with driving(annotated) as driver:
        assert driver.sees("merge conflict: `definition` was changed on both sides")
        told = [text for _, text, _ in driver.app.messages if "merge conflict" in text]
        driver.main.library.refresh()
        await driver.settle()
        assert [text for _, text, _ in driver.app.messages if "merge conflict" in text] == told
