"""Every address of the site. A figure's address is its question."""

from django.urls import include, path, register_converter

from belvedere.site import (
    curating,
    downloads,
    match_api,
    organisation_pages,
    pages,
    proposing,
    source_pages,
    work_pages,
    world_map,
)
from belvedere.site.addresses import Kind, Language
from belvedere.site.compare import compare
from belvedere.site.figure_page import figure_page

register_converter(Language, "language")
register_converter(Kind, "kind")

# An identifier may hold a slash (a sponsor's name): what follows it is matched first.
figures = [
    path("<slug:name>/<path:of>/figure.json", downloads.figure_json, name="figure_json"),
    path("<slug:name>/<path:of>/rows.csv", downloads.rows_csv, name="rows_csv"),
    path("<slug:name>/<path:of>/rows.json", downloads.rows_json, name="rows_json"),
    path("<slug:name>/<path:of>/rows.parquet", downloads.rows_parquet, name="rows_parquet"),
    path("<slug:name>/<path:of>/", figure_page, name="figure"),
]

pages_of_a_language = [
    path("", pages.home, name="home"),
    path("figures/", include(figures)),
    path("portraits/<path:of>/", pages.portrait, name="portrait"),
    path("organisations/", organisation_pages.organisations, name="organisations"),
    path("organisations/<path:of>/", organisation_pages.organisation, name="organisation"),
    path("works/<int:number>/", work_pages.work, name="work"),
    path("indicators/", source_pages.indicators, name="indicators"),
    path("indicators/suggest.json", source_pages.suggest_indicators, name="suggest_indicators"),
    path("indicators/<slug:name>/", source_pages.one_indicator, name="indicator"),
    path("sources/", source_pages.sources, name="sources"),
    path("sources/<slug:source>/aside/", source_pages.aside, name="aside"),
    path("sources/<slug:source>/aside.csv", source_pages.aside_csv, name="aside_csv"),
    path("compare/<kind:kind>/", compare, name="compare"),
    path("audit/", source_pages.audit_page, name="audit"),
    path("register/proposals/", include("belvedere.register.proposals.urls")),
    path("register/proposals/start/", proposing.start, name="propose"),
    path("register/curation/", include("belvedere.register.curation.urls")),
    path("register/curation/", curating.doubts, name="curation"),
    path("register/curation/suggest.json", curating.suggest, name="suggest_matches"),
    path("register/curation/<str:number>/", curating.doubt, name="curate"),
    path("register/", include("belvedere.register.people.urls")),
    path("register/", include("belvedere.register.administration.urls")),
    path("register/", include("belvedere.register.organisations.urls")),
    path("register/", include("belvedere.register.desk.urls")),
    path("register/clinical/", include("belvedere.register.clinical.urls")),
    path("register/partnerships/", include("belvedere.register.partnerships.urls")),
    path("register/transfer/", include("belvedere.register.transfer.urls")),
    path("register/funding/", include("belvedere.register.funding.urls")),
    path("account/", include("belvedere.register.accounts.urls")),
]

urlpatterns = [
    path("", pages.front),
    path("healthz", pages.health),
    path("robots.txt", pages.robots),
    path("world.svg", world_map.world, name="world"),
    path("api/match", match_api.match, name="api_match"),
    path("api/match/openapi.json", match_api.description, name="api_match_description"),
    path("api/register/", include("belvedere.register.organisations.api_urls")),
    path("<language:language>/", include(pages_of_a_language)),
]
