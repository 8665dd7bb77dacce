"""PubMed: records that are cut many at once give what they give one by one."""

import gzip
import random
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from belvedere.sources import _pubmed_batches, _pubmed_files, _pubmed_many, _pubmed_text
from belvedere.sources._pubmed_wellformed import WellFormed
from belvedere.sources.base import Files
from belvedere.sources.pubmed import SOURCE
from belvedere.tables.ledger import Ledger

SHARED = Path(__file__).parents[4] / "shared" / "data" / "pubmed"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet>\n'
FOOT = "\n</PubmedArticleSet>\n"

AUTHORS = (
    '<Author ValidYN="Y"><LastName>Doe</LastName></Author>',
    '<Author ValidYN="Y"><LastName>Doe</LastName><AffiliationInfo><Affiliation>Inserm, Paris. '
    "Electronic address: a@b.fr.</Affiliation></AffiliationInfo></Author>",
    '<Author ValidYN="Y" EqualContrib="Y"><AffiliationInfo><Affiliation>Inserm, Paris'
    "</Affiliation></AffiliationInfo><AffiliationInfo><Affiliation>Lyon &amp; Bron x.y@z.org"
    "</Affiliation></AffiliationInfo><AffiliationInfo><Affiliation>Inserm, Paris</Affiliation>"
    "</AffiliationInfo></Author>\n",
    '<Author ValidYN="Y"><AffiliationInfo><Affiliation>a@b.fr</Affiliation></AffiliationInfo>'
    "<AffiliationInfo><Affiliation>é <sup>1</sup>Nancy</Affiliation></AffiliationInfo></Author>",
    '<Author ValidYN="N"><AffiliationInfo><Affiliation>Wrong</Affiliation></AffiliationInfo>'
    "</Author>",
    "<Author ValidYN='N'><LastName>X</LastName></Author>",
    '<Author EqualContrib="Y" ValidYN="N"><LastName>X</LastName></Author>',
    '<Author ValidYN="N"/>', '<Author ValidYN="Y"/>', "<Author><LastName>X</LastName></Author>",
    "<Author/>", '<Author ValidYN="Y" EqualContrib="Y"/>',
    '<Author ValidYN="Y"><Affiliation>old</Affiliation></Author>',
    '<Author ValidYN="Y"><AffiliationInfo><Affiliation/></AffiliationInfo></Author>',
    '<Author ValidYN="Y"><Affiliation lang="fr">Metz</Affiliation></Author>',
    "<Affiliation>of nobody</Affiliation>",
    '<Author ValidYN="Y"><CollectiveName>Group</CollectiveName></Author>',
)
REFERENCES = (
    '<ReferenceList><Reference><Citation>x</Citation><ArticleIdList><ArticleId IdType="doi">'
    "10.1000/other</ArticleId></ArticleIdList></Reference></ReferenceList>"
)
LOCATION = '<ELocationID EIdType="doi" ValidYN="Y">10.1038/Beside</ELocationID>'
GRANT = ("<GrantList><Grant><GrantID>R1</GrantID><Agency>ANR</Agency></Grant><Grant><Agency>ANR"
         "</Agency><Country>France</Country></Grant></GrantList>")
MESH = ('<MeshHeadingList><MeshHeading><DescriptorName UI="D009369">x</DescriptorName>'
        '<QualifierName UI="Q1">y</QualifierName></MeshHeading><MeshHeading><DescriptorName '
        'UI="D000328">z</DescriptorName></MeshHeading></MeshHeadingList>')
