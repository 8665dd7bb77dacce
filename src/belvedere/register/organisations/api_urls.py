"""Addresses of the register's API."""

from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from belvedere.register.organisations import api
from belvedere.register.organisations.api_description import DESCRIPTION


@require_safe
def description(request):
    """The description of the API, for programs."""
    return JsonResponse(DESCRIPTION)


urlpatterns = [
    path("openapi.json", description, name="api_description"),
    path("organisations", api.listing, name="api_organisations"),
    path("organisations/<str:name>", api.one, name="api_organisation"),
    path("organisations/<str:name>/relations", api.relations, name="api_relations"),
    path("tree", api.tree, name="api_tree"),
]
