"""Reading PubMed, beside what the parsers alone cost, in one run.

    .venv/bin/python -m benchmarks.pubmed [--records 30000]

The file is made of the shared articles, given again and again with other numbers
and other affiliations, so that nothing remembered helps more than in a real file.
"""

import argparse
import gzip
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from belvedere.sources.base import Files
from belvedere.sources.pubmed import read_batches
from belvedere.tables.ledger import Ledger

ARTICLES = Path(__file__).parents[2] / "shared" / "data" / "pubmed" / "pubmed_articles.xml.gz"
END = b"</PubmedArticle>"


def made(records: int) -> bytes:
    """Return a file of so many records."""
    head, *articles = gzip.decompress(ARTICLES.read_bytes()).replace(
        b"<PubmedArticle>", b"\0<PubmedArticle>").split(b"\0")
    articles = [one[:one.rindex(END) + len(END)] for one in articles]
    out = [head]
    for number in range(records):
        one = articles[number % len(articles)]
        one = re.sub(rb"(<PMID[^>]*>)\d+", rb"\g<1>%d" % (10**7 + number), one, count=1)
        again = number // len(articles)
        out.append(one.replace(b"</Affiliation>", b" %d</Affiliation>" % again) + b"\n")
    return b"".join(out) + b"</PubmedArticleSet>\n"


def read(path: Path) -> int:
    files = Files(path.parent, (path,))
    return sum(batch["work_records"].num_rows for batch in read_batches(files, Ledger()))


def timed(what: str, records: int, do: Callable[[], object]) -> None:
    began = time.process_time()
    do()
    took = time.process_time() - began
    print(f"{what:<42}{records / took:>10,.0f} records per CPU second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=30_000, help="records in the file")
    records = parser.parse_args().records
    content = made(records)
    with tempfile.TemporaryDirectory() as folder:
        plain, packed = Path(folder) / "pubmed99n0001.xml", Path(folder) / "pubmed99n0002.xml.gz"
        plain.write_bytes(content)
        packed.write_bytes(gzip.compress(content, 6))
        timed("floor: gzip of the standard library", records,
              lambda: gzip.decompress(packed.read_bytes()))
        timed("floor: expat, nothing extracted", records,
              lambda: expat.ParserCreate().Parse(content, True))
        timed("read_batches, not compressed", records, lambda: read(plain))
        timed("read_batches, compressed", records, lambda: read(packed))


if __name__ == "__main__":
    main()
