"""Writing a file on a real disk: the old file or the new one, whatever stands in the way."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import UnwritableError, UsageError
from workbench.files import atomic

OLD, NEW = b"old\n" * 1000, b"new\n" * 3000


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "file"
    atomic.write(path, OLD)
    atomic.write(path, NEW)
    assert path.read_bytes() == NEW
    assert names(path.parent) == ["file"]


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(OLD)
    path.chmod(0o640)
    atomic.write(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_that_the_user_gives_new_files(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        atomic.write(tmp_path / "file", NEW)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640


def test_creating_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "file"
    atomic.create(path, OLD)
    with pytest.raises(FileExistsError):
        atomic.create(path, NEW)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["file"]


def test_creating_does_not_follow_a_link_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        atomic.create(tmp_path / "link", NEW)
    assert names(tmp_path) == ["link"]


def test_moving_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    (tmp_path / "b").write_bytes(NEW)
    with pytest.raises(FileExistsError):
        atomic.move(tmp_path / "a", tmp_path / "b")
    atomic.move(tmp_path / "a", tmp_path / "c" / "d")
    assert (tmp_path / "c" / "d").read_bytes() == OLD
    assert (tmp_path / "b").read_bytes() == NEW


def test_a_link_inside_its_folder_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "file").write_bytes(OLD)
    (tmp_path / "link").symlink_to("real/file")
    atomic.write(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "file").read_bytes() == NEW
    assert names(tmp_path / "real") == ["file"]


@pytest.mark.parametrize("target", ["../outside", "missing", "link"])
def test_a_link_that_leads_out_or_nowhere_is_not_written_through(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (tmp_path / "outside").write_bytes(OLD)
    (folder / "link").symlink_to(target)
    with pytest.raises(UnwritableError, match="symbolic link"):
        atomic.write(folder / "link", NEW)
    assert (tmp_path / "outside").read_bytes() == OLD
    assert names(folder) == ["link"]


def test_on_a_full_disk_the_old_file_stays_whole(full_disk: Path) -> None:
    path = full_disk / "file"
    atomic.write(path, OLD)
    with pytest.raises(UnwritableError, match=r"the disk is full .free some space"):
        atomic.write(path, b"x" * 200_000)
    with pytest.raises(UnwritableError, match="the disk is full"):
        atomic.create(full_disk / "other", b"x" * 200_000)
    assert path.read_bytes() == OLD
    assert names(full_disk) == ["file"]
    atomic.write(path, NEW)
    assert path.read_bytes() == NEW


def test_a_read_only_folder_is_told_in_words(tmp_path: Path, read_only_disk: Callable[[Path], None]) -> None:
    folder = tmp_path / "library"
    atomic.write(folder / "file", OLD)
    read_only_disk(folder)
    refusals: list[Callable[[], object]] = [
        lambda: atomic.write(folder / "file", NEW),
        lambda: atomic.create(folder / "other", NEW),
        lambda: atomic.remove(folder / "file"),
        lambda: atomic.move(folder / "file", folder / "other"),
        lambda: atomic.make_folder(folder / "sub"),
    ]
    for refused in refusals:
        with pytest.raises(UnwritableError, match="read-only"):
            refused()
    assert (folder / "file").read_bytes() == OLD


def test_a_file_where_a_folder_has_to_be_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    for path in (tmp_path / "a" / "b", tmp_path / "a" / "b" / "c"):
        with pytest.raises(UnwritableError):
            atomic.write(path, NEW)


def test_a_name_that_is_too_long_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="too long"):
        atomic.write(tmp_path / ("a" * 300), NEW)
    assert names(tmp_path) == []


def test_half_a_surrogate_pair_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"U\+D800"):
        atomic.write_text(tmp_path / "file", "a\ud800")
    assert names(tmp_path) == []


def test_a_crash_at_any_step_leaves_the_old_file_or_the_new(
    tmp_path: Path, die_after: Callable[[Callable[[], object], int], bool]
) -> None:
    path = tmp_path / "file"
    seen = set()
    for step in range(1, 50):
        path.write_bytes(OLD)
        died = die_after(lambda: atomic.write(path, NEW), step)
        seen.add(path.read_bytes())
        assert seen <= {OLD, NEW}
        if not died:
            break
    assert seen == {OLD, NEW}
    assert path.read_bytes() == NEW
    assert step > 5


def test_a_crash_while_creating_leaves_no_file_or_the_whole_one(
    tmp_path: Path, die_after: Callable[[Callable[[], object], int], bool]
) -> None:
    for step in range(1, 50):
        path = tmp_path / str(step)
        died = die_after(lambda path=path: atomic.create(path, NEW), step)  # type: ignore[misc]
        assert not path.exists() or path.read_bytes() == NEW
        if not died:
            break
    assert path.read_bytes() == NEW
    left = [name for name in names(tmp_path) if not name.isdigit()]
    assert all(name.startswith(atomic.TEMPORARY_PREFIX) for name in left)


def test_a_file_is_synced_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    for name in ("write", "fsync", "replace"):
        system = getattr(os, name)

        def told(*args: object, name: str = name, system: Callable[..., object] = system) -> object:
            calls.append(name)
            return system(*args)

        monkeypatch.setattr(os, name, told)
    atomic.write(tmp_path / "file", NEW)
    assert calls == ["write", "fsync", "replace", "fsync"]
