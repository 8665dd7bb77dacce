"""The words of proposals: what they propose, from where, and how an open source speaks."""

from belvedere.tables.words import Words

SOURCES = {"rnsr": Words("RNSR", "RNSR"), "ror": Words("ROR", "ROR")}
KINDS = {
    "new": Words("New organisation", "Nouvel organisme"),
    "code": Words("Identifier", "Identifiant"),
    "name": Words("Name", "Nom"),
    "acronym": Words("Acronym", "Sigle"),
    "place": Words("Place", "Lieu"),
    "opened": Words("Opening", "Ouverture"),
    "website": Words("Site", "Site"),
    "relation": Words("Relation", "Relation"),
    "ended": Words("Relation that ended", "Relation terminée"),
    "closed": Words("Closing", "Fermeture"),
}
"""Kinds of proposals, in the order in which they can be accepted."""
STATES = {
    "open": Words("to decide", "à décider"), "accepted": Words("accepted", "acceptées"),
    "refused": Words("refused", "refusées"),
    "lapsed": Words("no longer proposed", "devenues sans objet"),
}
FIELDS = {
    "kind": Words("Kind", "Type"), "name": Words("Name", "Nom"),
    "name_en": Words("Name in English", "Nom en anglais"), "acronym": Words("Acronym", "Sigle"),
    "opened": Words("Opened", "Ouverture"), "closed": Words("Closed", "Fermeture"),
    "city": Words("City", "Ville"), "country": Words("Country code", "Code du pays"),
    "postcode": Words("Postcode", "Code postal"), "latitude": Words("Latitude", "Latitude"),
    "longitude": Words("Longitude", "Longitude"), "website": Words("Site", "Site"),
    "codes": Words("Identifiers", "Identifiants"), "subjects": Words("Subjects", "Sujets"),
    "relation": Words("Relation", "Relation"), "other": Words("With", "Avec"),
    "label": Words("Label", "Label"), "start": Words("From", "Depuis"),
    "end": Words("To", "Jusqu’à"), "succession": Words("How it succeeds", "Type de succession"),
}
LEVELS = {"team": "team", "unit": "unit"}
"""RNSR's teams and units; its third level has federations and other groups."""
ROR_KINDS = {"company": "company", "facility": "unit"}
"""Most of what ROR calls a facility is a research unit; all else is a partner."""
RELATIONS = ("supervised_by", "participated_by", "part_of", "successor_of")
ENDING = ("supervised_by", "participated_by")
"""Relations of which the RNSR tells all that there are: one that it leaves out has ended."""
