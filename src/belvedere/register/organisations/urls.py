"""Addresses of the register's organisations."""

from django.urls import include, path

from belvedere.register.exchange.urls import addresses
from belvedere.register.organisations import edit_views, profile_views, publications, views
from belvedere.register.organisations.facts import FACTS
from belvedere.register.organisations.lists import DESK

urlpatterns = [
    path("", views.listing, name="register"),
    path("publications/", publications.listing, name="publications"),
    path("tree/", views.tree, name="tree"),
    path("suggest/", edit_views.suggest, name="suggest"),
    path("lists/", include(addresses(DESK))),
    path("new/", edit_views.create, name="create"),
    path("<int:pk>/", views.view, name="entry"),
    path("<int:pk>/edit/", profile_views.edit, name="edit"),
    path("<int:pk>/versions/", profile_views.versions, name="versions"),
    path("<int:pk>/versions/<int:number>/", profile_views.version, name="version"),
    path("<int:pk>/relations/<int:relation>/end/", edit_views.end_relation, name="end_relation"),
    *(path(f"<int:pk>/{fact}/<int:row>/{address}/", act, {"fact": fact},
           name=f"{name}_{fact}")
      for fact in FACTS for address, name, act in (
          ("correct", "correct", edit_views.correct_fact),
          ("take-back", "take_back", edit_views.take_back_fact))),
    *(path(f"<int:pk>/{deed}/", edit_views.act, {"deed": deed}, name=deed)
      for deed in edit_views.DEEDS),
]
