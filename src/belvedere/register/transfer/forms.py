"""What people fill in at the transfer desk."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from belvedere.register.desk.forms import (
    Codes,
    DeskForm,
    dated,
    form_of,
    pick,
    reason,
)
from belvedere.register.organisations.forms import OneOrganisation
from belvedere.register.transfer import vocabularies as words
from belvedere.register.transfer.models import (
    Annuity,
    InventionDisclosure,
    Inventor,
    PatentFamily,
    ProofOfConcept,
    StartUp,
    TransferContract,
)
from belvedere.tables.words import Words

DISCLOSED = ("title", "summary", "unit", "field", "inventors")
FAMILY = ("title", "summary", "unit", "field")
CONTRACT = ("title", "unit", "field", "amount", "terms")
STARTUP = ("title", "pitch", "unit", "field", "website", "company", "founders", "capital")
MOST_OWNERS = 6
FAMILY_HINT = Words("Their numbers, such as F2014-012", "Leurs numéros, tels que F2014-012")
_NUMBER_HINT = Words("With the office’s letters, such as EP14305123",
                     "Avec les lettres de l’office, tel que EP14305123")
_GIVEN = Words("Only where it has one already: else the next is given",
               "Seulement s’il en a déjà un : sinon le suivant est donné")


class Families(Codes):
    """Families by their numbers."""

    def __init__(self, several: bool = True, **more) -> None:
        super().__init__(words.FAMILY, several, FAMILY_HINT, required=False, max_length=1000,
                         **more)

    def clean(self, value):
        numbers = super().clean(value).split()
        found = {one.number: one for one in PatentFamily.objects.filter(number__in=numbers)}
        if strangers := ", ".join(number for number in numbers if number not in found):
            raise ValidationError(Words(f"There is no family {strangers}.",
                                        f"Il n’y a pas de famille {strangers}.")(self.language))
        made = [found[number] for number in numbers]
        return made if self.several else (made or [None])[0]


class Percent(forms.CharField):
    """A share in per cent, with a point or a comma."""

    hint = Words("In per cent: 33.34 or 33,34", "En pour cent : 33,34 ou 33.34")

    def clean(self, value):
        text = re.sub(r"[\s%]", "", super().clean(value)).replace(",", ".")
        if not text:
            return None
        if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", text):
            raise ValidationError(Words(
                f"{value} is no share: write 33.34, in per cent.",
                f"{value} n’est pas une part : écrivez 33,34, en pour cent.")(self.language))
        return Decimal(text)


def _opening(model, names: tuple[str, ...], needed: tuple[str, ...], **more):
    made = form_of(model, ("opened", "number", *names), ("opened", *needed), why=reason(), **more)
    made.base_fields["number"].hint = _GIVEN
    return made


def _number() -> forms.CharField:
    field = forms.CharField(label=Words("Application", "Demande"), max_length=40)
    field.hint = _NUMBER_HINT
    return field


_NEEDED = ("title", "unit")
Disclose = _opening(InventionDisclosure, DISCLOSED, _NEEDED)
ChangeDisclosure = form_of(InventionDisclosure, DISCLOSED, _NEEDED, why=reason())
Retain = form_of(InventionDisclosure, (), on=dated(), family=Families(
    False, label=Words("Family that it joins: else one is opened",
                       "Famille qu’elle rejoint : sinon une est ouverte")), why=reason())
Support = form_of(ProofOfConcept, ("start", "end", "funder", "amount"), ("start",))
OpenFamily = _opening(PatentFamily, FAMILY, _NEEDED)
ChangeFamily = form_of(PatentFamily, FAMILY, _NEEDED, why=reason())
NameInventor = form_of(Inventor, ("name", "unit"), ("name",))
UnnameInventor = form_of(Inventor, ("name",), ("name",), why=reason())
AnnuityDue = form_of(Annuity, (), number=_number(), due=dated(Words("Due", "Échéance")))
_AMOUNT = form_of(Annuity, ("amount",)).base_fields["amount"]
PayAnnuity = form_of(Annuity, (), number=_number(), on=dated(Words("Paid on", "Payée le")),
                     amount=_AMOUNT)
_WITH = {
    "partner": OneOrganisation(label=Words("Partner", "Partenaire")),
    "size": pick(Words("Size of the partner", "Taille du partenaire"), words.SIZES),
}
_FAMILIES = Families(label=Words("Patent families", "Familles de brevets"))
OpenContract = _opening(TransferContract, ("kind", *CONTRACT), ("kind", *_NEEDED),
                        families=_FAMILIES, **_WITH)
ChangeContract = form_of(TransferContract, CONTRACT, _NEEDED, why=reason())
Sign = form_of(TransferContract, (), on=dated(Words("Signed on", "Signé le")),
               begins=dated(Words("In force from, where it is another day",
                                  "En vigueur à compter du, si c’est un autre jour"), False),
               until=dated(Words("In force until, that day not included",
                                 "En vigueur jusqu’au, ce jour exclu"), False), why=reason())
Prolong = form_of(TransferContract, (), until=dated(
    Words("In force until, that day not included", "En vigueur jusqu’au, ce jour exclu")),
    why=reason())
AddPartner = form_of(TransferContract, (), **_WITH)
RemovePartner = form_of(TransferContract, (), partner=_WITH["partner"], why=reason())
Concern = form_of(TransferContract, (), families=_FAMILIES)
OpenStartUp = _opening(StartUp, STARTUP, _NEEDED)
ChangeStartUp = form_of(StartUp, STARTUP, _NEEDED, why=reason())


class Apply(DeskForm):
    """An application that was filed."""

    number = _number()
    kind = pick(Words("Kind", "Type"), words.FILINGS)
    filed = dated(Words("Filed on", "Déposée le"))


class Status(DeskForm):
    """The status of an application."""

    number = _number()
    status = pick(Words("Status", "Statut"), words.STATUSES)
    on = dated()
    why = reason()


class Owners(DeskForm):
    """All owners of a family and their shares."""

    def __init__(self, *args, **more) -> None:
        super().__init__(*args, **more)
        for n in range(1, MOST_OWNERS + 1):
            self.fields[f"owner_{n}"].label += f" {n}"
            self.fields[f"share_{n}"].label += f" {n}"

    def clean(self):
        given = super().clean()
        owners = []
        for n in range(1, MOST_OWNERS + 1):
            owner, share = given.pop(f"owner_{n}", None), given.pop(f"share_{n}", None)
            if (owner is None) != (share is None) and not self.errors:
                self.add_error(f"share_{n}" if share is None else f"owner_{n}", Words(
                    "Give the owner and its share.",
                    "Donnez le propriétaire et sa part.")(self.language))
            elif owner is not None:
                owners.append((owner, share))
        return {**given, "owners": owners}


for _n in range(1, MOST_OWNERS + 1):
    Owners.base_fields[f"owner_{_n}"] = OneOrganisation(
        label=Words("Owner", "Propriétaire"), required=_n == 1)
    Owners.base_fields[f"share_{_n}"] = Percent(
        label=Words("Share", "Part"), required=_n == 1, max_length=20)
Owners.base_fields["why"] = reason()
