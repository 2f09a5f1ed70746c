"""Mails, and pages that browsers save like mails."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.unit.cleaning import made
from workbench.cleaning.clean import clean, survey
from workbench.cleaning.readers import mhtml
from workbench.cleaning.readers.mail import read
from workbench.errors import DataError
from workbench.records.block import Label

TEXT = """\
Dear desk,

the ferry left the harbour at dawn with forty people on board, the
harbour master said on the second day of the inquiry. Nobody had told
the crew of the repairs.

- one
- two

Best wishes
Lina

--\x20
Lina Forsberg
Northern Wire

On 11 Feb 2019 at 09:00, Desk <desk@example.org> wrote:
> What about the ferry?
> Is there news?
"""


def mail(text: str = TEXT, **headers: str) -> EmailMessage:
    message = EmailMessage()
    said = {
        "Subject": "Re: [2] AW: Ferry inquiry opens",
        "From": "Lina Forsberg <lina@example.org>",
        "To": "desk@example.org",
        "Date": "Tue, 12 Feb 2019 23:30:00 -0500",
    }
    for name, value in (said | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        message[name] = value
    message.set_content(text)
    return message


def test_the_header_states_and_the_text_is_put_together_where_the_mail_program_broke_it() -> None:
    cleaned = clean(bytes(mail()), "message/rfc822")
    said = cleaned.metadata
    assert (said.title, said.authors, said.published) == ("[2] AW: Ferry inquiry opens", ("Lina Forsberg",), "2019-02-12")
    assert cleaned.evidence["published"].where == "mail:Date"
    paragraphs = cleaned.text.split("\n\n")
    assert paragraphs[:6] == [
        "Dear desk,",
        "the ferry left the harbour at dawn with forty people on board, the harbour master said on the second day of the inquiry. Nobody had told the crew of the repairs.",
        "- one",
        "- two",
        "Best wishes",
        "Lina",
    ]
    assert "lina@example.org" not in cleaned.text


def test_a_signature_and_the_mail_it_answers_stay_in_doubt() -> None:
    cleaned = clean(bytes(mail()), "message/rfc822")
    doubt = {d.label for d in cleaned.decisions if d.kept and d.confidence <= 0.5}
    assert doubt == {Label.RELATED, Label.OTHER_FURNITURE}
    assert "> What about the ferry?" in cleaned.text


def test_plain_text_is_read_before_html_and_attachments_are_named_but_not_read() -> None:
    message = mail()
    message.add_alternative("<p>Other words in HTML</p>", subtype="html")
    message.add_attachment(b"secret", maintype="text", subtype="plain", filename="notes\x1b[2J.txt")
    page = read(bytes(message))
    assert "HTML" not in page.rendition
    assert "secret" not in page.rendition
    assert page.rendition.splitlines()[-1].startswith("Attachment: notes")
    assert "\x1b" not in page.rendition


def test_html_alone_goes_to_the_reader_of_pages_in_its_own_character_set() -> None:
    message = mail()
    message.set_content(
        "<html><body><p>Принесли новости из порта: паром вышел на рассвете, сказал начальник порта на второй день.</p></body></html>",
        subtype="html",
        charset="koi8-r",
    )
    assert "паром вышел на рассвете" in clean(bytes(message), "message/rfc822").text


@pytest.mark.parametrize("raw", [b"", b"Just words, and no header at all.", bytes(mail("\n"))])
def test_what_is_no_mail_or_holds_no_text_is_refused_in_a_line(raw: bytes) -> None:
    with pytest.raises(DataError):
        read(raw)


@pytest.mark.parametrize(
    "head",
    [
        b"From: =?utf-8?q?=FF?=\r\nSubject: =?x?b?!?=\r\n",
        b"From: <<<>>>\r\nDate: nonsense\r\n",
        b"From: a\r\nDate: Tue, 99 Feb 99999 99:99:99 +9999\r\n",
        b"From: a\r\nContent-Type: multipart/mixed\r\n",
        b'From: a\r\nContent-Type: text/plain; charset="no-such"\r\n',
        b"From: a\r\nContent-Transfer-Encoding: base64\r\n",
        b"From: a\r\nContent-Type: text/plain; charset*=1''%\r\n",
        b"From: " + b"(" * 3000 + b"\r\n",
    ],
)
def test_hostile_headers_are_survived(head: bytes) -> None:
    page = read(head + b"\r\nWords of the mail.\r\n")
    assert all(said.name != "published" for said in page.statements)


def test_a_mail_of_too_many_parts_is_refused() -> None:
    raw = b"From: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 1001 + b"--b--\r\n"
    with pytest.raises(DataError, match="more than 1,000 parts"):
        read(raw)


def test_a_saved_page_states_its_address_and_when_it_was_saved() -> None:
    headers = "Snapshot-Content-Location: https://news.example.org/ferry?id=1\r\nDate: Tue, 12 Feb 2019 23:30:00 -0500\r\n"
    raw = made.saved_page(made.html("Ferry inquiry opens").encode(), headers)
    cleaned = clean(raw, "multipart/related")
    assert (cleaned.metadata.url, cleaned.metadata.site) == ("https://news.example.org/ferry?id=1", "news.example.org")
    assert cleaned.evidence["url"].where == "mhtml:Snapshot-Content-Location"
    assert cleaned.captured == "2019-02-13T04:30:00Z"
    assert cleaned.metadata.published is None  # the date of the copy is not that of the page
    assert cleaned.metadata.title == "Ferry inquiry opens"
    assert made.SENTENCES[0] in cleaned.text
    assert survey(raw, "multipart/related").site == "news.example.org"


def test_the_page_of_a_saved_page_is_the_one_it_names() -> None:
    other = (
        b"\r\n------B\r\nContent-Type: text/html\r\nContent-Location: https://b.example/\r\n\r\n"
        + made.html("The page itself").encode()
    )
    raw = made.saved_page(made.html("A frame in it").encode() + other, "Snapshot-Content-Location: https://b.example/\r\n")
    assert clean(raw, "multipart/related").metadata.title == "The page itself"


def test_a_saved_page_in_another_character_set() -> None:
    page = made.html("Паром", ["Паром вышел на рассвете, сказал начальник порта на второй день расследования в среду."]).replace(
        '<meta charset="utf-8">', ""
    )
    raw = made.saved_page(page.encode("koi8-r"), part_headers='Content-Type: text/html; charset="koi8-r"')
    cleaned = clean(raw, "multipart/related")
    assert (cleaned.metadata.title, cleaned.encoding) == ("Паром", "koi8-r")


@pytest.mark.parametrize("raw", [b"", b"words", made.saved_page(b"x", part_headers="Content-Type: image/png")])
def test_a_saved_page_without_a_page_is_refused_in_a_line(raw: bytes) -> None:
    with pytest.raises(DataError):
        mhtml.read(raw)
