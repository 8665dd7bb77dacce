"""Addresses of the funding desk."""

from belvedere.register.desk.urls import of_desk
from belvedere.register.funding.books import APPLICATIONS, CALLS, CENTRES, DESK, PROJECTS

urlpatterns = of_desk(DESK, CALLS, APPLICATIONS, PROJECTS, CENTRES)
