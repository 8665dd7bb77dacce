"""Addresses of proposals."""

from django.urls import path

from belvedere.register.proposals import views

urlpatterns = [path("", views.proposals, name="proposals")]
