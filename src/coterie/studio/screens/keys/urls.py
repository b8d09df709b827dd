"""Which addresses have keys and webhooks?"""

from django.urls import path

from coterie.studio.screens.keys import hooks, views

urlpatterns = [
    path("p/<slug:slug>/settings/keys/", views.keys, name="keys"),
    path("p/<slug:slug>/settings/keys/<int:key>/revoke/", views.revoke, name="key_revoke"),
    path("p/<slug:slug>/settings/webhooks/", hooks.webhooks, name="webhooks"),
    path("p/<slug:slug>/settings/webhooks/<int:webhook>/", hooks.webhook, name="webhook"),
    path("p/<slug:slug>/settings/webhooks/<int:webhook>/switch/", hooks.switch, name="webhook_switch"),
    path("p/<slug:slug>/settings/webhooks/<int:webhook>/test/", hooks.test, name="webhook_test"),
    path("p/<slug:slug>/settings/webhooks/<int:webhook>/remove/", hooks.remove, name="webhook_remove"),
    path("p/<slug:slug>/settings/webhooks/delivery/<int:delivery>/again/", hooks.again, name="delivery_again"),
]
