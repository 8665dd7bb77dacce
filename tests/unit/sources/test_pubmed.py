"""PubMed: each trap of its XML, broken files, and getting it from the net."""

import gzip
import hashlib
import json
import re

import pytest
from reading_sources import gzipped, harvested
from serving import Server, asked_of, fail, say

from belvedere.errors import InputError
from belvedere.sources import _pubmed_batches, _pubmed_net
from belvedere.sources._pubmed_text import affiliation, affiliation_id
from belvedere.sources.base import Files
from belvedere.sources.fetching import Fetcher
from belvedere.sources.pubmed import SOURCE, read_batches
from belvedere.tables import TABLES
from belvedere.tables.arrow import schema
from belvedere.tables.ledger import Ledger
from belvedere.tables.publications import PUBMED

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet>\n'
FOOT = "\n</PubmedArticleSet>\n"
DAY = "<Year>2014</Year><Month>05</Month><Day>09</Day>"


def author(*affiliations, extra="", valid="Y"):
    given = "".join(
        f"<AffiliationInfo><Affiliation>{one}</Affiliation></AffiliationInfo>"
        for one in affiliations
    )
    return (f'<Author ValidYN="{valid}"><LastName>Doe</LastName>{extra}{given}</Author>\n')


def article(pmid=1, *, title="A title.", pubdate="<Year>2014</Year>", authors=None,
            types=("Journal Article",), inside="", language="eng", after="", ids="",
            references="", issn="<ISSNLinking>0028-0836</ISSNLinking>", revised=DAY, dates=""):
    kinds = "".join(f'<PublicationType UI="D0">{one}</PublicationType>' for one in types)
    authors = author("A") if authors is None else authors
    names = f'<AuthorList CompleteYN="Y">{authors}</AuthorList>' if authors else ""
    return f"""<PubmedArticle>
<MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>
<DateRevised>{revised}</DateRevised>
<Article PubModel="Print"><Journal><ISSN IssnType="Print">1476-4687</ISSN>
<JournalIssue><PubDate>{pubdate}</PubDate></JournalIssue><Title>Nature</Title></Journal>
<ArticleTitle>{title}</ArticleTitle>{inside}{names}<Language>{language}</Language>
<PublicationTypeList>{kinds}</PublicationTypeList>{dates}</Article>
<MedlineJournalInfo>{issn}</MedlineJournalInfo>{after}</MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>{ids}</ArticleIdList>
{references}</PubmedData></PubmedArticle>
"""


def write(folder, *articles, name="pubmed26n0001.xml.gz", head=HEAD, foot=FOOT):
    content = (head + "".join(articles) + foot).encode()
    if name.endswith(".gz"):
        return gzipped(folder / name, content)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def works(found):
    return {row["record_id"] - PUBMED: row for row in found.rows["work_records"]}


def the_work(found):
    (row,) = found.rows["work_records"]
    return row


def reasons(found):
    return [entry.reason for entry in found.ledger.aside]


