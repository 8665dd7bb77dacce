"""Numbers as readers write them, in either language."""

from decimal import Decimal

import pytest

from belvedere.indicators.figure import told


@pytest.mark.parametrize(("amount", "unit", "language", "text"), [
    (1279, "projects", "en", "1,279"), (1279, "projets", "fr", "1\u202f279"),
    (0.25641, "%", "en", "25.6%"), (0.25641, "%", "fr", "25,6\u00a0%"),
    (None, "%", "en", "–"), (0, "units", "en", "0"), (2.5, "projects", "en", "2.50"),
    (2.0, "projects", "fr", "2"), (1234567.8, "€", "en", "1.2 M€"), (900.0, "€", "fr", "900 €"),
    (900.5, "€", "en", "900.50 €"), (Decimal("50000.50"), "€", "fr", "50\u202f000,50 €"),
    (Decimal(1000000), "€", "en", "1.0 M€"), (Decimal("98765.00"), "€", "en", "98,765 €"),
])
def test_a_number_is_told(amount, unit, language, text):
    assert told(amount, unit, language) == text