ODD = (  # what is replaced in a record, and by what
    ("<Language>", "<!-- <Language>fre</Language> --><Language>"),
    ("<Language>", "<?x y?><Language>"), ("<PubmedArticle>", "stray<PubmedArticle>"),
    ("Title.", "<![CDATA[a < b]]>"), ("Title.", "&eacute;"), ("Title.", "a && b"),
    ("Title.", "&#xe9; &lt;"), ("Title.", "a > b"), ("Title.", "TITLE"), ("Title.", ""),
    ("</Journal>", "</Jurnal>"), ("</PubmedArticle>", ""),
    ("<PubmedArticle>", "   \n<PubmedArticle\n>"),
    ("<PubmedArticle>", " " * 150 + "<PubmedArticle>"),
    ("<PubmedArticle>", '<PubmedArticle a="1">'), ('"Print"', "'Print'"), ('"Print"', '"<"'),
    ("<Article ", "<Article\n"), ("<Article PubModel=\"Print\">", "<Article>"),
    ("<PMID Version=\"1\">", "<PMID>"), ("<PMID Version=\"1\">", "<PMID Version='1'> 00"),
    ("<PMID Version=\"1\">", "<PMID Version=\"1\">x"), ("<PMID", "<Other>1</Other><PMID"),
    ("<PMID Version=\"1\">", "<PMID Version=\"1\"><!-- 4 -->"),
    ("<ArticleTitle>", '<ArticleTitle lang="fr">'), ("<ArticleTitle>Title.</ArticleTitle>", ""),
    ("<ArticleTitle>Title.</ArticleTitle>", "<ArticleTitle/>"),
    ("<ArticleTitle>", "<VernacularTitle>v</VernacularTitle><ArticleTitle>"),
    ("<DateRevised>", "<DateRevised><Era>AD</Era>"), ("</DateRevised>", "</DateRevised><Other/>"),
    ("<PubmedData>", f"<PubmedData>{REFERENCES}"), ("</PubmedData>", f"{REFERENCES}</PubmedData>"),
    ("</PubmedData>", '<x y="</PubmedArticle>"/></PubmedData>'),
    ("</PubmedData>", '<x y="</PubmedArticle>\n<PubmedArticle>"/></PubmedData>'),
    ("</PubmedArticle>", "</PubmedArticle><!-- </PubmedArticle> -->"),
    ("</MedlineCitation>", "<InvestigatorList><Investigator><AffiliationInfo><Affiliation>no"
     "</Affiliation></AffiliationInfo></Investigator></InvestigatorList></MedlineCitation>"),
    ("<ArticleIdList>", "<ArticleIdList/><ArticleIdList>"), ("ArticleIdList>", "IdList>"),
    ("<Language>", "<Language>fre</Language><Language>"), ("eng", "xyz"), ("eng", ""),
    ("</Article>", "<Language>ger</Language></Article>"), ("2014", "MMXIV"), ("</Article>", ""),
    ("<PubmedArticle>", "<PubmedBookArticle><PMID>8</PMID></PubmedBookArticle>\n<PubmedArticle>"),
    ("<PubmedArticle>", "<DeleteCitation><PMID>3</PMID></DeleteCitation>\n<PubmedArticle>"),
    ("<PubmedArticle>", f"{FOOT}{HEAD}<PubmedArticle>"), ("</AuthorList>", "</AuthorList >"),
    ("<Journal>", "<Journal><Journal/>"), ("<AuthorList ", "<AuthorList/><AuthorList "),
)


@st.composite
def record(draw):
    """A record, most often as they are, sometimes odd."""
    some = draw(st.randoms(use_true_random=False))
    chance = some.random
    names = "".join(some.choice(AUTHORS[:4]) if chance() < 0.95 else some.choice(AUTHORS)
                    for _ in range(some.randrange(5)))
    listed = f'<AuthorList CompleteYN="Y">{names}</AuthorList>' if chance() < 0.9 else ""
    doi = '<ArticleId IdType="doi">10.1038/X</ArticleId>' if chance() < 0.6 else ""
    pmc = '<ArticleId IdType="pmc">PMC5</ArticleId>' if chance() < 0.4 else ""
    revised = "<DateRevised><Year>2015</Year><Month>02</Month><Day>03</Day></DateRevised>\n"
    online = ('<ArticleDate DateType="Electronic"><Year>2013</Year><Month>09</Month></ArticleDate>'
              * some.choice((0, 0, 1, 2)))
    linking = "<ISSNLinking>0028-0836</ISSNLinking>" if chance() < 0.5 else ""
    text = f"""<PubmedArticle>
<MedlineCitation Status="MEDLINE"><PMID Version="1">{some.randrange(1, 9)}</PMID>
{revised if chance() < 0.8 else ""}<Article PubModel="Print"><Journal>
<ISSN IssnType="Print">1476-4687</ISSN><JournalIssue><PubDate><Year>2014</Year></PubDate>
</JournalIssue><Title>Nature</Title></Journal><ArticleTitle>Title.</ArticleTitle>
{LOCATION if chance() < 0.5 else ""}<Abstract><AbstractText>p &lt; 1</AbstractText></Abstract>
{listed}<Language>eng</Language>{GRANT if chance() < 0.3 else ""}<PublicationTypeList>
<PublicationType UI="D1">Letter</PublicationType></PublicationTypeList>{online}</Article>
<MedlineJournalInfo>{linking}</MedlineJournalInfo>{MESH if chance() < 0.5 else ""}
</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">1</ArticleId>{doi}{pmc}
</ArticleIdList>{REFERENCES if chance() < 0.5 else ""}</PubmedData></PubmedArticle>
"""
    for _ in range(some.choice((0, 0, 0, 1, 2))):
        text = text.replace(*some.choice(ODD), 1)
    return text