def test_an_article_is_read_whole(tmp_path):
    write(tmp_path, article(
        7, ids='<ArticleId IdType="doi">10.1038/NATURE12373</ArticleId>'
               '<ArticleId IdType="pmc">PMC123</ArticleId>',
        authors=author("Inserm, Paris", "CNRS, Lyon") + author(),
        inside="<Abstract><AbstractText>no <i>words</i></AbstractText></Abstract>",
        dates=f'<ArticleDate DateType="Electronic">{DAY}</ArticleDate>',
        after='<MeshHeadingList><MeshHeading><DescriptorName UI="D009369" MajorTopicYN="Y">Neo'
              '</DescriptorName><QualifierName UI="Q000473">path</QualifierName></MeshHeading>'
              "</MeshHeadingList>",
    ))
    found = harvested(SOURCE, tmp_path)
    row = {key: value for key, value in the_work(found).items() if value is not None}
    day = row.pop("publication_date_first")
    assert day == row.pop("publication_date_last") and day.isoformat() == "2014-05-09"
    assert row == {
        "record_id": PUBMED + 7, "source": "pubmed", "doi": "10.1038/nature12373", "pmid": "7",
        "pmcid": "PMC123", "title": "A title.", "type": "article",
        "publication_date": "2014-05-09", "year": 2014, "language": "en",
        "journal_id": "issn:0028-0836", "journal": "Nature", "source_type": "journal",
        "is_retracted": False, "mesh": ["D009369"], "updated": "2014-05-09",
    }
    assert [
        (row["position"], row["affiliation_id"], row["weight"], row["author_key"])
        for row in found.rows["authorships"]
    ] == [
        (1, affiliation_id("Inserm, Paris"), 0.25, None),
        (1, affiliation_id("CNRS, Lyon"), 0.25, None), (2, None, 0.5, None),
    ]
    assert {row["affiliation"] for row in found.rows["affiliations"]} == {
        "Inserm, Paris", "CNRS, Lyon",
    }
    assert not found.ledger.aside and not found.ledger.unknowns


def test_identifiers_of_references_are_not_the_articles_own(tmp_path):
    references = (
        "<ReferenceList><Reference><Citation>x</Citation><ArticleIdList>"
        '<ArticleId IdType="doi">10.1/other</ArticleId><ArticleId IdType="pmc">PMC9</ArticleId>'
        "</ArticleIdList></Reference></ReferenceList>"
    )
    after = article(1, references=references)
    before = re.sub(  # in the other order, and without a list of its own
        r"<PubmedData>.*</PubmedData>", f"<PubmedData>{references}<ArticleIdList>"
        '<ArticleId IdType="doi">10.1038/own</ArticleId></ArticleIdList></PubmedData>',
        article(2), flags=re.DOTALL)
    without = re.sub(
        r"<PubmedData>.*</PubmedData>", f"<PubmedData>{references}</PubmedData>", article(3),
        flags=re.DOTALL)
    write(tmp_path, after, before, without)
    found = works(harvested(SOURCE, tmp_path))
    assert [(found[n]["doi"], found[n]["pmcid"]) for n in (1, 2, 3)] == [
        (None, None), ("10.1038/own", None), (None, None),
    ]


def test_a_doi_beside_the_title_is_the_second_choice(tmp_path):
    located = (
        '<ELocationID EIdType="doi" ValidYN="N">10.1038/wrong</ELocationID>'
        '<ELocationID EIdType="pii" ValidYN="Y">S1</ELocationID>'
        '<ELocationID ValidYN="Y" EIdType="doi">https://doi.org/10.1038/Right</ELocationID>'
    )
    write(tmp_path, article(1, inside=located), article(
        2, inside=located, ids='<ArticleId IdType="doi">10.1038/first</ArticleId>'),
        article(3, ids='<ArticleId IdType="doi">see page</ArticleId>'))
    found = harvested(SOURCE, tmp_path)
    assert [works(found)[n]["doi"] for n in (1, 2, 3)] == [
        "10.1038/right", "10.1038/first", None,
    ]
    assert dict(found.ledger.unknowns) == {("work_records.doi", "see page"): 1}


def test_markup_in_a_title_is_flattened(tmp_path):
    write(tmp_path, article(title="Role of <i>p53</i> &amp; H<sub>2</sub>O\n  in  CO<sup>2</sup>"
                                  " &#xe9;t&#233; &lt;5 <![CDATA[a<b]]>"))
    assert the_work(harvested(SOURCE, tmp_path))["title"] == (
        "Role of p53 & H2O in CO2 été <5 a<b")


