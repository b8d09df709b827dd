"""Where does one come in? The library's views stand here by name, each with who may see it."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from coterie.studio.projects.access import public, signed_in
from coterie.studio.screens.account import views

KEY = r"^account/password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("setup/", views.setup, name="setup"),
    path("account/", views.profile, name="profile"),
    path("account/theme/", views.theme, name="theme"),
    path("account/people/", views.reset_links, name="reset_links"),
    path("account/people/<int:pk>/link/", views.make_reset_link, name="make_reset_link"),
    path("account/people/<int:pk>/two-factor/", views.drop_two_factor, name="drop_two_factor"),
    path("account/sign-in/", public(account.login), name="account_login"),
    path("account/sign-out/", public(account.logout), name="account_logout"),
    path("account/inactive/", public(account.account_inactive), name="account_inactive"),
    path("account/again/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("account/password/", signed_in(account.password_change), name="account_change_password"),
    path("account/password/forgotten/", views.forgotten, name="account_reset_password"),
    path("account/password/sent/", public(account.password_reset_done), name="account_reset_password_done"),
    path(
        "account/password/new/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(KEY, public(account.password_reset_from_key), name="account_reset_password_from_key"),
    path("account/two-factor/", signed_in(mfa.index), name="mfa_index"),
    path("account/two-factor/code/", public(mfa.authenticate), name="mfa_authenticate"),
    path("account/two-factor/again/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/two-factor/on/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("account/two-factor/off/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/two-factor/codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/two-factor/codes/new/", signed_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "account/two-factor/codes/file/", signed_in(codes.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
]
