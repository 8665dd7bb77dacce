"""The lists of organisations that go out and come in as files: their columns."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.exchange.dates import day as dated
from belvedere.register.exchange.lists import (
    Column,
    DeclaredList,
    Desk,
    number,
    one_of,
    plain,
    worded,
)
from belvedere.register.organisations import details, drafted
from belvedere.register.organisations import vocabularies as words
from belvedere.register.organisations.bulk import write_details
from belvedere.register.organisations.dates import checked
from belvedere.register.organisations.drafts import Detail, judge
from belvedere.register.organisations.fact_checks import coded
from belvedere.register.organisations.queries import listed, today
from belvedere.tables.countries import CODES
from belvedere.tables.dates import bounds
from belvedere.tables.words import Words

AT_ONCE = 2_000
_is_address = URLValidator(schemes=("http", "https"))


def _date(name: str, en: str, fr: str) -> Column:
    return Column(name, Words(en, fr), dated)


def _text(name: str, en: str, fr: str, longest: int, missing: bool = True, **more) -> Column:
    return Column(name, Words(en, fr), plain(longest, missing), **more)


def _word(name: str, en: str, fr: str, vocabulary: Mapping[str, Words], missing: bool = False,
          **more) -> Column:
    known = one_of(vocabulary)
    return Column(name, Words(en, fr),
                  lambda written: "" if missing and not written else known(written),
                  worded(vocabulary), **more)


def _country(written: str) -> str:
    code = written.strip().upper()
    if code and code not in CODES:
        raise Refused(f"{written} is no country code: two letters, such as FR.",
                      f"{written} n’est pas un code de pays : deux lettres, comme FR.")
    return code


def _website(written: str) -> str:
    if written:
        try:
            _is_address(written)
        except ValidationError:
            raise Refused(f"{written} is no address of a site: it begins with https://.",
                          f"{written} n’est pas une adresse de site : elle commence par https://.",
                          ) from None
    return written


def _codes(written: str) -> list[str]:
    found = []
    for text in written.split():
        scheme, colon, value = text.partition(":")
        if not colon or scheme not in words.SCHEMES or scheme == "label":
            raise Refused(f"{text} is no identifier: write its scheme before it, such as "
                          "rnsr:200710776M; labels are in the list of identifiers.",
                          f"{text} n’est pas un identifiant : écrivez son référentiel devant, "
                          "comme rnsr:200710776M ; les labels sont dans la liste des identifiants.")
        found.append(":".join(coded(scheme, value)))
    return found


NUMBER = Column("number", Words("Number", "Numéro"), number(1, 10**15))
LANGUAGE = Column("language", Words("Language (fr, en)", "Langue (fr, en)"),
                  lambda written: one_of(words.LANGUAGES)(written) if written else "")
_ONE = (
    NUMBER,
    _text("organisation", "Organisation (number or identifier)",
          "Organisme (numéro ou identifiant)", 500, needed=True),
    _text("organisation_name", "Name of the organisation", "Nom de l’organisme", 500,
          for_reading=True),
)
_PERIOD = (_date("start", "From", "Depuis"), _date("end", "To", "Jusqu’à"))


def chosen(filters: Mapping[str, str]):
    """Return the organisations that the page of the list shows for these filters."""
    written = checked(filters.get("at", ""), "at")
    status, within = filters.get("status", ""), filters.get("within", "")
    if within and not (within.isascii() and within.isdigit() and len(within) < 19):
        raise Refused("within= is the number of an organisation.",
                      "within= est le numéro d’un organisme.")
    day = str(bounds(written)[0]) if written else "" if status else today()
    return listed(filters.get("q", ""), filters.get("kind", ""), day,
                  int(within) if within else None, filters.get("theme", ""),
                  status if status in ("open", "closed") else "", filters.get("region", ""))


def _organisations(filters: Mapping[str, str]) -> Iterator[dict]:
    found = chosen(filters).iterator(AT_ONCE)
    while some := list(islice(found, AT_ONCE)):
        pks = [one.pk for one in some]
        names, codes = drafted.english(pks), drafted.codes_of(pks)
        for one in some:
            yield {"number": one.pk, "name_en": names.get(one.pk, ""),
                   "codes": " ".join(codes.get(one.pk, ())),
                   **{name: getattr(one, name) for name in (
                       "kind", "name", "acronym", "opened", "closed", "website", "city",
                       "country")}}


def _rows(detail: Detail, filters: Mapping[str, str]) -> Iterator[dict]:
    rows = detail.model.objects.filter(organisation__in=chosen(filters).order_by().values("pk"))
    for row in rows.select_related(*detail.refs).order_by(
            "organisation__sorted_name", "organisation", "pk").iterator(AT_ONCE):
        said = {"number": row.pk, **{name: getattr(row, name) for name in detail.fields}}
        for name in detail.refs:
            said[name] = getattr(row, f"{name}_id")
            said[f"{name}_name"] = getattr(row, name).name
        yield said


def _of_organisations(name: str, title: Words, detail: Detail, columns: Sequence[Column]):
    return DeclaredList(
        name, title, (*_ONE, *columns), frozenset({Permission.IMPORT, detail.needs}),
        partial(_rows, detail), partial(judge, detail), partial(write_details, detail=detail))


ORGANISATIONS = DeclaredList(
    "organisations", Words("Organisations", "Organismes"), (
        NUMBER, _word("kind", "Kind", "Type", words.KINDS), _text("name", "Name", "Nom", 500),
        _text("name_en", "Name in English", "Nom en anglais", 500),
        _text("acronym", "Acronym", "Sigle", 100),
        _date("opened", "Opened", "Ouverture"), _date("closed", "Closed", "Fermeture"),
        _text("city", "City", "Ville", 100),
        Column("country", Words("Country code", "Code du pays"), _country),
        Column("website", Words("Site", "Site"), _website),
        Column("codes", Words("Identifiers", "Identifiants"), _codes),
    ), frozenset({Permission.IMPORT, Permission.CREATE}), _organisations, drafted.judge,
    drafted.apply)

_LISTS = (
    ORGANISATIONS,
    _of_organisations("names", Words("Names", "Noms"), details.NAMES, (
        _text("text", "Name", "Nom", 500, False, needed=True), LANGUAGE,
        _word("kind", "Kind of name", "Type de nom", words.NAME_KINDS, needed=True), *_PERIOD)),
    _of_organisations("codes", Words("Identifiers", "Identifiants"), details.CODES, (
        _word("scheme", "Scheme", "Référentiel", words.SCHEMES, needed=True),
        _text("value", "Identifier", "Identifiant", 50, False, needed=True), *_PERIOD)),
    _of_organisations("places", Words("Places", "Lieux"), details.PLACES, (
        _text("address", "Address", "Adresse", 300),
        _text("postcode", "Postcode", "Code postal", 20), _text("city", "City", "Ville", 100),
        Column("country", Words("Country code", "Code du pays"), _country),
        Column("latitude", Words("Latitude", "Latitude"), number(-90, 90, whole=False)),
        Column("longitude", Words("Longitude", "Longitude"), number(-180, 180, whole=False)),
        *_PERIOD)),
    _of_organisations("relations", Words("Relations", "Relations"), details.RELATIONS, (
        _word("kind", "Relation", "Relation", words.RELATIONS, needed=True),
        _text("other", "To which organisation", "Avec quel organisme", 500, needed=True),
        _text("other_name", "Name of the other", "Nom de l’autre", 500, for_reading=True),
        *_PERIOD, _text("label", "Label", "Label", 50),
        _word("succession", "How it succeeds", "Type de succession", words.SUCCESSIONS, True),
        _text("because", "Text or decision", "Texte ou décision", 500))),
    _of_organisations("subjects", Words("Themes and domains", "Thèmes et domaines"),
                      details.SUBJECTS, (
        _word("scheme", "Kind of subject", "Type de sujet", words.SUBJECTS, needed=True),
        _text("value", "Subject", "Sujet", 200, False, needed=True), *_PERIOD)),
    _of_organisations("staff", Words("Staff counts", "Effectifs"), details.STAFF, (
        Column("year", Words("Year", "Année"), number(0, 9999, missing=False), needed=True),
        _text("profession", "Profession", "Métier", 100, False, needed=True),
        _text("employer", "Employer", "Employeur", 200),
        Column("headcount", Words("People", "Personnes"), number(0, 10**6, missing=False),
               needed=True))),
)
DESK = Desk(Words("Organisations", "Organismes"), {one.name: one for one in _LISTS})