@pytest.mark.parametrize(("written", "date", "year"), [
    ("<Year>1998</Year><Month>Dec</Month><Day>3</Day>", "1998-12-03", 1998),
    ("<Year>1998</Year><Month>12</Month>", "1998-12", 1998),
    ("<Year>1998</Year><Season>Spring</Season>", "1998", 1998),
    ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12", 1998),
    ("<MedlineDate>2008 Jul-Aug</MedlineDate>", "2008-07", 2008),
    ("<MedlineDate>2012 May 12-18</MedlineDate>", "2012-05-12", 2012),
    ("<MedlineDate>2000 Spring</MedlineDate>", "2000", 2000),
    ("<MedlineDate>1976-1977</MedlineDate>", "1976", 1976),
    ("<MedlineDate>no date</MedlineDate>", None, None),
    ("<Year>2001</Year><Month>Feb</Month><Day>30</Day>", "2001-02", 2001),
])
def test_dates_are_read_as_far_as_they_go(tmp_path, written, date, year):
    write(tmp_path, article(pubdate=written))
    row = the_work(harvested(SOURCE, tmp_path))
    assert (row["publication_date"], row["year"]) == (date, year)


@pytest.mark.parametrize(("printed", "online", "date"), [
    ("<Year>2020</Year><Month>01</Month>", "2019-08-31", "2019-08-31"),
    ("<Year>2019</Year>", "2019-08-31", "2019-08-31"),
    ("<Year>2019</Year>", "2020-01-05", "2019"),
])
def test_the_earliest_date_stands_and_of_two_alike_the_exacter(tmp_path, printed, online, date):
    year, month, day = online.split("-")
    write(tmp_path, article(
        pubdate=printed, dates=f"<ArticleDate><Year>{year}</Year><Month>{month}</Month>"
                               f"<Day>{day}</Day></ArticleDate>"))
    assert the_work(harvested(SOURCE, tmp_path))["publication_date"] == date


@pytest.mark.parametrize(("printed", "online", "date"), [
    ("2105", "", None), ("0012", "", None), ("2105", "2019-08-31", "2019-08-31"),
    ("2019", "2105-01-01", "2019"), ("1665", "", "1665"),
])
def test_a_year_in_which_nothing_can_have_appeared_is_told_and_left_out(
    tmp_path, printed, online, date
):
    days = "".join(f"<ArticleDate><Year>{y}</Year><Month>{m}</Month><Day>{d}</Day></ArticleDate>"
                   for y, m, d in ([online.split("-")] if online else []))
    write(tmp_path, article(pubdate=f"<Year>{printed}</Year>", dates=days))
    found = harvested(SOURCE, tmp_path)
    row = the_work(found)
    assert row["publication_date"] == date and row["year"] == (int(date[:4]) if date else None)
    impossible = [one for one in (printed, online) if one and one[:4] in ("2105", "0012")]
    assert dict(found.ledger.unknowns) == {
        ("work_records.publication_date", one): 1 for one in impossible}


@pytest.mark.parametrize(("types", "kind", "retracted"), [
    (["Journal Article"], "article", False),
    (["Journal Article", "Review"], "review", False),
    (["Letter"], "letter", False), (["Editorial"], "editorial", False),
    (["Published Erratum"], "erratum", False), (["Preprint"], "preprint", False),
    (["Retraction of Publication"], "retraction", False),
    (["Journal Article", "Retracted Publication"], "article", True),
    ([], "article", False),
])
def test_kinds_of_document_are_in_openalex_words(tmp_path, types, kind, retracted):
    write(tmp_path, article(types=types))
    row = the_work(harvested(SOURCE, tmp_path))
    assert (row["type"], row["is_retracted"]) == (kind, retracted)


def test_languages_and_journals_that_are_not_known_are_told(tmp_path):
    write(tmp_path, article(1, language="fre", issn=""), article(2, language="und"),
          article(3, language="xyz", issn="<ISSNLinking>12-34</ISSNLinking>"))
    found = harvested(SOURCE, tmp_path)
    rows = works(found)
    assert [(rows[n]["language"], rows[n]["journal_id"]) for n in (1, 2, 3)] == [
        ("fr", "issn:1476-4687"), (None, "issn:0028-0836"), (None, None),
    ]
    assert set(found.ledger.unknowns) == {
        ("work_records.language", "xyz"), ("work_records.journal_id", "12-34"),
    }


