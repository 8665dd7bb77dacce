"""Addresses of the clinical desk."""

from belvedere.register.clinical.books import APPLICATIONS, DESK, PROJECTS
from belvedere.register.desk.urls import of_desk

urlpatterns = of_desk(DESK, APPLICATIONS, PROJECTS)
