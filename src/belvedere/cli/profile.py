"""Load an organisation's page into the register, published: About us, vision, contribution, areas.

The page is profile.toml of a landscape; the organisation is found by its identifier,
or created. A page that is there already with the same words is left as it is.
"""

import tomllib
from decimal import Decimal
from pathlib import Path

from belvedere.building.landscape import landscape
from belvedere.config.started import migrated
from belvedere.errors import InputError
from belvedere.register.accounts.refusals import Refused
from belvedere.register.organisations.actions import create
from belvedere.register.organisations.models import Organisation, ProfileVersion
from belvedere.register.organisations.profiles import FIELDS, save
from belvedere.register.organisations.queries import newest, of_code

_ABOUT = ("kind", "name", "name_en", "acronym", "opened", "city", "country", "website")
_STATED = ("status_en", "status_fr", "employees", "employees_at", "budget", "budget_year")


def arguments(parser) -> None:
    parser.add_argument("landscape", help="a landscape that comes with Belvedere, or a folder")


def run(given) -> None:
    place = landscape(given.landscape).folder / "profile.toml"
    migrated(make=True)
    try:
        version = load(read(place))
    except Refused as refused:
        raise InputError(f"{place.name} of {given.landscape}: {refused}") from None
    print(f"{version.organisation}: version {version.number}")


def read(place: Path) -> dict:
    """Return what a page's file says. Raises InputError where it is none."""
    try:
        written = tomllib.loads(place.read_text(encoding="utf-8"))
    except OSError:
        raise InputError(f"There is no {place}: write the page there.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{place.name}: {error}.") from None
    parts = {name: written.pop(name, {}) for name in ("about", "vision", "contribution", "areas")}
    code = written.pop("organisation", "")
    strangers = sorted({*written, *(set(parts["about"]) - {*_ABOUT, *_STATED, "codes"}), *(
        f"{part}.{key}" for part in ("vision", "contribution", "areas")
        for key in set(parts[part]) - {"en", "fr"})})
    if strangers or ":" not in code or "name" not in parts["about"]:
        raise InputError(
            f"{place.name}: " + (f"{', '.join(strangers)} not known." if strangers else
                                 "organisation = \"ror:…\" and about.name must be there."))
    return {"organisation": code, **parts}


def load(written: dict) -> ProfileVersion:
    """Save and publish a page, unless the newest says the same. Raises Refused."""
    about = written["about"]
    found = of_code(*written["organisation"].split(":", 1)) or _created(written)
    values = {f"{part}_{language}": written[part].get(language, "").strip()
              for part in ("vision", "contribution", "areas") for language in ("en", "fr")}
    values |= {name: str(about.get(name, "")) for name in _STATED
               if name not in ("employees", "budget")}
    values["employees"] = about.get("employees")
    values["budget"] = Decimal(about["budget"]) if "budget" in about else None
    last = newest(found)
    if last and last.is_published and all(getattr(last, n) == values[n] for n in FIELDS):
        return last
    return save(by=None, organisation=found, values=values, base=last.number if last else 0,
                publish=True, why="profile.toml")


def _created(written: dict) -> Organisation:
    about = {name: written["about"].get(name, "") for name in _ABOUT}
    codes = written["about"].get("codes") or [written["organisation"]]
    return create(by=None, codes=[tuple(code.split(":", 1)) for code in codes],
                  why="profile.toml", **about)
