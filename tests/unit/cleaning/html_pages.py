"""Pages made for tests: an article of our own between the furniture that a test asks for."""

from __future__ import annotations

TITLE = "Harbour ferries return after a winter of repairs"
PROSE = (
    "The ferries that cross the harbour between the old town and the northern quay are running again after a winter in dry dock.",
    "Passengers queued in the rain on the first morning, many of them with bicycles, to take the half past seven boat to work.",
    "The company says that the hulls were found to be thinner than its engineers had expected when the vessels were lifted out.",
    "Two of the four boats were given new engines, and the others are to follow once the summer timetable has come to its end.",
    "A spokeswoman for the port said that the pontoons on the northern side had been widened so that wheelchairs can pass.",
)


def page(*, head: str = "", above: str = "", below_title: str = "", inside: str = "", below: str = "", title: str = TITLE) -> str:
    """An article with a title and no other metadata; the arguments are markup put at their places."""
    first, *others = (f"<p>{paragraph}</p>" for paragraph in PROSE)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{above}"
        f"<article><h1>{title}</h1>{below_title}{first}{inside}{''.join(others)}</article>{below}</body></html>"
    )
