"""What an address may say besides its question, read with care."""

from belvedere.errors import QuestionError
from belvedere.indicators.question import Period, period

LARGEST_PAGE = 1_000_000


def page_number(written: str | None) -> int:
    """Return a page number, 1 when none is given. Raises QuestionError."""
    if not written:
        return 1
    if not (written.isascii() and written.isdigit()) or not 1 <= int(written[:9]) <= LARGEST_PAGE:
        raise QuestionError(f"page={written[:20]}: a page is a number from 1.")
    return int(written)


def day(written: str) -> Period:
    """Return a day or period. Raises QuestionError, at the end of the calendar too."""
    try:
        return period(written)
    except OverflowError:
        raise QuestionError(f"{written!r} is beyond the calendar.") from None


def as_at(request) -> Period | None:
    """Return the day at which a page is put: ``at``, read as its first day, as in the register."""
    written = request.GET.get("at") or ""
    return period(day(written).first.isoformat()) if written else None


def readable(request) -> None:
    """Refuse an address with a character that no record can hold. Raises QuestionError."""
    values = (value for name in request.GET for value in request.GET.getlist(name))
    if any("\0" in text for text in (request.path, *request.GET, *values)):
        raise QuestionError("An address cannot hold the character NUL.")