@st.composite
def file(draw):
    """A file of PubMed, its end perhaps cut or with withdrawals."""
    content = HEAD + "".join(draw(st.lists(record(), max_size=12)))
    content += draw(st.sampled_from((FOOT, FOOT, FOOT, "", "<PubmedArticle><PMID>", (
        f'<DeleteCitation><PMID Version="1">2</PMID></DeleteCitation>{FOOT}'))))
    raw = content.encode().replace(b"TITLE", b"\xe9t\xe9")
    if draw(st.booleans()) and draw(st.booleans()):
        raw = re.sub(rb"</?Pubmed(?:Article\b|Data).*?>", b"", raw).replace(
            b"PubmedArticleSet", b"MedlineCitationSet")
    return raw


def read(folder, careful):
    """Return all tables, places and the ledger of the files under a folder."""
    with pytest.MonkeyPatch.context() as patched:
        if careful:
            patched.setattr(_pubmed_files.Runs, "of_articles", False)
        ledger = Ledger()
        files = Files(folder, tuple(SOURCE.find(folder)))
        found = []
        for batch in _pubmed_batches.batches(files, ledger):
            tables = {name: table.to_pylist() for name, table in batch.tables.items()}
            places = [batch.places.get(row["record_id"], None) for row in tables["work_records"]]
            found.append((tables, places))
    return found, ledger


def alike(folder):
    """Hold both ways to each other; return what they found."""
    (at_once, ledger), (one_by_one, other) = read(folder, False), read(folder, True)
    assert ledger == other
    assert len(at_once) == len(one_by_one)
    for ours, theirs in zip(at_once, one_by_one):
        assert ours == theirs
    return at_once


@settings(max_examples=150)
@given(st.lists(file(), min_size=1, max_size=3), st.sampled_from((2, 5, 20_000)))
def test_both_ways_find_the_same(tmp_path_factory, contents, records):
    folder = tmp_path_factory.mktemp("drawn")
    for number, content in enumerate(contents, start=1):
        (folder / f"pubmed26n000{number}.xml").write_bytes(content)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_pubmed_batches, "RECORDS", records)
        patched.setattr(_pubmed_files, "PIECE", 1500 * records)
        alike(folder)


def plain(number):
    return (f'<PubmedArticle><MedlineCitation><PMID Version="1">{number}</PMID><DateRevised>'
            "<Year>2015</Year><Month>02</Month><Day>03</Day></DateRevised><Article "
            'PubModel="Print"><Journal><JournalIssue><PubDate><Year>2014</Year></PubDate>'
            "</JournalIssue><Title>Nature</Title></Journal><ArticleTitle>Title."
            f'</ArticleTitle><AuthorList CompleteYN="Y">{AUTHORS[1]}</AuthorList><Language>eng'
            "</Language></Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId "
            'IdType="doi">10.1038/x</ArticleId></ArticleIdList></PubmedData></PubmedArticle>\n')


