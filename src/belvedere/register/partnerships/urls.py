"""Addresses of the partnerships desk."""

from belvedere.register.desk.urls import of_desk
from belvedere.register.partnerships.books import BOOKS, DESK

urlpatterns = of_desk(DESK, *BOOKS)
