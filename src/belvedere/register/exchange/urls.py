"""Addresses of a desk's lists."""

from django.urls import path

from belvedere.register.exchange import views
from belvedere.register.exchange.lists import Desk


def addresses(desk: Desk) -> list:
    """Return the addresses at which a desk's lists go out and come in."""
    def at(address: str, view, name: str, **more):
        return path(address, view, {"desk": desk, **more}, name=desk.named(name))

    return [
        at("", views.overview, "lists"),
        *(at(f"<slug:name>.{form}", views.export, f"list_{form}", form=form)
          for form in ("csv", "xlsx")),
        at("<slug:name>/import/", views.bring_in, "list_import"),
        at("dry-runs/<str:pk>/rows.csv", views.dry_run_csv, "dry_run_csv"),
        at("dry-runs/<str:pk>/", views.dry_run, "dry_run"),
    ]
