from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import FormatError
from workbench.exchange.recognising import recognised


@pytest.mark.parametrize(
    ("raw", "name", "notation"),
    [
        (b"PK\x03\x04", "a.zip", "qdpx"),
        (b'<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>', "a.xml", "qdc"),
        (b'<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0"/>', "a.xml", "qdpx"),
        (b'\xef\xbb\xbf [{"@context":"http://www.w3.org/ns/anno.jsonld"}]', "a", "w3c"),
        (b'{"total":0,"rows":[]}', "a", "hypothesis"),
        (b"## A raid [@a-raid]\n\n> words\n", "a", "markdown"),
        (b"> words\n", "a.md", "markdown"),
        (b"\xef\xbb\xbfURL;Quotation\n", "a.csv", "csv"),
        (b"url,quote\n", "a", "csv"),
    ],
)
def test_a_format_is_told_by_what_is_in_the_file(raw: bytes, name: str, notation: str) -> None:
    assert recognised(raw, Path(name)) == notation


def test_a_file_of_no_format_is_refused_with_a_remedy() -> None:
    with pytest.raises(FormatError, match="--format"):
        recognised(b"words", Path("a.doc"))
