"""Files of many formats, made for the tests by hand or by other programs' libraries."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

SENTENCES = (
    "The ferry left the harbour at dawn with forty people on board, the harbour master said on the second day of the inquiry.",
    "Nobody had told the crew of the repairs to the bridge, although a letter of the ministry had named the week in which they began.",
    "The owners paid for the new engine themselves and asked the province for the rest, which the province has refused to this day.",
)

Line = tuple[float, float, float, str]
"""Left, bottom and font size in points, and the words."""


def pdf(pages: Sequence[Sequence[Line]], properties: Mapping[str, str] | None = None, *, trailer: str = "") -> bytes:
    """A PDF file of pages of lines in Helvetica; `trailer` is added to the file's trailer as it stands."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        drawn = "".join(f"BT /F1 {size} Tf {left} {bottom} Td ({_escaped(text)}) Tj ET\n" for left, bottom, size, text in page)
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append("<< " + " ".join(f"/{name} ({_escaped(value)})" for name, value in (properties or {}).items()) + " >>")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, said in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{said}\nendobj\n".encode("latin-1"))
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    )
    return out.getvalue()


def wrapped(text: str, left: float, top: float, *, size: float = 11, width: int = 60) -> list[Line]:
    """A paragraph broken into lines."""
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [(left, top - 1.2 * size * number, size, line) for number, line in enumerate(lines)]


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, **others: str) -> bytes:
    """A Word file of this body; `others` are further parts, by name without folder and suffix."""
    files = {"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'}
    files |= {
        f"word/{name}.xml": f'<w:{name.rstrip("0123456789")} xmlns:w="{WORD}">{said}</w:{name.rstrip("0123456789")}>'
        for name, said in others.items()
    }
    return zipped(files)


def epub(chapters: Sequence[str], metadata: str = "", *, spine: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A book."""
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters)))
    order = spine or "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return zipped(
        {
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>',
            "O/p.opf": f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{order}</spine></package>',
        }
        | {
            f"O/c{n}.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{text}</body></html>'
            for n, text in enumerate(chapters)
        }
        | dict(more or {})
    )


def html(title: str, paragraphs: Iterable[str] = SENTENCES) -> str:
    """A page."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>'


def saved_page(page: bytes, headers: str = "", part_headers: str = "Content-Type: text/html") -> bytes:
    """A page as a browser saves it in one file."""
    head = f'From: <Saved by Blink>\r\n{headers}MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n'
    return (
        head.encode()
        + f"------B\r\n{part_headers}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode()
        + page
        + b"\r\n------B--\r\n"
    )


def response(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """What a server sends."""
    return f"HTTP/1.1 {status}\r\n".encode() + "".join(f"{one}\r\n" for one in headers).encode() + b"\r\n" + body


def record(
    content: bytes, address: str = "https://news.example.org/a", kind: str = "response", date: str = "2026-11-20T10:11:12Z"
) -> bytes:
    """A record of a web archive."""
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content + b"\r\n\r\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