def test_a_group_is_an_author_and_an_investigator_is_none(tmp_path):
    group = ('<Author ValidYN="Y"><CollectiveName>The Group</CollectiveName></Author>')
    write(tmp_path, article(
        authors=author("A") + group + author("Wrong", valid="N"),
        after='<InvestigatorList><Investigator ValidYN="Y"><LastName>X</LastName><AffiliationInfo>'
              "<Affiliation>Elsewhere</Affiliation></AffiliationInfo></Investigator>"
              "</InvestigatorList>"))
    found = harvested(SOURCE, tmp_path)
    assert [(row["position"], row["weight"]) for row in found.rows["authorships"]] == [
        (1, 0.5), (2, 0.5),
    ]
    assert [row["affiliation"] for row in found.rows["affiliations"]] == ["A"]


def test_one_affiliation_given_twice_by_an_author_counts_once(tmp_path):
    write(tmp_path, article(authors=author("A", "A", " A <sup>1</sup>")))
    found = harvested(SOURCE, tmp_path)
    assert [row["weight"] for row in found.rows["authorships"]] == [0.5, 0.5]
    assert {row["affiliation"] for row in found.rows["affiliations"]} == {"A", "A 1"}


@pytest.mark.parametrize("authors", ["", "<Author/>"])
def test_an_article_without_authors_has_no_authorships(tmp_path, authors):
    write(tmp_path, article(authors=authors))
    found = harvested(SOURCE, tmp_path)
    assert len(found.rows["work_records"]) == 1
    assert not found.rows["authorships"]


@pytest.mark.parametrize(("written", "kept"), [
    ("Inserm, Paris. Electronic address: a.b@c.fr.", "Inserm, Paris."),
    ("Inserm, Paris, France a_b@c-d.org", "Inserm, Paris, France"),
    ("Inserm (e-mail: a@b.fr), Paris", "Inserm, Paris"),
    ("a@b.fr", ""),
    ("Inserm. Electronic address: a@b.fr; c@d.fr.", "Inserm."),
    ("Inserm, Paris. ORCID: https://orcid.org/0000-0002-1825-0097.", "Inserm, Paris."),
    ("Inserm, Paris", "Inserm, Paris"),
])
def test_addresses_of_persons_are_taken_out_of_affiliations(written, kept):
    assert affiliation(written.encode()) == kept


def test_nothing_names_an_author(tmp_path):
    write(tmp_path, article(authors=author("A doe@x.org", extra=(
        '<Identifier Source="ORCID">0000-0002-1825-0097</Identifier>'))))
    rows = repr(harvested(SOURCE, tmp_path).rows)
    assert "Doe" not in rows and "0000-0002" not in rows and "@" not in rows


def test_grants_are_kept_once(tmp_path):
    grant = ("<Grant><GrantID>R01 X</GrantID><Acronym>X</Acronym><Agency>NIH &amp; Co</Agency>"
             "<Country>United States</Country></Grant>")
    text = article().replace("<PublicationTypeList>", (
        f"<GrantList>{grant}{grant}<Grant><Agency>ANR</Agency><Country/></Grant></GrantList>"
        "<PublicationTypeList>"))
    write(tmp_path, text)
    assert [
        (row["agency"], row["grant_number"], row["country"])
        for row in harvested(SOURCE, tmp_path).rows["work_grants"]
    ] == [("NIH & Co", "R01 X", "United States"), ("ANR", None, None)]


def test_the_version_of_the_latest_file_stands(tmp_path):
    write(tmp_path, article(1, title="old"), article(2), name="pubmed26n0002.xml.gz")
    write(tmp_path, article(1, title="new", authors=author("B")), name="pubmed26n0010.xml.gz")
    found = harvested(SOURCE, tmp_path)
    assert {n: row["title"] for n, row in works(found).items()} == {1: "new", 2: "A title."}
    assert len(found.rows["authorships"]) == 2
    assert found.ledger.notes == {"records of which a later file has a newer version": 1}


