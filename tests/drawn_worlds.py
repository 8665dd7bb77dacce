"""Worlds of publications, drawn at random for properties.

They are drawn narrow, so that ties, zeros, empty cells, thirds, merged organisations
and works without authors, subfield, year or citations happen all the time.
"""

from dataclasses import replace
from fractions import Fraction

from drawn_works import LISTS, PROMINENT, THEMES
from hypothesis import strategies as st

from belvedere.indicators.reference_signed import Institution, Seat, Told, Work, World

INSTITUTIONS = {
    "ror:a": Institution("FR"),
    "ror:unit": Institution("FR", ancestors=("ror:a", "ror:top")),
    "ror:top": Institution("FR"),
    "ror:b": Institution("DE", is_company=True),
    "openalex:b": Institution("DE", organisation="ror:b"),
    "ror:nowhere": Institution(None),
}
INSERM, CNRS = "ror:02vjkv261", "ror:02feahw73"
INSTITUTIONS |= {INSERM: Institution("FR", ancestors=("ror:top",)), CNRS: Institution("FR")}
UNITS = {
    "rnsr:U1016": [(INSERM, 0, 9999), (CNRS, 0, 2020)],
    "rnsr:U2222": [("ror:a", 2020, 9999)],
    "rnsr:U3333": [],
}
TEXTS = {
    "Inserm, Paris": [Told(INSERM)],
    "CNRS and Inserm": [Told(INSERM), Told(CNRS)],
    "Inserm U1016, Paris, France": [Told(INSERM), Told("rnsr:U1016")],
    "Unit 2222, U2222, F-75014 Paris, France": [Told("rnsr:U2222")],
    "U3333 and U1016, F-75014 Paris, France": [Told("rnsr:U3333"), Told("rnsr:U1016")],
    "Department of Physics": [],
}
SEATS = [Seat(known.country, name) for name, known in INSTITUTIONS.items()
         if name not in ("ror:top", INSERM, CNRS)] + [Seat("FR"), Seat("US"), Seat()] + [
    seat for text in TEXTS for seat in (Seat(None, None, text), Seat("FR", "ror:a", text))]
AUTHORS = st.lists(st.lists(st.sampled_from(SEATS), max_size=2, unique=True).map(tuple),
                   max_size=3).map(tuple)


def mostly(*values):
    """Draw the first value half of the time."""
    return st.sampled_from((*[values[0]] * (len(values) - 1), *values[1:]))


@st.composite
def works(draw):
    year = draw(mostly(2020, 2019, 2021, None))
    cites = draw(st.sampled_from((0, 0, 1, 2, 2, 7, None)))
    later = draw(st.sampled_from((0, 0, 3, 4)))
    subfield = draw(mostly("2730", "1702", None))
    return Work(
        name="w", year=year, cited_by_count=cites,
        cited=(((year or 2020) + later, cites),) if cites else (),
        subfields=((subfield, Fraction(1)),) if subfield else (),
        type=draw(mostly("article", "review", "letter", None)),
        source_type=draw(mostly("journal", "repository", None)),
        is_retracted=draw(mostly(None, False, True)), is_paratext=draw(mostly(False, None, True)),
        updated=draw(mostly(2024, 2030)),
        open_access=draw(st.sampled_from((None, "gold", "green", "closed"))),
        mesh=draw(mostly(None, ("D009369",), ("D1",))),
        issn=draw(st.sampled_from((None, "0028-4793", "2222-2222", "1111-1111"))),
        authors=draw(AUTHORS),
    )


WORLDS = st.lists(works(), max_size=12).map(
    lambda drawn: World([replace(work, name=f"w{n}") for n, work in enumerate(drawn)],
                        INSTITUTIONS, TEXTS, UNITS, THEMES, PROMINENT, LISTS))

CELLS = st.lists(st.integers(0, 4), min_size=1, max_size=30)
WEIGHTED = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(
    [Fraction(1), Fraction(1, 2), Fraction(1, 3)])), min_size=1, max_size=20)
P = st.sampled_from([Fraction(p, 100) for p in (1, 5, 10, 50)])