@pytest.mark.parametrize("beside", ["", "</b>", "<b>", "</PubmedData>"])
@pytest.mark.parametrize("odd", range(len(ODD)))
def test_each_oddity_among_plain_records_is_read_as_by_itself(tmp_path, odd, beside):
    changed = plain(2).replace(*ODD[odd], 1)
    assert changed != plain(2)
    (tmp_path / "pubmed26n0001.xml").write_bytes((
        HEAD + plain(1) + changed + plain(5).replace("Nature", "Nature" + beside) + plain(4) + FOOT
    ).encode().replace(b"TITLE", b"\xe9t\xe9"))
    found = alike(tmp_path)
    kept = [row["pmid"] for row in found[0][0]["work_records"]]
    assert "4" in kept and ("5" in kept) == (not beside)


@pytest.mark.parametrize("number", range(len(AUTHORS)))
def test_each_way_to_write_an_author_gives_the_same(tmp_path, number):
    authors = AUTHORS[1] + AUTHORS[number] + AUTHORS[2]
    records = [f'<PubmedArticle><MedlineCitation><PMID Version="1">{n}</PMID><Article><Journal>'
               f"</Journal><ArticleTitle>T</ArticleTitle><AuthorList>{given}</AuthorList></Article>"
               "</MedlineCitation><PubmedData><ArticleIdList>x</ArticleIdList></PubmedData>"
               "</PubmedArticle>" for n, given in enumerate((AUTHORS[0], authors, AUTHORS[2]), 1)]
    (tmp_path / "pubmed26n0001.xml").write_text(HEAD + "".join(records) + FOOT)
    alike(tmp_path)


def test_both_ways_find_the_same_in_the_shared_records(tmp_path):
    if not SHARED.is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    for number, path in enumerate(sorted(SHARED.glob("*articles*.gz"))):
        (tmp_path / f"pubmed{number}.xml").write_bytes(gzip.decompress(path.read_bytes()))
    for path in SHARED.glob("*part.xml.gz"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert sum(len(tables["work_records"]) for tables, _ in alike(tmp_path)) > 1000


def test_nearly_all_shared_records_are_cut_at_once():
    if not SHARED.is_dir():
        pytest.skip(f"the shared data folder is not there: {SHARED}")
    content = gzip.decompress((SHARED / "pubmed_articles.xml.gz").read_bytes())
    start, end = content.index(b"<PubmedArticle>"), content.rindex(b"</PubmedArticle>") + 16
    many = _pubmed_many.cut(content[start:end], WellFormed())
    assert len(many.pmids) == 435
    assert sum(pmid is not None for pmid in many.pmids) > 0.9 * len(many.pmids)


words = st.lists(st.one_of(
    st.text(st.sampled_from("ab.-_: @,;()[]<>\t\u00a0é\x1cEe"), max_size=9),
    st.sampled_from(("Electronic address: ", "E-mail", "Corresponding author e-mail addresses: ",
                     "electronic", " mail", "France, " * 12, "(" * 90, " " * 90, "x" * 90)),
), max_size=5).map("".join)


@settings(max_examples=1000)
@given(words, words)
@example("Inserm, Paris (", "b.fr), France")
def test_an_address_is_found_the_same_near_its_sign(before, after):
    found = f"{before}a@{after}"
    assert _pubmed_text._without_address(found) == _pubmed_text._LEFT.sub(
        "", _pubmed_text._EMAIL.sub("", found))


def test_a_batch_read_again_after_all_was_forgotten_has_its_texts(tmp_path, monkeypatch):
    monkeypatch.setattr("belvedere.sources._pubmed_affiliations.MOST_KNOWN", 0)
    monkeypatch.setattr(_pubmed_batches, "RECORDS", 1)
    some = random.Random(1)
    record = ('<PubmedArticle><MedlineCitation><PMID Version="1">{}</PMID><Article><Journal>'
              "</Journal><ArticleTitle>T</ArticleTitle><AuthorList>{}</AuthorList></Article>"
              "</MedlineCitation><PubmedData><ArticleIdList>x</ArticleIdList></PubmedData>"
              "</PubmedArticle>")
    (tmp_path / "pubmed26n0001.xml").write_text(HEAD + "".join(
        record.format(number, some.choice(AUTHORS[1:4])) for number in range(1, 20)) + FOOT)
    for tables, _ in alike(tmp_path):
        assert {row["affiliation_id"] for row in tables["affiliations"]} == {
            row["affiliation_id"] for row in tables["authorships"]} - {None}
