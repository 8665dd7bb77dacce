"""Titles and acronyms that mean nothing."""

from random import Random

_TOWARDS = ("Towards", "Unravelling", "Rethinking", "A roadmap for", "Mapping", "Beyond",
            "Predicting", "Foundations of", "New tools for", "A European view of")
_HOW = ("personalised", "integrated", "multiscale", "open", "resilient", "early", "gentle",
        "comparative", "nocturnal", "reversible", "distributed", "sustainable")
_WHAT = ("therapies of melancholy", "mirage imaging", "dream physiology", "chimeric immunity",
         "siren genetics", "lunar rhythms", "philtre pharmacology", "fountain microbiomes",
         "lyric cardiology", "fog epidemiology", "phoenix regeneration", "labyrinth navigation",
         "echo disorders", "unicorn biobanks", "somnolent cancers", "enchanted ageing")
_FOR = ("in rare diseases", "for European citizens", "in an ageing society", "by 2050",
        "across borders", "from cell to patient", "under uncertainty", "at scale")
_SYLLABLES = ("OR", "PHE", "NE", "MO", "LU", "NA", "CHI", "ME", "RA", "SO", "MIR", "AX", "TEL",
              "VI", "DRO", "SY", "KA", "BEL", "ZE", "PYR", "UM", "QUI", "FO", "GLI")

CONDITIONS = ("Melancholia Lunaris", "Echo Syndrome", "Chronic Wanderlust", "Fog Fever",
              "Philtre Intolerance", "Siren Deafness", "Labyrinthine Vertigo",
              "Phoenix Dermatitis", "Dream Apnea", "Chimeric Arthritis", "Lantern Blindness",
              "Hourglass Cardiomyopathy")


def title(chance: Random) -> str:
    """Invent the title of a project."""
    return (f"{chance.choice(_TOWARDS)} {chance.choice(_HOW)} {chance.choice(_WHAT)} "
            f"{chance.choice(_FOR)}")


def acronym(chance: Random) -> str:
    """Invent an acronym."""
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4))))
