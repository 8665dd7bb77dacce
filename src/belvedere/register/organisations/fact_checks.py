"""Whether a fact can stand: each check sets the values as they are kept, or raises Refused."""

import re
from collections.abc import Iterable

from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations import vocabularies as words
from belvedere.register.organisations.dates import before, checked, overlap
from belvedere.register.organisations.hierarchy import no_circle
from belvedere.register.organisations.models import (
    Code,
    Name,
    Place,
    Relation,
    StaffCount,
    Subject,
)
from belvedere.register.organisations.queries import today
from belvedere.tables.countries import CODES


def named(text: str, field: str = "name") -> str:
    """Return a name as it is kept. Raises Refused when there is none."""
    text = " ".join((text or "").split())
    if not text:
        raise Refused("Give a name.", "Donnez un nom.", field)
    if len(text) > 500:
        raise Refused("A name has 500 characters at most.",
                      "Un nom a 500 caractères au plus.", field)
    return text


def coded(scheme: str, value: str) -> tuple[str, str]:
    """Return an identifier as it is kept. Raises Refused when its scheme knows no such."""
    value = " ".join((value or "").split())
    if scheme == "ror":
        value = value.rstrip("/").rpartition("/")[2].lower()
    elif scheme != "label":
        value = value.replace(" ", "").upper()
    if not re.fullmatch(words.CODE_FORMS.get(scheme, "(?!)"), value):
        example = words.CODE_EXAMPLES.get(scheme, "…")
        raise Refused(
            f"{value[:50] or 'Nothing'} is no {scheme} identifier: one looks like {example}.",
            f"{value[:50] or 'Rien'} n’est pas un identifiant {scheme} : il ressemble à "
            f"{example}.", "value")
    return scheme, value


def name(row: Name) -> None:
    """A name has words; of two official ones in a language, one holds at a time."""
    row.text = named(row.text, "text")
    known(row.kind, words.NAME_KINDS, "kind")
    known(row.language, words.LANGUAGES, "language")
    period(row)
    if row.kind != "alias":
        if row.kind == "acronym" and len(row.text) > 100:
            raise Refused("An acronym has 100 characters at most.",
                          "Un sigle a 100 caractères au plus.", "text")
        apart(row, Name.objects.filter(organisation=row.organisation, kind=row.kind,
                                       language=row.language), lambda held: held.text)


def ends_before(row: Name) -> Name | None:
    """Return the acronym that ends where another begins."""
    begins = checked(row.start, "start")
    if row.kind != "acronym" or not begins:
        return None
    held = Name.objects.filter(organisation=row.organisation, kind="acronym", end="",
                               language=row.language).order_by("-start").first()
    return held if held and (not held.start or before(held.start, begins)) else None


def code(row: Code) -> None:
    """An identifier is of one organisation; a label of one after the other."""
    row.scheme, row.value = coded(row.scheme, row.value)
    period(row)
    others = Code.objects.filter(scheme=row.scheme, value=row.value).exclude(
        pk=row.pk).select_related("organisation")
    for other in others:
        if row.scheme != "label":
            raise Refused(
                f"{row.value} is the {row.scheme} identifier of {other.organisation} already.",
                f"{row.value} est déjà l’identifiant {row.scheme} de {other.organisation}.",
                "value")
        if other.organisation_id == row.organisation_id:
            apart(row, [other], lambda held: held.value)


def place(row: Place) -> None:
    """An organisation is in one place at a time, in a country that there is."""
    for field in ("address", "postcode", "city", "country"):
        setattr(row, field, " ".join((getattr(row, field) or "").split()))
    row.country = row.country.upper()
    if row.country and row.country not in CODES:
        raise Refused(f"{row.country} is no country code: two letters, such as FR.",
                      f"{row.country} n’est pas un code de pays : deux lettres, comme FR.",
                      "country")
    row.latitude, row.longitude = row.latitude or None, row.longitude or None
    if (row.latitude is None) != (row.longitude is None):
        raise Refused("Give both the latitude and the longitude, or neither.",
                      "Donnez la latitude et la longitude, ou aucune des deux.",
                      "latitude" if row.latitude is None else "longitude")
    period(row)
    apart(row, Place.objects.filter(organisation=row.organisation),
          lambda held: held.city or held.address)


def relation(row: Relation) -> None:
    """A relation holds once at a time and closes no circle; a supervisor has one role."""
    row.label, row.because = " ".join(row.label.split()), row.because.strip()[:500]
    period(row)
    together = ("supervised_by", "participated_by")
    kinds = together if row.kind in together else (row.kind,)
    apart(row, Relation.objects.filter(organisation=row.organisation, kind__in=kinds,
                                       other=row.other),
          lambda held: words.RELATIONS[held.kind])
    if row.kind == "part_of":
        no_circle(row.organisation, row.other, row.start, row.end, apart_from=row.pk)


def subject(row: Subject) -> None:
    """A theme, domain or panel holds once at a time."""
    known(row.scheme, words.SUBJECTS, "scheme")
    row.value = " ".join(row.value.split())
    if not 0 < len(row.value) <= 200:
        raise Refused("Write 1 to 200 characters.", "Écrivez 1 à 200 caractères.", "value")
    period(row)
    apart(row, [held for held in Subject.objects.filter(
        organisation=row.organisation, scheme=row.scheme)
        if held.value.casefold() == row.value.casefold()], lambda held: held.value)


def staff(row: StaffCount) -> None:
    """People of a profession and an employer are counted once a year, none ahead of time."""
    row.profession, row.employer = (" ".join(t.split()) for t in (row.profession, row.employer))
    if not row.profession:
        raise Refused("Say which profession.", "Dites quel métier.", "profession")
    last = int(today()[:4])
    if not 1900 <= int(row.year or 0) <= last:
        raise Refused(f"A year from 1900 to {last}.", f"Une année de 1900 à {last}.", "year")
    if StaffCount.objects.filter(organisation=row.organisation, year=row.year,
                                 profession=row.profession,
                                 employer=row.employer).exclude(pk=row.pk).exists():
        raise Refused("That is counted already for this year: correct the count that is there.",
                      "C’est déjà compté pour cette année : corrigez le nombre qui y est.",
                      "headcount")


def known(value: str, vocabulary, field: str) -> None:
    """Raise Refused when a vocabulary has no such word."""
    if value not in vocabulary:
        raise Refused("Choose one of the list.", "Choisissez dans la liste.", field)


def period(row) -> None:
    """Set both dates of a row as they are kept. What ends does so after it begins."""
    row.start, row.end = checked(row.start, "start"), checked(row.end, "end")
    if row.end and row.start[:len(row.end)] > row.end[:len(row.start)]:
        raise Refused("It cannot end before it begins: look at the two dates.",
                      "La fin précède le début : revoyez les deux dates.", "end")


def apart(row, others: Iterable, called) -> None:
    """Raise Refused when another row of the same kind holds on some of the same days."""
    for held in others:
        if held.pk != row.pk and overlap(held.start, held.end, row.start, row.end):
            said = called(held)
            en, fr = (said, said) if isinstance(said, str) else (said.en, said.fr)
            raise Refused(
                f"“{en}” holds from {held.start or '…'} to {held.end or '…'} already: the two "
                "periods overlap. Change the dates, or correct that one first.",
                f"« {fr} » vaut déjà de {held.start or '…'} à {held.end or '…'} : les deux "
                "périodes se chevauchent. Changez les dates, ou corrigez d’abord l’autre.",
                "start")
