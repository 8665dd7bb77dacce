"""Roles and what each may do. A role is granted everywhere, or in an organisation and its parts."""

from enum import StrEnum

from belvedere.tables.words import Words


class Permission(StrEnum):
    """One thing that somebody may do."""

    SEE_DRAFTS = "see_drafts"
    EDIT_PROFILE = "edit_profile"
    PUBLISH_PROFILE = "publish_profile"
    DESCRIBE = "describe"
    CREATE = "create"
    RESTRUCTURE = "restructure"
    IMPORT = "import"
    SEE_PEOPLE = "see_people"
    MANAGE_PEOPLE = "manage_people"
    SEE_AUDIT = "see_audit"
    MANAGE_ACCOUNTS = "manage_accounts"
    KEEP_CLINICAL = "keep_clinical"
    DECIDE_CLINICAL = "decide_clinical"
    KEEP_PARTNERSHIPS = "keep_partnerships"
    SIGN_PARTNERSHIPS = "sign_partnerships"
    KEEP_TRANSFER = "keep_transfer"
    DECIDE_TRANSFER = "decide_transfer"
    KEEP_FUNDING = "keep_funding"
    DECIDE_FUNDING = "decide_funding"
    CURATE = "curate"


class Role(StrEnum):
    """What somebody is to the register. Who is not signed in is a visitor."""

    CONTRIBUTOR = "contributor"
    CLINICAL = "clinical_officer"
    TRANSFER = "transfer_officer"
    PARTNERSHIPS = "partnerships_officer"
    FUNDING = "funding_officer"
    CURATOR = "curator"
    EDITOR = "editor_in_chief"
    ADMINISTRATOR = "administrator"


ROLE_WORDS = {
    Role.CONTRIBUTOR: Words("Contributor", "Contributeur"),
    Role.CLINICAL: Words("Clinical desk officer", "Chargé du bureau clinique"),
    Role.TRANSFER: Words("Transfer desk officer", "Chargé du transfert"),
    Role.PARTNERSHIPS: Words("Partnerships desk officer", "Chargé des partenariats"),
    Role.FUNDING: Words("Funding desk officer", "Chargé des financements"),
    Role.CURATOR: Words("Curator", "Documentaliste"),
    Role.EDITOR: Words("Editor-in-chief", "Rédacteur en chef"),
    Role.ADMINISTRATOR: Words("Administrator", "Administrateur"),
}

_SEES = {Permission.SEE_DRAFTS, Permission.SEE_PEOPLE}
_WRITES = _SEES | {Permission.EDIT_PROFILE, Permission.MANAGE_PEOPLE}
_CURATES = _WRITES | {Permission.DESCRIBE, Permission.CREATE, Permission.RESTRUCTURE,
                      Permission.IMPORT, Permission.CURATE}
MAY = {
    Role.CONTRIBUTOR: frozenset(_WRITES),
    Role.CLINICAL: frozenset(_SEES | {Permission.KEEP_CLINICAL, Permission.DECIDE_CLINICAL}),
    Role.TRANSFER: frozenset(_SEES | {Permission.KEEP_TRANSFER, Permission.DECIDE_TRANSFER}),
    Role.PARTNERSHIPS: frozenset(_SEES | {Permission.KEEP_PARTNERSHIPS,
                                          Permission.SIGN_PARTNERSHIPS}),
    Role.FUNDING: frozenset(_SEES | {Permission.KEEP_FUNDING, Permission.DECIDE_FUNDING}),
    Role.CURATOR: frozenset(_CURATES),
    Role.EDITOR: frozenset(_CURATES | {Permission.PUBLISH_PROFILE, Permission.SEE_AUDIT}),
    Role.ADMINISTRATOR: frozenset(Permission),
}
