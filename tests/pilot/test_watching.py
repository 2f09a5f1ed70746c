"""A folder that is watched while the workbench runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.driver import driving
from workbench.storage import articles
from workbench.workspace.places import user_config_file

PAGE = "A page that fell in\n\nThe committee met again on the third day and heard how the harvest of the districts had been brought in before the rain.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """The folder that the person's own settings name."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    file = user_config_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"workbench: 1\ninbox: {folder}\n", encoding="utf-8")
    return folder


async def test_what_falls_in_is_imported_once_it_is_whole(empty: Path, inbox: Path) -> None:
    async with driving(empty) as driver:
        (inbox / "page.txt").write_text(PAGE, encoding="utf-8")
        (inbox / "half.txt.part").write_text(PAGE, encoding="utf-8")
        for _ in range(3):
            driver.main.library._look()
            await driver.settle()
        assert [one.id for one in articles.listing(driver.workspace.library)] == ["a-page-that-fell-in"]
        assert driver.sees("A page that fell in")
        assert any(text.startswith("From the inbox: 1 article") for _, text, _ in driver.app.messages)
        assert (inbox / "page.txt").exists()
        source = articles.read(driver.workspace.library, "a-page-that-fell-in").article.source
        assert source
        assert source.via == "inbox"
