"""Addresses of people."""

from django.urls import path

from belvedere.register.people import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/suggest/", views.suggest, name="suggest_people"),
    path("people/<int:person>/", views.person, name="person"),
    path("people/<int:person>/export.json", views.export, name="export_person"),
    path("people/<int:person>/correct/", views.correct, name="correct_person"),
    path("people/<int:person>/merge/", views.merge, name="merge_person"),
    path("people/<int:person>/erase/", views.erase, name="erase_person"),
    path("people/roles/<int:position>/end/", views.end_role, name="end_role"),
    path("people/roles/<int:position>/take-back/", views.take_back_role, name="take_back_role"),
    path("<int:pk>/people/", views.add, name="add_person"),
]
