"""The addresses of the solver's pages."""

from django.urls import path

from bounties.pages.entering import acts, editing, files, starting, versions

urlpatterns = [
    path("challenges/<uuid:challenge_id>/enter", starting.enter, name="enter"),
    path("entries/<uuid:entry_id>", editing.entry, name="entry"),
    path("entries/<uuid:entry_id>/files", files.files, name="entry-files"),
    path("entries/<uuid:entry_id>/files/<uuid:file_id>", files.file, name="entry-file"),
    path("entries/<uuid:entry_id>/versions/<int:number>", versions.version, name="version"),
    path("entries/<uuid:entry_id>/receipts/<int:number>", versions.receipt, name="receipt"),
    path("entries/<uuid:entry_id>/receipts/<int:number>.json", versions.receipt_file, name="receipt-file"),
    path("entries/<uuid:entry_id>/withdraw", acts.withdraw, name="withdraw"),
]
