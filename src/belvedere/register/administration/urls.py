"""Addresses of administration."""

from django.urls import path

from belvedere.register.administration import audit_views, views

urlpatterns = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/invite/", views.invite, name="invite"),
    path("accounts/<int:pk>/", views.account, name="account"),
    path("accounts/<int:pk>/grant/", views.grant, name="grant"),
    path("accounts/<int:pk>/grants/<int:grant>/withdraw/", views.withdraw, name="withdraw"),
    path("accounts/<int:pk>/deactivate/", views.deactivate, name="deactivate"),
    path("accounts/<int:pk>/reactivate/", views.reactivate, name="reactivate"),
    path("accounts/<int:pk>/link/", views.link, name="account_link"),
    path("audit/", audit_views.audit, name="register_audit"),
    path("audit.csv", audit_views.audit_csv, name="register_audit_csv"),
]
