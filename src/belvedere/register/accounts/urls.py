"""Addresses of accounts."""

from django.urls import path

from belvedere.register.accounts import own_views, views

urlpatterns = [
    path("", own_views.own, name="own"),
    path("name/", own_views.own_name, name="own_name"),
    path("password/", own_views.own_password, name="own_password"),
    path("sessions/end/", own_views.end_sessions, name="end_sessions"),
    path("sessions/<slug:handle>/end/", own_views.end_session, name="end_session"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("openid/", views.openid_begin, name="openid_begin"),
    path("openid/back/", views.openid_back, name="openid_back"),
    path("forgotten/", views.forgotten, name="forgotten"),
    path("join/<slug:secret>/", views.join, name="join"),
    path("reset/<slug:secret>/", views.reset, name="reset"),
]
