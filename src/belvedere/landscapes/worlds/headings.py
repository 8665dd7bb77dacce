"""Medical Subject Headings of a world: sets of descriptors, one set to a work."""

from functools import cache

import numpy as np

from belvedere.landscapes.worlds import topics
from belvedere.landscapes.worlds.chance import stream

SETS = 64
"""How many sets each theme has."""

NAMES = {
    "D006801": "Humans", "D000818": "Animals", "D008297": "Male", "D005260": "Female",
    "D000328": "Adult", "D008875": "Middle Aged", "D000368": "Aged", "D000293": "Adolescent",
    "D002648": "Child", "D051379": "Mice", "D051381": "Rats", "D012307": "Risk Factors",
    "D011379": "Prognosis", "D012189": "Retrospective Studies",
    "D011446": "Prospective Studies", "D016896": "Treatment Outcome", "D009154": "Mutation",
    "D015398": "Signal Transduction", "D009369": "Neoplasms", "D001943": "Breast Neoplasms",
    "D008175": "Lung Neoplasms", "D015179": "Colorectal Neoplasms",
    "D011471": "Prostatic Neoplasms", "D000970": "Antineoplastic Agents",
    "D002318": "Cardiovascular Diseases", "D006973": "Hypertension", "D020521": "Stroke",
    "D015658": "HIV Infections", "D000086382": "COVID-19", "D000544": "Alzheimer Disease",
    "D009474": "Neurons", "D001921": "Brain", "D003863": "Depression",
    "D012559": "Schizophrenia", "D003920": "Diabetes Mellitus", "D009765": "Obesity",
}
_COMMON = tuple(NAMES)[2:18]
_THEMES = (
    (),
    tuple(NAMES)[18:24], tuple(NAMES)[24:27], tuple(NAMES)[27:29], tuple(NAMES)[29:32],
    tuple(NAMES)[32:34], tuple(NAMES)[34:36],
)
_OF_SUBFIELD = {
    "2730": 1, "1306": 1, "2720": 1, "2705": 2, "2706": 2, "2725": 3, "2406": 3, "2728": 4,
    "2808": 4, "2804": 4, "2805": 4, "2738": 5, "2803": 5, "2712": 6, "1310": 6,
}


@cache
def theme_of_subfield() -> np.ndarray:
    """Return the theme of each subfield; 0 for those without."""
    return np.array([_OF_SUBFIELD.get(row["subfield"], 0) for row in topics.rows()])


@cache
def sets() -> tuple[tuple[str, ...], ...]:
    """Return the descriptors of each set; the sets of theme ``t`` begin at ``t * SETS``."""
    made = []
    for theme, own in enumerate(_THEMES):
        chance = stream(theme, "headings")
        for number in range(SETS):
            picked = {"D000818" if number % 4 == 3 else "D006801"}
            picked.update(_few(chance, _COMMON, 2, 6))
            if own:
                picked.update(_few(chance, own, 1, 3))
            made.append(tuple(sorted(picked)))
    return tuple(made)


def _few(chance: np.random.Generator, among: tuple[str, ...], least: int, most: int) -> list[str]:
    wanted = min(len(among), int(chance.integers(least, most)))
    return [among[int(number)] for number in chance.permutation(len(among))[:wanted]]
