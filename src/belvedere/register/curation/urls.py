"""Addresses of decisions about texts."""

from django.urls import path

from belvedere.register.curation import views

urlpatterns = [
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<int:pk>/withdraw/", views.withdraw, name="withdraw_decision"),
]
