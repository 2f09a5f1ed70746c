"""How fast a library is indexed: our Whoosh engine beside naive Whoosh on the same articles, one process each."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from workbench.search.engines.whoosh import WhooshEngine
from workbench.search.searchable import searchable
from workbench.storage import articles

COPIES = 60


def main() -> None:
    """Print the table."""
    library = Path(__file__).parents[1] / "library"
    originals = [articles.read(library, listed.id).article for listed in articles.listing(library)]
    import msgspec

    many = [
        msgspec.structs.replace(article, id=f"{article.id}-{copy}", text=f"{article.text}\nCopy number {copy}.\n")
        for copy in range(COPIES)
        for article in originals
    ]
    print(f"| {len(many)} articles | articles a CPU second | × naive |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        naive = len(many) / _timed(lambda: _naive(Path(place) / "naive", many))
        ours = len(many) / _timed(lambda: _ours(Path(place) / "ours", many))
    print(f"| naive Whoosh: schema of two TEXT fields, StemmingAnalyzer, text stored | {naive:,.0f} | 1.0 |")
    print(f"| ours: one analysis, ready terms, nothing stored | {ours:,.0f} | {ours / naive:.1f} |")


def _timed(work) -> float:  # type: ignore[no-untyped-def]
    began = time.process_time()
    work()
    return time.process_time() - began


def _ours(folder: Path, many) -> None:  # type: ignore[no-untyped-def]
    with WhooshEngine(folder) as engine:
        engine.add(searchable(article) for article in many)


def _naive(folder: Path, many) -> None:  # type: ignore[no-untyped-def]
    from whoosh import index
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import ID, TEXT, Schema

    folder.mkdir()
    schema = Schema(
        id=ID(stored=True, unique=True), title=TEXT(StemmingAnalyzer(), stored=True), text=TEXT(StemmingAnalyzer(), stored=True)
    )
    writer = index.create_in(str(folder), schema).writer()
    for article in many:
        writer.add_document(id=article.id, title=article.metadata.title or "", text=article.text)
    writer.commit()


if __name__ == "__main__":
    main()
