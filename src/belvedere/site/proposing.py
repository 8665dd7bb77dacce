"""Proposals from the current edition's records: the register held to what a source says."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from belvedere.evidence.store import Snapshot
from belvedere.indicators.asking import Asker
from belvedere.register.accounts.access import demand
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import Refused
from belvedere.register.proposals.actions import propose
from belvedere.register.proposals.described import Release
from belvedere.register.proposals.vocabularies import SOURCES
from belvedere.site.observatory import observatory
from belvedere.tables.sql_text import parquet
from belvedere.tables.words import Words

TABLES = ("organisation_records", "organisation_names", "organisation_relations", "units")


@require_POST
def start(request, language: str):
    """Make the proposals of a source of the current edition."""
    by = demand(request, Permission.IMPORT)
    source = request.POST.get("source", "")
    asker = observatory()
    snapshot = next((s for s in asker.edition.snapshots if s.origin["source"] == source), None)
    if source not in SOURCES or snapshot is None:
        raise Refused(f"The current edition has no records of {source.upper()}: build it with "
                      "that source.",
                      f"L’édition courante n’a pas de fiches de {source.upper()} : "
                      "construisez-la avec cette source.")
    made = propose(by=by, release=release(source, snapshot, asker))
    messages.success(request, Words(
        f"{made.new} new proposals, {made.open} still open, {made.lapsed} lapsed; "
        f"{made.decided} were decided before.",
        f"{made.new} propositions nouvelles, {made.open} encore ouvertes, {made.lapsed} sans "
        f"objet ; {made.decided} étaient déjà décidées.")(language))
    return redirect("proposals", language)


def release(source: str, snapshot: Snapshot, asker: Asker) -> Release:
    """Return a snapshot's rows as a release of its source."""
    as_of = snapshot.origin["as_of"].get(source) or asker.edition.created[:10]
    return Release(source, as_of, {
        table: asker.database.records(f"SELECT * FROM {parquet(snapshot.files[table])}")
        for table in TABLES if table in snapshot.files})
