"""Addresses of the transfer desk."""

from belvedere.register.desk.urls import of_desk
from belvedere.register.transfer.books import CONTRACTS, DESK, DISCLOSURES, FAMILIES, STARTUPS

urlpatterns = of_desk(DESK, DISCLOSURES, FAMILIES, CONTRACTS, STARTUPS)