@pytest.mark.parametrize("records", [1, 20_000])
def test_the_later_of_two_versions_in_one_file_stands(tmp_path, monkeypatch, records):
    monkeypatch.setattr(_pubmed_batches, "RECORDS", records)
    write(tmp_path, article(1, title="old"), article(2), article(1, title="new"))
    found = harvested(SOURCE, tmp_path)
    assert {n: row["title"] for n, row in works(found).items()} == {1: "new", 2: "A title."}
    assert found.ledger.notes == {"records that one file gives twice; the later stands": 1}
    assert not found.ledger.aside


def test_what_an_update_withdraws_is_kept_as_withdrawn(tmp_path):
    write(tmp_path, article(1), article(2), name="pubmed26n0001.xml.gz")
    write(tmp_path, article(3), name="pubmed26n0002.xml.gz", foot=(
        '<DeleteCitation>\n<PMID Version="1">1</PMID>\n<PMID Version="1">3</PMID>'
        f"</DeleteCitation>{FOOT}"))
    found = harvested(SOURCE, tmp_path)
    assert {n: (row["replaced_by"], row["title"]) for n, row in works(found).items()} == {
        1: ("deleted", None), 2: (None, "A title."), 3: ("deleted", None),
    }
    assert [row["record_id"] for row in found.rows["authorships"]] == [PUBMED + 2]
    assert found.ledger.records_in == 5


def test_a_record_that_breaks_is_set_aside_with_its_line_and_the_others_stand(tmp_path):
    write(tmp_path, article(1), article(2, title="a &&& b"), article(3),
          article(4).replace("</Journal>", "</Jurnal>"), article(5, title="&eacute;"), article(6))
    found = harvested(SOURCE, tmp_path)
    assert set(works(found)) == {1, 3, 6}
    assert [(entry.file, entry.row) for entry in found.ledger.aside] == [
        ("pubmed26n0001.xml.gz", 2), ("pubmed26n0001.xml.gz", 4), ("pubmed26n0001.xml.gz", 5),
    ]
    before = (HEAD + article(1) + article(2, title="a &&& b")).partition("&&&")[0]
    assert reasons(found)[0] == (
        f"line {1 + before.count(chr(10))}: not well-formed, not well-formed (invalid token), in "
        "PMID 2; read on from the next record")
    assert "mismatched tag, in PMID 4" in reasons(found)[1]
    assert "undefined entity, in PMID 5" in reasons(found)[2]
    assert "Doe" not in repr(found.ledger.aside)


def test_a_record_that_never_ends_does_not_take_the_next_with_it(tmp_path):
    write(tmp_path, article(1), article(2).replace("</PubmedArticle>", ""), article(3))
    found = harvested(SOURCE, tmp_path)
    assert set(works(found)) == {1, 3}
    assert len(reasons(found)) == 1 and "PMID 2" in reasons(found)[0]


def test_a_file_that_breaks_off_keeps_what_came_before(tmp_path):
    write(tmp_path, article(1), article(2)[:300], foot="")
    write(tmp_path, article(3), foot="", name="pubmed26n0002.xml")
    found = harvested(SOURCE, tmp_path)
    assert set(works(found)) == {1, 3}
    line = (HEAD + article(1)).count("\n") + 1
    assert reasons(found)[1] == (
        f"line {line}: the file breaks off within this record; what came before is kept")
    assert "the file breaks off before its last line" in reasons(found)[0]


def test_a_truncated_gzip_keeps_what_came_before(tmp_path, monkeypatch):
    path = write(tmp_path, *(article(n, title=hashlib.sha256(b"%d" % n).hexdigest())
                             for n in range(1, 9000)))
    path.write_bytes(path.read_bytes()[:-2000])
    found = harvested(SOURCE, tmp_path)
    assert len(works(found)) > 1000
    assert len(reasons(found)) == 1
    assert "the compressed file is damaged or cut short" in reasons(found)[0]


