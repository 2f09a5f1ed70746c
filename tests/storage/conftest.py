"""What the tests on real disks share: values to save, ways to die, and a look at what is left."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

STEPS = ("open", "write", "fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir")
"""The calls to the system that a write consists of; pathlib makes its own through them."""
_DIED = 77


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


@pytest.fixture
def die_after() -> Callable[[Callable[[], object], int], bool]:
    """Run an action in a process of its own that dies, without any clean-up, at its n-th call to the system.

    Gives whether it died; a write that it dies in has written half. Counting starts at 1.
    """
    return _die_after


def _die_after(action: Callable[[], object], step: int) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside xdist's thread; the child only makes system calls
        child = os.fork()
    if child == 0:
        _count_down(step)
        try:
            action()
        except BaseException as error:  # noqa: BLE001 - the child must never come back into pytest
            os.write(2, f"{error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in {0, _DIED}, f"the action failed by itself at step {step}"
    return status == _DIED


def _count_down(step: int) -> None:
    """From the n-th call on, this process is dead."""
    left = step

    def deadly(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*args: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                if name == "write":
                    descriptor, data = args
                    assert isinstance(data, memoryview | bytes)
                    call(descriptor, data[: len(data) // 2])
                os._exit(_DIED)
            return call(*args, **options)

        return counted

    for name in STEPS:
        setattr(os, name, deadly(name, getattr(os, name)))


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB."""
    yield from _mounted(tmp_path / "small", "size=64k")


@pytest.fixture
def read_only_disk() -> Iterator[Callable[[Path], None]]:
    """Makes a folder one that even the administrator cannot write to, until the test is over."""
    locked: list[Path] = []

    def lock(folder: Path) -> None:
        if subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode != 0:
            pytest.skip("mounting is not permitted here, and permissions do not stop an administrator")
        locked.append(folder)
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)

    yield lock
    for folder in locked:
        subprocess.run(["umount", folder], check=True)


def _mounted(folder: Path, options: str) -> Iterator[Path]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small file system is not permitted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
