"""The people of an organisation, on its page: visitors see those who consented."""

from django import template

from belvedere.register.accounts.permissions import Permission
from belvedere.register.organisations.queries import may
from belvedere.register.people.queries import held_at, known_as, may_about
from belvedere.register.people.vocabularies import ROLES

register = template.Library()


@register.inclusion_tag("people/_of_organisation.html", takes_context=True)
def people_of(context, organisation, day: str):
    """Show who has which role in an organisation on a day, as far as the reader may see it."""
    reader = context["request"].user
    sees = may(reader, Permission.SEE_PEOPLE, organisation)
    return {"language": context["language"], "at": context["at"], "roles": ROLES,
            "organisation": organisation,
            "positions": held_at(organisation, day, everyone=sees), "sees": sees,
            "manages": sees and may(reader, Permission.MANAGE_PEOPLE, organisation)}


@register.simple_tag(takes_context=True)
def known_person(context, name: str, email: str = ""):
    """Return the person of the register whom a text names, where the reader may see them."""
    person = known_as(name, email or "")
    reader = context["request"].user
    return person if person and may_about(reader, Permission.SEE_PEOPLE, person) else None
