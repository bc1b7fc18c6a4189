"""The addresses of the solver's pages."""

from django.urls import path

from bounties.pages.entering import (
    acts,
    amending,
    asking,
    contesting,
    earnings,
    editing,
    files,
    mending,
    prizes,
    starting,
    taxes,
    team,
    versions,
)

urlpatterns = [
    path("challenges/<uuid:challenge_id>/enter", starting.enter, name="enter"),
    path("entries/<uuid:entry_id>", editing.entry, name="entry"),
    path("entries/<uuid:entry_id>/files", files.files, name="entry-files"),
    path("entries/<uuid:entry_id>/files/<uuid:file_id>", files.file, name="entry-file"),
    path("entries/<uuid:entry_id>/versions/<int:number>", versions.version, name="version"),
    path("entries/<uuid:entry_id>/receipts/<int:number>", versions.receipt, name="receipt"),
    path("entries/<uuid:entry_id>/receipts/<int:number>.json", versions.receipt_file, name="receipt-file"),
    path("entries/<uuid:entry_id>/feedback", versions.feedback, name="feedback"),
    path("entries/<uuid:entry_id>/withdraw", acts.withdraw, name="withdraw"),
    path("entries/<uuid:entry_id>/team", team.team, name="team"),
    path("entries/<uuid:entry_id>/consent", team.consent, name="consent"),
    path("entries/<uuid:entry_id>/mend", mending.mend, name="mend"),
    path("entries/<uuid:entry_id>/appeal", contesting.appeal_entry, name="appeal-entry"),
    path("challenges/<uuid:challenge_id>/ask", asking.ask, name="ask"),
    path("charges/<uuid:charge_id>", contesting.charge, name="charge"),
    path("appeals/<uuid:appeal_id>", contesting.appeal, name="appeal"),
    path("amendments/<uuid:amendment_id>", amending.amendment, name="amendment"),
    path("awards/<uuid:award_id>", prizes.award, name="award"),
    path("awards/<uuid:award_id>/appeal", contesting.appeal_award, name="appeal-award"),
    path("mine/tax-form", taxes.tax_form, name="tax-form"),
    path("mine/earnings", earnings.earnings, name="earnings"),
]
