"""The people of an organisation, on its page: visitors see those who consented."""

from django import template

from belvedere.register.accounts.permissions import Permission
from belvedere.register.organisations.queries import may
from belvedere.register.people.queries import held_at
from belvedere.register.people.vocabularies import ROLES

register = template.Library()


@register.inclusion_tag("people/_of_organisation.html", takes_context=True)
def people_of(context, organisation, day: str):
    """Show who has which role in an organisation on a day, as far as the reader may see it."""
    reader = context["request"].user
    sees = may(reader, Permission.SEE_PEOPLE, organisation)
    return {"language": context["language"], "organisation": organisation, "roles": ROLES,
            "positions": held_at(organisation, day, everyone=sees), "sees": sees,
            "manages": sees and may(reader, Permission.MANAGE_PEOPLE, organisation)}
