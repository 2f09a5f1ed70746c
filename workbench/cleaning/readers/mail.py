"""Mails (.eml): what the header states, the text, and the mail it answers, which stays in doubt.

Source:
    RFC 5322 (messages), RFC 2045-2047 (MIME), read by the standard library's `email`. Attachments are named, not opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, Final

from workbench.cleaning.decode import refuse_unusable
from workbench.cleaning.readers.document import one_line
from workbench.cleaning.readers.markup import decoded_text, page_of_bytes
from workbench.cleaning.readers.sheet import Sheet, doubtful, dropped, kept
from workbench.errors import DataError
from workbench.records.article import Grade, Kind
from workbench.records.block import Label
from workbench.records.page import Page, Statement

MOST_PARTS: Final = 1_000
"""Parts of a mail, those inside others included."""

_TRIPS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the standard library raises on hostile headers."""
_LONGEST_HEADER: Final = 20_000
"""Code points; a longer header is not looked at."""

_HEADER = dropped(Label.OTHER_FURNITURE, "the header of the mail")
_SUBJECT = dropped(Label.TITLE, "the subject; it stands in the metadata")
_SENDER = dropped(Label.BYLINE, "who sent it; it stands in the metadata")
_DATE = dropped(Label.DATE, "the date; it stands in the metadata")
_ATTACHED = dropped(Label.OTHER_FURNITURE, "names an attachment; attachments are imported by themselves")
_BODY = kept(Label.BODY, "a paragraph of the mail")
_ITEM = kept(Label.LIST, "an item of a list", 0.8)
_QUOTED = doubtful(Label.RELATED, "quoted from the mail it answers")
_SIGNATURE = doubtful(Label.OTHER_FURNITURE, "the signature")

_SHOWN: Final = (
    ("Subject", _SUBJECT),
    ("From", _SENDER),
    ("Date", _DATE),
    ("To", _HEADER),
    ("Cc", _HEADER),
    ("Reply-To", _HEADER),
)
_ANSWERED = re.compile(
    r"-{2,}\s?(?:original message|ursprüngliche nachricht|message d'origine|forwarded message)\s?-{2,}"
    r"|(?:on|am|le|el)\s.{6,200}\s(?:wrote|schrieb.{0,80}|a écrit|escribió)\s?:",
    re.IGNORECASE | re.DOTALL,
)
_BULLET = re.compile(r"(?:[-*•]|\d{1,2}[.)])\s")
_SIGNED: Final = frozenset({"--", "__"})
_WIDEST: Final = 100
"""Code points; longer lines were not broken by a mail program."""
_NARROWEST: Final = 50
"""Code points; a mail of shorter lines only is a list or a poem."""
_PREFIX = re.compile(r"(?:(?:re|aw|sv|antw|fwd?|wg|tr)\s?(?:\[\d{1,3}\])?:\s*)+", re.IGNORECASE)


def read(raw: bytes) -> Page:
    """Read a mail.

    Raises:
        DataError: The bytes are no mail, or hold no text.
    """
    message = message_of(raw)
    if not any(name in message for name in ("From", "Date", "Subject", "Message-ID", "Received")):
        raise DataError("this is not a mail: it has no header", remedy="save it as .eml")
    sheet = Sheet()
    for name, hint in _SHOWN:
        if value := header(message, name):
            sheet.add(f"{name}: {value}", hint)
    encoding, statements = _write_text(message, sheet)
    if len(sheet.lines) == sum(1 for hint in sheet.hints.values() if hint.kept is False):
        raise DataError("no text in this mail", remedy="import its attachments, if it has any")
    for attachment in _attachments(message):
        sheet.add(f"Attachment: {attachment}", _ATTACHED)
    own = tuple(_statements(message))
    return Page(rendition=sheet.rendition, encoding=encoding, hints=sheet.hints, statements=(*own, *statements))


def message_of(raw: bytes) -> Message:
    """A message of RFC 5322.

    Raises:
        DataError: The bytes are empty, too many, or not such a message.
    """
    refuse_unusable(raw)
    try:
        return BytesParser(policy=compat32).parsebytes(raw)
    except _TRIPS as error:
        raise DataError(f"this mail cannot be read: {error}", remedy="save it anew") from None


def header(message: Message, name: str) -> str | None:
    """A header in one line, its encoded words decoded; None where it is not there, too long or cannot be read."""
    try:
        raw = str(message[name] or "")
        return one_line(str(make_header(decode_header(raw)))) if len(raw) <= _LONGEST_HEADER else None
    except _TRIPS:
        return None


