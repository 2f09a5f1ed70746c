"""Raw values of a page's markup to values that metadata may have, or None where the markup does not state one.

Nothing is completed or corrected: what has not the form of its field is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

from workbench.cleaning.html.tree import restored
from workbench.records.article import Author, PersonName
from workbench.records.partial_date import is_partial_date
from workbench.text.sanitise import strip_controls

_LONGEST_TEXT: Final = 500
_LONGEST_NAME: Final = 120
_LONGEST_URL: Final = 2_000
_YEARS: Final = range(1450, 2101)

_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?![\d-])")
_SLASHED_DATE = re.compile(r"(\d{4})/(\d{1,2})(?:/(\d{1,2}))?(?![\d/])")
_PACKED_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_YEAR = re.compile(r"\d{4}")
_PATH_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/-])")
_PACKED_PATH_DATE = re.compile(r"(?<![0-9a-zA-Z])((?:19|20)\d{2})(\d{2})(\d{2})(?![0-9a-zA-Z])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")

_BY = re.compile(r"(?:written by|posted by|by|von|par|por|di|door)\s*:?\s+(?=\S)", re.IGNORECASE)
_BY_OTHERS = re.compile(
    r"(?:\w+ )?(?:edited|translated|photo(?:graph)?s?|photographed|pictures?|illustrat(?:ed|ions?)|reviewed|fact[- ]checked|compiled|produced|video)"
    r"\s+by\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[|@/\\<>{}=_#]|https?:|www\.|\d|\b(?:am|pm)\b|\.(?:com|org|net|de|fr|co|info)\b|:\s", re.IGNORECASE)
_NOBODY: Final = frozenset(
    "admin administrator administrador root editor editorial staff guest user webmaster unknown anonymous author none null undefined nan n/a"
    " redaktion redaction redaccion newsroom team wordpress blogger default test demo owner moderator me login superuser"
    " published posted updated share comments by von par por di door written follow".split()
)
_GROUP = re.compile(
    r"\b(?:staff|team|desk|editors?|editorial|newsroom|agency|agencies|agence|correspondents?|reporters?|contributors?|bureau|board"
    r"|redaktion|rédaction|redacción|press|news|service|services|media|times|post|institute|ministry|office|department|university"
    r"|committee|council|association|foundation|inc|ltd|llc|gmbh)\b\.?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*;\s*|\s+(?:and|und|et|y|e|en|&)\s+", re.IGNORECASE)
_TITLE_BREAK = r"\s*(?:[|·•—–:»_~]|\s-|-\s|::)\s*"


def text_of(value: object, longest: int = _LONGEST_TEXT) -> str | None:
    """One line of text that may be shown; None for anything else, for nothing, and for more than `longest` code points."""
    if not isinstance(value, str):
        return None
    safe, _ = strip_controls(restored(unescape(value)))
    text = unicodedata.normalize("NFC", " ".join(safe.split()))
    return text if 0 < len(text) <= longest else None


def date_of(value: object) -> str | None:
    """The day, month or year that a value states, as precise as it states it; the day is the one of the stated time zone."""
    text = text_of(value, 64)
    if not text:
        return None
    for form in (_ISO_DATE, _SLASHED_DATE):
        if found := form.match(text):
            return _partial(*found.groups())
    if (found := _PACKED_DATE.fullmatch(text)) or (found := _YEAR.fullmatch(text)):
        return _partial(*found.groups()) if found.groups() else _partial(text)
    return _mail_date(text)


def _partial(year: str, month: str | None = None, day: str | None = None) -> str | None:
    parts = [part.zfill(2) for part in (month, day) if part]
    stated = "-".join([year, *parts])
    is_epoch = stated == "1970-01-01"
    return stated if is_partial_date(stated) and int(year) in _YEARS and not is_epoch else None


def _mail_date(text: str) -> str | None:
    """The day of a date as mail and feeds write it."""
    try:
        return _partial(*parsedate_to_datetime(text).date().isoformat().split("-"))
    except (ValueError, TypeError, IndexError):
        return None


def date_in_path(url: str) -> str | None:
    """The date that the path of an address holds, if just one: `/2019/04/30/`, `/2019/04/`, `-20190430`."""
    path = urlsplit(url).path
    found = {_partial(*match.groups()) for match in _PATH_DATE.finditer(path)}
    found = found or {_partial(*match.groups()) for match in _PACKED_PATH_DATE.finditer(path)}
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def address_of(value: object, base: str | None = None) -> str | None:
    """An address of the web, absolute; None for any other scheme (`javascript:`, `data:`) and for what is none."""
    text = text_of(value, _LONGEST_URL)
    if not text or " " in text:
        return None
    try:
        address = urljoin(base, text) if base else text
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and "." in parts.hostname and parts.username is None
    except ValueError:
        return None
    return address if usable and len(address) <= _LONGEST_URL else None


def language_of(value: object) -> str | None:
    """A BCP 47 tag: `en`, `en-US`, `zh-Hans`."""
    text = text_of(value, 35)
    if not text or not _LANGUAGE.fullmatch(text):
        return None
    first, *others = text.replace("_", "-").split("-")
    return "-".join([first.lower(), *(other.upper() if len(other) == 2 else other for other in others)])


def moment_of(value: str) -> str | None:
    """A time in UTC, `YYYY-MM-DDTHH:MM:SSZ`, of an ISO time with its zone or of one as JavaScript writes it."""
    text = re.sub(r"\s*\(.*\)$", "", value.strip())
    for form in ("%a %b %d %Y %H:%M:%S GMT%z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y%m%d%H%M%S%z"):
        try:
            return datetime.strptime(text, form).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except (ValueError, OverflowError):
            continue
    return None


def authors_of(value: object, sites: Iterable[str] = ()) -> tuple[Author, ...]:
    """The persons or organisations that a byline names, each as it is written there; nothing if one of them is no name.

    Args:
        value: A byline, or the content of a field for authors.
        sites: Names of the page's site, which is not its author.
    """
    text = text_of(value, 4 * _LONGEST_NAME)
    if not text:
        return ()
    if _BY_OTHERS.match(text):
        return ()
    text = _BY.sub("", text, count=1) if _BY.match(text) else text
    names = [name.strip(" ,.–—-") if not name.endswith(("Jr.", "Sr.")) else name for name in _split_names(text)]
    kept = [name for name in names if name]
    if not kept or not all(is_name(name, sites) for name in kept):
        return ()
    return tuple(dict.fromkeys(PersonName(literal=name) if is_group(name) else name for name in kept))


def is_name(text: str, sites: Iterable[str] = ()) -> bool:
    """Whether `text` may be a name: no address, handle, number, log-in, date or site."""
    if len(text) > _LONGEST_NAME or _NO_NAME.search(text) or not any(map(str.isalpha, text)):
        return False
    folded = text.casefold()
    if folded in _NOBODY or any(folded == site.casefold() for site in sites if site):
        return False
    words = text.split()
    is_login = len(words) == 1 and text.islower() and text.isascii()
    return not is_login and len(words) <= 10


def is_group(name: str) -> bool:
    """Whether a name is plainly an organisation's."""
    return bool(_GROUP.search(name))


def _split_names(text: str) -> list[str]:
    """The names in a byline: split at "and" and ";", and at commas where each part is a name of several words."""
    found: list[str] = []
    several = [part for part in _AND.split(text) if part.strip()]
    if len(several) > 1 and not all(len(part.split()) > 1 or "," in part or not part.isascii() for part in several):
        return [text]
    for part in several:
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        whole = len(pieces) > 1 and all(2 <= len(piece.split()) <= 4 and piece[:1].isupper() for piece in pieces)
        found.extend(pieces if whole else [part])
    return found


def without_site(title: str, sites: Iterable[str]) -> str:
    """`title` without the name of its site before or after it."""
    for site in sites:
        name = re.escape(site)
        for pattern in (rf"(?P<title>.+?){_TITLE_BREAK}(?:the\s+)?{name}\s*", rf"\s*{name}{_TITLE_BREAK}(?P<title>.+)"):
            if found := re.fullmatch(pattern, title, re.IGNORECASE):
                return found["title"].strip()
    return title
