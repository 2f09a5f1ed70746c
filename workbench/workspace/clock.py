"""What time it is: for stamps in files, and for queries such as `published:"last month"`."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> str:
    """The time in UTC as files hold it: `YYYY-MM-DDTHH:MM:SSZ`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> date:
    """The day it is where the person is."""
    return datetime.now(UTC).astimezone().date()
