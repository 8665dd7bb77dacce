"""What the invented institute says of itself: mostly true, once not, once beyond the records."""

from collections import Counter
from pathlib import Path

from belvedere.landscapes.demo import numbering
from belvedere.landscapes.demo.heads import HEADS, INSTITUTE
from belvedere.landscapes.demo.trials import trial
from belvedere.landscapes.demo.world import World

_HEADER = """\
# Figures that an invented institute states about itself, in the form of a real one's.
# text D: "IORM at a glance", a leaflet that was never printed

[institute]
name = "{name}"
country = "FR"
created = {created}
ror = "{ror}"
pic = "{pic}"
"""


def write(folder: Path, world: World, europe: Counter, structures: Counter) -> None:
    """Write the claims. ``europe`` and ``structures`` are what the generated files hold."""
    path = folder / "claims" / "demo.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = HEADS[INSTITUTE]
    parts = [_HEADER.format(name=head.name, created=head.established,
                            ror=numbering.ror(INSTITUTE), pic=numbering.pic(INSTITUTE))]
    for claim in _claims(world, europe, structures):
        parts.append("[[claim]]\ntext = \"D\"\n" + "".join(
            f"{key} = {_toml(value)}\n" for key, value in claim.items()
        ))
    path.write_text("\n".join(parts), encoding="utf-8")


def _claims(world: World, europe: Counter, structures: Counter) -> list[dict]:
    fp7 = {"programme": "FP7"}
    h2020 = {"programme": "H2020"}
    now = {"at": 2026}
    trials = _sponsored(world)
    return [
        {"said": "FP7 projects, involvement in more than",
         "value": (europe["FP7", "projects"] - 1) // 10 * 10, "lower_bound": True, **fp7},
        {"said": "FP7 collaborative projects", "value": europe["FP7", "collaborative"], **fp7},
        {"said": "Horizon 2020 projects coordinated", "value": europe["H2020", "coordinated"],
         **h2020},
        {"said": "Horizon 2020 grants of the ERC", "value": europe["H2020", "erc"], **h2020},
        # The one that is not true: an old count that nobody took back.
        {"said": "FP7 Marie Curie networks", "value": europe["FP7", "network"] + 9, **fp7},
        {"said": "research units", "value": structures["units"], **now},
        {"said": "research federations", "value": structures["federations"], **now},
        {"said": "clinical trials sponsored, some", "approximate": True,
         "value": 5 * round(trials / 5) if trials >= 50 else trials},
        # Affiliations name units, not teams.
        {"said": "articles published by its teams", "value": 1_812, "period": 2024},
    ]


def _sponsored(world: World) -> int:
    """Return how many trials of the institute some file knows."""
    known = (trial(world, number) for number in range(world.trials))
    return sum(one.sponsor.number == INSTITUTE and bool(one.nct or one.outcome) for one in known)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