def parts_of(message: Message) -> Iterator[Message]:
    """Every part of a message that has no parts itself, in order.

    Raises:
        DataError: There are too many.
    """
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            raise DataError(f"more than {MOST_PARTS:,} parts in one file", remedy="save its text anew")
        if not part.is_multipart():
            yield part


def content_of(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as it goes."""
    try:
        found: Any = part.get_payload(decode=True)
    except _TRIPS:
        return b""
    return found if isinstance(found, bytes) else b""


def charset_of(part: Message) -> str | None:
    """The character set a part's header states."""
    try:
        return part.get_content_charset()
    except _TRIPS:
        return None


def utc_of(stamp: str | None) -> str | None:
    """A date of RFC 5322 with its zone as UTC; None where it is none, or states no zone."""
    try:
        moment = parsedate_to_datetime(stamp or "")
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.tzinfo and moment.year > 1 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def day_of(stamp: str | None) -> str | None:
    """The day a date of RFC 5322 names, as it stands there."""
    try:
        return parsedate_to_datetime(stamp or "").date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _write_text(message: Message, sheet: Sheet) -> tuple[str, tuple[Statement, ...]]:
    """Write the text of the mail: as plain text if it has it so, else its HTML; and what the HTML states."""
    texts = [part for part in parts_of(message) if not _is_attached(part)]
    # What calls itself a file of several parts and has none is text.
    plain = [part for part in texts if part.get_content_type().startswith(("text/plain", "multipart/"))]
    text = "\n".join(decoded_text(content_of(part), charset_of(part)) for part in plain)
    if text.strip():
        _write_plain(text, sheet)
        return charset_of(plain[0]) or "utf-8", ()
    for part in texts:
        if part.get_content_type() == "text/html" and (content := content_of(part)).strip():
            page = page_of_bytes(content, charset_of(part))
            found = sheet.add_page(page)
            language = tuple(said for said in found.statements if said.name == "language")
            return page.encoding, language
    return "utf-8", ()


def _write_plain(text: str, sheet: Sheet) -> None:
    signature = answered = False
    for paragraph in _paragraphs(text.split("\n")):
        answered = answered or bool(_ANSWERED.fullmatch(paragraph))
        signature = signature or paragraph.rstrip() in _SIGNED
        quoted = paragraph.startswith(">")
        hint = _QUOTED if quoted or answered else _SIGNATURE if signature else _BODY
        sheet.add(paragraph, _ITEM if hint is _BODY and _BULLET.match(paragraph) else hint)


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Lines put together where a mail program broke them: where the first word of the next would not have fitted."""
    width = max((len(line.rstrip()) for line in lines if len(line) <= _WIDEST), default=0)
    paragraph = ""
    for line in lines:
        last = paragraph.rpartition("\n")[2]
        word = line.split(maxsplit=1)[0] if line.strip() else ""
        full = width >= _NARROWEST and len(last.rstrip()) + 1 + len(word) > width
        flowed = last.endswith(" ") and last.rstrip() not in _SIGNED  # RFC 3676
        begins = not word or line.startswith((">", " ", "\t")) or bool(_BULLET.match(line)) or line.rstrip() in _SIGNED
        if paragraph and not begins and not last.startswith(">") and (full or flowed):
            paragraph = f"{paragraph}\n{line}"
            continue
        yield paragraph
        paragraph = line
    yield paragraph


def _is_attached(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or (
            bool(part.get_filename()) and part.get_content_type() != "text/html"
        )
    except _TRIPS:
        return True


def _attachments(message: Message) -> Iterator[str]:
    for part in parts_of(message):
        if _is_attached(part):
            try:
                name = part.get_filename()
            except _TRIPS:
                continue
            if name and (shown := one_line(name)):
                yield shown[:200]


def _sender(stated: str) -> str | None:
    """The name of who sent it; None where only an address is stated."""
    try:
        return one_line(parseaddr(stated[:1000])[0])
    except _TRIPS:
        return None


def _statements(message: Message) -> Iterator[Statement]:
    if subject := header(message, "Subject"):
        yield Statement(name="title", value=_PREFIX.sub("", subject, count=1).strip() or subject, where="mail:Subject")
    name = _sender(header(message, "From") or "")
    if name and "@" not in name:
        yield Statement(name="authors", value=(name,), where="mail:From")
    if day := day_of(header(message, "Date")):
        yield Statement(name="published", value=day, where="mail:Date")
    if (url := header(message, "Archived-At")) and re.fullmatch(r"<?https?://[^\s<>\"]+>?", url):
        yield Statement(name="archive", value=url.strip("<>"), where="mail:Archived-At")
    language = header(message, "Content-Language")
    if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        yield Statement(name="language", value=language, where="mail:Content-Language")
    yield Statement(name="kind", value=Kind.OTHER, where="mail:From", grade=Grade.DERIVED)
