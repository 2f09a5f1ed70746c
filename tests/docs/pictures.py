"""The pictures of the README, drawn from the running program: `make screenshots`.

Textual's own export gives an SVG that names fonts on the network; a headless Chromium with an installed font makes a picture
of it that needs nothing.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.pilot.driver import Driver
from workbench.tui.app import WorkbenchApp
from workbench.workspace.founding import found
from workbench.workspace.opening import open_workspace

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"

SCENES: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "search": (120, 36, ("/", "=kabul", "enter", "f", "down", "space", "down", "space", "down")),
    "evidence": (120, 36, ("enter", "E", "/", "=tag:capability", "enter", "down", "down", "down")),
    "codebook": (120, 36, ("enter", "K", *["down"] * 6, "r", "ctrl+u", "=capability/numbers")),
    "review": (120, 36, ("/", "=another february", "enter", "o")),
    "reading": (
        168,
        40,
        (
            *("/", "=homeland airport", "enter", "enter", "/", "=haqqani monitors capital", "enter", "b"),
            *("v", "s", "s", "t", "=actors/haqqani sour"),
        ),
    ),
}
"""By name: columns, rows, and keys; what begins with "=" is typed."""


async def draw(name: str, place: Path) -> str:
    """The SVG of a scene."""
    columns, rows, keys = SCENES[name]
    folder = place / name
    found(folder, sample=True)
    workspace = open_workspace(folder)
    workspace.index.refresh()
    app = WorkbenchApp(workspace)
    async with app.run_test(size=(columns, rows)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        for key in keys:
            await (driver.type(key[1:]) if key.startswith("=") else driver.press(key))
        svg = app.export_screenshot(title="Analyst Workbench")
    workspace.close()
    return svg


def to_png(svg: str, target: Path, place: Path) -> None:
    """Take a picture of an SVG with headless Chromium, at twice its size."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("pictures need Chromium and the font Fira Code: apt install chromium fonts-firacode")
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert box is not None
    width, height = (round(float(side)) for side in box.groups())
    local = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    page = place / "page.html"
    page.write_text(f'<body style="margin:0;background:#fff"><div style="width:{width}px">{local}</div></body>', encoding="utf-8")
    quiet = ("--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking", "--disable-sync")
    command = [chromium, "--headless", *quiet, f"--user-data-dir={place / 'profile'}"]
    command += [f"--window-size={width},{height}", f"--screenshot={target}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def main() -> None:
    """Draw every scene."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for name in ("CACHE", "STATE", "CONFIG"):
            os.environ[f"XDG_{name}_HOME"] = f"{place}/{name.lower()}"
        for name in SCENES:
            to_png(asyncio.run(draw(name, Path(place))), PICTURES / f"{name}.png", Path(place))


if __name__ == "__main__":
    main()
