"""Addresses of the register's organisations."""

from django.urls import path

from belvedere.register.organisations import views

urlpatterns = [
    path("", views.listing, name="register"),
    path("tree/", views.tree, name="tree"),
    path("<int:pk>/", views.view, name="entry"),
]