def test_records_without_number_or_article_are_set_aside(tmp_path):
    write(tmp_path, article("x1"), article(2).replace("<PMID", "<ID").replace("/PMID", "/ID"),
          re.sub("<Article .*</Article>", "", article(3), flags=re.DOTALL), article(4))
    found = harvested(SOURCE, tmp_path)
    assert set(works(found)) == {4}
    assert [reason.partition(": ")[2] for reason in reasons(found)] == [
        "has no PMID ('x1')", "has no PMID", "PMID 3 has no Article",
    ]


def test_bytes_that_are_not_utf_8_are_set_aside(tmp_path):
    path = write(tmp_path, article(1, title="TITLE"), article(2), name="pubmed26n0001.xml")
    path.write_bytes(path.read_bytes().replace(b"TITLE", b"\xe9t\xe9"))
    found = harvested(SOURCE, tmp_path)
    assert set(works(found)) == {2}
    assert "is not UTF-8" in reasons(found)[0]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16"])
def test_a_file_in_another_encoding_is_read(tmp_path, encoding):
    head = HEAD.replace("UTF-8", encoding)
    (tmp_path / "pubmed26n0001.xml").write_bytes(
        (head + article(title="été") + FOOT).encode(encoding))
    assert the_work(harvested(SOURCE, tmp_path))["title"] == "été"


def test_no_entity_is_expanded_and_no_document_type_followed(tmp_path):
    bomb = ('<?xml version="1.0"?>\n<!DOCTYPE PubmedArticleSet SYSTEM "http://127.0.0.1:9/x.dtd" '
            '[<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>\n<PubmedArticleSet>')
    write(tmp_path, article(1, title="&a;"), article(2, title="&b;"), article(3), head=bomb)
    found = harvested(SOURCE, tmp_path)
    assert set(works(found)) == {3}
    assert all("undefined entity" in reason for reason in reasons(found))


def test_comments_cdata_and_single_quotes_are_read(tmp_path):
    text = article(ids="<ArticleId IdType='doi'>10.1038/x</ArticleId>", title="<![CDATA[a & b]]>")
    write(tmp_path, text.replace("<Language>", "<!-- <Language>fre</Language> --><Language>"),
          article(2).replace("<Language>", "<!-- <Language>fre</Language> --><?x y?><Language>"))
    found = works(harvested(SOURCE, tmp_path))
    assert (found[1]["doi"], found[1]["title"]) == ("10.1038/x", "a & b")
    assert {row["language"] for row in found.values()} == {"en"}


def test_the_older_generation_of_files_is_read(tmp_path):
    old = re.search("<MedlineCitation.*</MedlineCitation>", article(5), re.DOTALL)[0]
    old = old.replace("</MedlineCitation>", '<OtherID Source="NLM">PMC77</OtherID>'
                      "</MedlineCitation>\n")
    write(tmp_path, old, name="medline16n0902.xml.gz", head="<MedlineCitationSet>\n",
          foot="</MedlineCitationSet>")
    found = harvested(SOURCE, tmp_path)
    assert (the_work(found)["pmid"], the_work(found)["pmcid"]) == ("5", "PMC77")
    assert not found.ledger.aside


def test_books_and_stray_text_are_told(tmp_path):
    book = "<PubmedBookArticle><BookDocument><PMID>9</PMID></BookDocument></PubmedBookArticle>\n"
    write(tmp_path, article(1), book, article(2), "stray", article(3))
    found = harvested(SOURCE, tmp_path)
    assert set(works(found)) == {1, 2, 3}
    assert "is a book or a chapter" in reasons(found)[0]
    assert "stands outside of any record" in reasons(found)[1]


def test_answers_put_together_in_one_file_are_read(tmp_path):
    write(tmp_path, article(1), FOOT, HEAD, article(2), name="answers.xml")
    found = harvested(SOURCE, tmp_path)
    assert set(works(found)) == {1, 2}
    assert not found.ledger.aside


