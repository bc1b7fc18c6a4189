"""The addresses of a challenge that runs."""

from django.urls import path

from bounties.pages.running import calling_off, changing, history, managing, pausing, paying, payments, templates

urlpatterns = [
    path("challenges/<uuid:challenge_id>/manage", managing.manage, name="manage-challenge"),
    path("challenges/<uuid:challenge_id>/terms/<slug:step>", changing.change, name="change-terms"),
    path("challenges/<uuid:challenge_id>/propose/<slug:step>", changing.propose, name="propose-terms"),
    path("challenges/<uuid:challenge_id>/changes", history.changes, name="changes-of-challenge"),
    path("challenges/<uuid:challenge_id>/call-off", calling_off.call_off, name="call-off"),
    path("challenges/<uuid:challenge_id>/pause", pausing.pause, name="pause-challenge"),
    path("challenges/<uuid:challenge_id>/raise", paying.raise_prize, name="raise-prize"),
    path("challenges/<uuid:challenge_id>/back", paying.back, name="back-challenge"),
    path("challenges/<uuid:challenge_id>/payments", payments.payments, name="payments-of-challenge"),
    path("payments/<uuid:contribution_id>/withdraw", payments.withdraw, name="withdraw-payment"),
    path("challenges/<uuid:challenge_id>/template", templates.keep, name="keep-template"),
    path("sponsors/<uuid:sponsor_id>/templates", templates.shelf, name="saved-templates"),
    path("templates/<uuid:template_id>", templates.one, name="saved-template"),
]
