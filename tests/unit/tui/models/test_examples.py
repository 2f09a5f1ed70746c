"""Every example of the help finds something in the sample library, and says so without a remark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workbench.tui.models.examples import EXAMPLES
from workbench.workspace import founding, searching
from workbench.workspace.opening import Workspace, open_workspace


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    place = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CACHE", "STATE", "CONFIG"):
            patch.setenv(f"XDG_{name}_HOME", str(place / name))
        founding.found(place / "space", sample=True)
        with open_workspace(place / "space") as workspace:
            searching.refresh(workspace)
            yield workspace


@pytest.mark.parametrize("query", [example.query for example in EXAMPLES])
def test_an_example_finds_something_but_not_everything(sample: Workspace, query: str) -> None:
    page = searching.search(sample, query)
    assert 0 < page.total < searching.library_size(sample)
    assert page.hints == ()


def test_the_two_forms_of_a_publisher_are_told_apart_by_an_example_of_each() -> None:
    queries = {example.query for example in EXAMPLES}
    assert {'publisher:"Northern Wire"', 'publisher:="Northern Wire"'} <= queries