def test_only_files_of_pubmed_are_found_the_newest_first(tmp_path):
    for name in ("pubmed26n0002.xml.gz", "pubmed26n0010.xml.gz", "pubmed25n1300.xml.gz",
                 "deep/efetch.xml"):
        write(tmp_path, article(), name=name)
    write(tmp_path, head="<study>", foot="</study>", name="other.xml")
    write(tmp_path, article(), name="pubmed_efetch.part/pubmed_answer.xml")
    (tmp_path / "cut.xml.gz").write_bytes(b"\x1f\x8b")
    assert [path.name for path in SOURCE.find(tmp_path)] == [
        "efetch.xml", "pubmed26n0010.xml.gz", "pubmed26n0002.xml.gz", "pubmed25n1300.xml.gz",
    ]


def test_batches_have_the_declared_columns_and_small_files_go_together(tmp_path):
    for number in range(1, 4):
        write(tmp_path, article(number), name=f"pubmed26n000{number}.xml.gz")
    files = Files(tmp_path, tuple(SOURCE.find(tmp_path)))
    (batch,) = read_batches(files, Ledger())
    assert set(batch) == set(SOURCE.tables)
    assert all(table.schema == schema(TABLES[name]) for name, table in batch.items())
    assert batch["work_records"].num_rows == 3
    assert SOURCE.as_of(files) == "2014-05-09"


class Eutils(Server):
    """E-utilities and a release, as small as they can be."""

    def __init__(self):
        super().__init__()
        self.asked, self.files, self.count, self.answers = [], {}, 3, {}
        self.failures = []

    def handle(self, request):
        path, query = asked_of(request)
        self.asked.append((path, query))
        body = self.answer(path, query)
        if self.failures and (failure := self.failures.pop(0)):
            fail(request, failure, body)
        else:
            say(request, 404 if body is None else 200, body or b"")

    def answer(self, path, query):
        if path == "/esearch.fcgi":
            span = query["mindate"] != query["maxdate"] and query["mindate"] == "1900/01/01"
            count = self.count if span else 2
            return json.dumps({"esearchresult": {
                "count": str(count), "webenv": "W", "querykey": "1"}}).encode()
        if path == "/efetch.fcgi":
            start = int(query["retstart"])
            given = self.answers.get(start)
            return given or (HEAD + article(start + 1) + article(start + 2) + FOOT).encode()
        return self.files.get(path)


@pytest.fixture
def eutils(monkeypatch):
    monkeypatch.setattr(_pubmed_net, "PAUSE", 0)
    monkeypatch.setattr(_pubmed_net, "PAGE", 2)
    with Eutils() as running:
        yield running


@pytest.fixture
def fetch(eutils, tmp_path):
    fetcher = Fetcher(tmp_path, quiet=True)
    fetcher.first_wait = 0.001
    return lambda **settings: SOURCE.fetch(
        fetcher, {"address": eutils.url, "release_address": eutils.url, **settings})


def test_a_query_is_fetched_page_after_page(eutils, fetch, tmp_path):
    paths = fetch(pubmed_query="inserm[ad]")
    assert [path.name for path in paths] == [
        "pubmed_answer-0001-00000.xml", "pubmed_answer-0001-00002.xml",
    ]
    assert eutils.asked[0][1]["term"] == "inserm[ad]"
    assert eutils.asked[1][1] | {"tool": ""} == {
        "db": "pubmed", "query_key": "1", "WebEnv": "W", "retstart": "0", "retmax": "2",
        "retmode": "xml", "tool": "",
    }
    assert set(works(harvested(SOURCE, tmp_path))) == {1, 2, 3, 4}


def test_a_query_comes_through_refusals_and_cuts(eutils, fetch, tmp_path):
    eutils.failures = [429, 503, "cut", None, 503, "cut", None, 429]
    assert len(fetch(pubmed_query="x")) == 2
    assert not eutils.failures
    assert set(works(harvested(SOURCE, tmp_path))) == {1, 2, 3, 4}


