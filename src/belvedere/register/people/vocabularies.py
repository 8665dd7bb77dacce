"""The words of people and their roles, each in both languages."""

from belvedere.tables.words import Words

ROLES = {
    "director": Words("Director", "Directeur"),
    "deputy_director": Words("Deputy director", "Directeur adjoint"),
    "contact": Words("Contact", "Contact"),
    "investigator": Words("Investigator", "Investigateur"),
    "laureate": Words("Laureate", "Lauréat"),
    "editor": Words("Editor", "Rédacteur"),
}
PUBLIC_ROLES = ("director", "deputy_director")
"""Roles whose holder's name visitors see, where the person consented."""
BASES = {
    "public_task": Words("task in the public interest", "mission d’intérêt public"),
    "consent": Words("consent", "consentement"),
    "contract": Words("contract", "contrat"),
}
"""Lawful bases on which a person's data are held."""
