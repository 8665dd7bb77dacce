"""Records of PubMed read for each second of CPU, beside a parser that only follows the tags.

Three files of the baseline's size, of its more than a thousand: what a process costs to start
weighs a little more than in a real harvest.
"""

import gzip
import importlib.util
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks import measure
from benchmarks.publications.processes import command, in_turn

FILES = 3
RECORDS = FILES * 30_000
"""As many as files of the baseline have."""
ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "pubmed" / "pubmed_articles.xml.gz"
_SENTENCE = "Invented sentences stand where a real record has its abstract, of a usual length. "
_AUTHOR = ('<Author ValidYN="Y"><LastName>Name{0}</LastName><ForeName>Given</ForeName><Initials>G'
           "</Initials><AffiliationInfo><Affiliation>Department {1}, University of Invention {0}, "
           "City, France. name{0}@example.org</Affiliation></AffiliationInfo></Author>")
_HEADING = ('<MeshHeading><DescriptorName UI="D{0:06}" MajorTopicYN="N">Heading {0}'
            "</DescriptorName></MeshHeading>")
_REFERENCE = ("<Reference><Citation>Name{0} G. Title of an earlier work. J Invent. 2010;1:1-9."
              '</Citation><ArticleIdList><ArticleId IdType="pubmed">{0}</ArticleId></ArticleIdList>'
              "</Reference>")
_RECORD = (
    '<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>'
    "<DateRevised><Year>2026</Year><Month>01</Month><Day>{day:02}</Day></DateRevised>"
    '<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Electronic">9{issn:03}-0000'
    '</ISSN><JournalIssue CitedMedium="Internet"><Volume>12</Volume><Issue>3</Issue><PubDate>'
    "<Year>{year}</Year><Month>Mar</Month></PubDate></JournalIssue><Title>Journal {issn}</Title>"
    "<ISOAbbreviation>J {issn}</ISOAbbreviation></Journal><ArticleTitle>On invention {pmid}."
    '</ArticleTitle><ELocationID EIdType="doi" ValidYN="Y">10.5555/pubmed.{pmid}</ELocationID>'
    "<Abstract><AbstractText>{abstract}</AbstractText></Abstract>"
    '<AuthorList CompleteYN="Y">{authors}</AuthorList><Language>eng</Language>'
    '<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>'
    "</PublicationTypeList></Article><MedlineJournalInfo><Country>France</Country><MedlineTA>J "
    "{issn}</MedlineTA></MedlineJournalInfo><MeshHeadingList>{headings}</MeshHeadingList>"
    "</MedlineCitation><PubmedData><PublicationStatus>ppublish</PublicationStatus>"
    '<ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">'
    "10.5555/pubmed.{pmid}</ArticleId></ArticleIdList><ReferenceList>{references}</ReferenceList>"
    "</PubmedData></PubmedArticle>\n"
)


def run(folder: Path, given) -> None:
    """Print how many records a CPU second reads, where the source is there."""
    if importlib.util.find_spec("belvedere.sources.pubmed") is None:
        print("    pubmed is not measured: belvedere.sources.pubmed is not there yet")
        return
    _measure("invented", folder / "pubmed", _invented(), given.runs)
    if ARTICLES.is_file():
        _measure("real", folder / "pubmed_real", _real(), given.runs)


def _measure(kind: str, files: Path, records: Iterable[bytes], runs: int) -> None:
    files.mkdir(exist_ok=True)
    rest = iter(records)
    size = sum(_write(files / f"pubmed26n{number:04d}.xml.gz", islice(rest, RECORDS // FILES))
               for number in range(1, FILES + 1)) / 1e6
    costs = in_turn({"ours": command("ours_pubmed", files, RECORDS),
                     "floor": command("floor_pubmed", files, RECORDS)}, runs)
    for name, note in (("ours", ""), ("floor", "; expat alone, in C")):
        cost = costs[name]
        measure.line(
            f"pubmed, {RECORDS:,} {kind} records, {name}", cost,
            costs["floor"] if name == "ours" else None,
            f"{RECORDS / cost.cpu:,.0f} records and {size / cost.cpu:,.0f} MB per CPU s{note}")


def _real() -> Iterator[bytes]:
    """Yield the shared articles again and again, with other numbers and other affiliations,
    so that nothing remembered helps more than in a real file."""
    with gzip.open(ARTICLES) as handle:
        articles = re.findall(rb"<PubmedArticle>.*?</PubmedArticle>", handle.read(), re.DOTALL)
    for number in range(RECORDS):
        again, which = divmod(number, len(articles))
        one = re.sub(rb"(<PMID[^>]*>)\d+", rb"\g<1>%d" % (10**7 + number), articles[which], count=1)
        yield one.replace(b"</Affiliation>", b" %d</Affiliation>" % again) + b"\n"


def _invented() -> Iterator[bytes]:
    for number in range(RECORDS):
        yield _RECORD.format(
            pmid=90_000_000 + number, day=1 + number % 28, issn=number % 400,
            year=2000 + number % 25, abstract=_SENTENCE * (12 + number % 12),
            authors="".join(_AUTHOR.format(number % 9973 + one, one)
                            for one in range(1 + number % 9)),
            headings="".join(_HEADING.format(number * 7 % 5000 + one)
                             for one in range(number % 14)),
            references="".join(_REFERENCE.format(80_000_000 + number + one)
                               for one in range(number % 24)),
        ).encode()


def _write(path: Path, records: Iterable[bytes]) -> int:
    """Write the file; return how long it is unpacked."""
    size = 0
    with gzip.open(path, "wb", compresslevel=3) as handle:
        handle.write(b'<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n')
        for record in records:
            size += len(record)
            handle.write(record)
        handle.write(b"</PubmedArticleSet>\n")
    return size
