"""Why something asked of the register is not done, told so that it can be put right."""

from belvedere.errors import BelvedereError
from belvedere.tables.words import Words


class Refused(BelvedereError):
    """What was asked cannot be: says which field is wrong, and what to do."""

    status = 400

    def __init__(self, en: str, fr: str, field: str | None = None) -> None:
        super().__init__(en)
        self.words = Words(en, fr)
        self.field = field


class NotAllowed(Refused):
    """The account may not do this here."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "Your account may not do this here. Ask an administrator for the role.",
            "Votre compte ne le permet pas ici. Demandez le rôle à un administrateur.")


class SignInFirst(NotAllowed):
    """Nobody is signed in: the page for that comes first."""


class Stale(Refused):
    """Somebody else changed it since it was read."""
