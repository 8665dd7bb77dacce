"""Every address of the site. A figure's address is its question."""

from django.urls import include, path, register_converter

from belvedere.site import downloads, pages
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
    path("organisations/", pages.organisations, name="organisations"),
    path("organisations/<path:of>/", pages.organisation, name="organisation"),
    path("indicators/", pages.indicators, name="indicators"),
    path("indicators/<slug:name>/", pages.one_indicator, name="indicator"),
    path("sources/", pages.sources, name="sources"),
    path("sources/<slug:source>/aside/", pages.aside, name="aside"),
    path("compare/<kind:kind>/", compare, name="compare"),
    path("audit/", pages.audit_page, name="audit"),
]

urlpatterns = [
    path("", pages.front),
    path("healthz", pages.health),
    path("robots.txt", pages.robots),
    path("<language:language>/", include(pages_of_a_language)),
]