@pytest.mark.parametrize("garbage", [b"<html>down</html>", b"\x00\xff", b"{}"])
def test_garbage_is_told_and_nothing_of_it_kept(eutils, fetch, tmp_path, garbage):
    eutils.answers[0] = garbage
    with pytest.raises(InputError, match="is no whole set of articles"):
        fetch(pubmed_query="x")
    assert SOURCE.find(tmp_path) == []


def test_a_query_that_was_cut_goes_on_after_its_last_page(eutils, fetch, tmp_path):
    eutils.answers[2] = b"<eFetchResult><ERROR>busy</ERROR></eFetchResult>"
    with pytest.raises(InputError, match="from record 3 on is no whole set of articles"):
        fetch(pubmed_query="x")
    assert SOURCE.find(tmp_path) == []
    eutils.answers.clear()
    assert len(fetch(pubmed_query="x")) == 2
    assert [path for path, _ in eutils.asked].count("/esearch.fcgi") == 1
    assert [query.get("retstart") for _, query in eutils.asked] == [None, "0", "2", "2"]


def test_a_query_of_too_many_records_is_asked_by_parts(eutils, fetch, monkeypatch):
    monkeypatch.setattr(_pubmed_net, "MOST", 2)
    eutils.count = 3
    answer = eutils.answer

    def halved(path, query):
        if path == "/esearch.fcgi" and not query["maxdate"].startswith("19"):
            return answer(path, query)
        return answer(path, query | {"mindate": "-"})

    eutils.answer = halved
    assert [path.name for path in fetch(pubmed_query="x")] == [
        "pubmed_answer-0001-00000.xml", "pubmed_answer-0002-00000.xml",
    ]


def test_a_query_that_is_refused_is_told(eutils, fetch):
    eutils.answer = lambda path, query: json.dumps(
        {"esearchresult": {"ERROR": "Empty term"}}).encode()
    with pytest.raises(InputError, match=r"no search came of '\(' \(Empty term\)"):
        fetch(pubmed_query="(")


def release(eutils, name, folder, content, md5=None):
    eutils.files[f"/{folder}/{name}"] = content
    digest = md5 or hashlib.md5(content, usedforsecurity=False).hexdigest()
    eutils.files[f"/{folder}/{name}.md5"] = f"MD5({name})= {digest}\n".encode()
    listed = eutils.files.get(f"/{folder}/", b"")
    eutils.files[f"/{folder}/"] = listed + (
        f'<a href="{name}">{name}</a> <a href="{name}.md5">{name}.md5</a>\n').encode()


def test_the_release_is_fetched_and_checked(eutils, fetch, tmp_path):
    release(eutils, "pubmed26n0001.xml.gz", "baseline",
            gzip.compress((HEAD + article(1) + FOOT).encode()))
    release(eutils, "pubmed26n0002.xml.gz", "updatefiles",
            gzip.compress((HEAD + article(1, title="new") + FOOT).encode()))
    assert [path.name for path in fetch(baseline=True)] == [
        "pubmed26n0001.xml.gz", "pubmed26n0002.xml.gz",
    ]
    assert the_work(harvested(SOURCE, tmp_path))["title"] == "new"


def test_a_file_with_another_md5_is_refused(eutils, fetch, tmp_path):
    release(eutils, "pubmed26n0001.xml.gz", "baseline", b"x", md5="0" * 32)
    with pytest.raises(InputError, match=f"but {'0' * 32} is published"):
        fetch(baseline=True)
    assert not (tmp_path / "pubmed26n0001.xml.gz").exists()


def test_a_folder_that_lists_nothing_is_told(eutils, fetch):
    eutils.files["/baseline/"] = b"<html></html>"
    with pytest.raises(InputError, match="lists no file"):
        fetch(baseline=True)


def test_a_fetch_of_nothing_says_what_to_write(fetch):
    with pytest.raises(InputError, match=r"pubmed_query = .* baseline = true"):
        fetch()
