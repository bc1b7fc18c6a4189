"""Files beside an entry: what there is and how far it is checked, one more, and one to download."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bounties.accounts.policies import signed_in
from bounties.entries import attaching
from bounties.entries.authorship import warning_of
from bounties.entries.models import Entry
from bounties.pages.answering import attempt
from bounties.pages.entering.reading import entry_of, files_of, is_being_checked, may_write
from bounties.pages.entering.saving import reasons_of
from bounties.pages.keeping import for_signed_in

REFUSED = 422


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField()


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def files(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The list as it is now; or one more file, as the drop zone sends it."""
    user = signed_in(request.user)
    found = entry_of(user, entry_id)
    if request.method == "POST":
        return _upload(request, found.pk)
    here = files_of(found)
    page = {"entry": found, "files": here, "is_checking": is_being_checked(here), "may_write": may_write(found, user)}
    return render(request, "entering/files.html", page)


def _upload(request: HttpRequest, entry_id: UUID) -> JsonResponse:
    form, user = FileForm(request.POST, request.FILES), signed_in(request.user)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        file = attempt(form, lambda: attaching.attach(entry_id=entry_id, upload=upload, by=user))
        if file:
            version = Entry.objects.values_list("version", flat=True).get(pk=entry_id)
            said = _("Added: %(name)s") % {"name": file.name}
            return JsonResponse({"saved": f"{said} {warning_of(file.authors)}".strip(), "version": version})
    return JsonResponse({"detail": reasons_of(form)}, status=REFUSED)


@require_safe
@login_required
def file(request: HttpRequest, entry_id: UUID, file_id: UUID) -> FileResponse:
    """Its bytes, always as a download: nothing that people upload is ever shown as a page of ours."""
    entry = get_object_or_404(Entry.objects.visible_to(request.user), pk=entry_id)
    one = get_object_or_404(entry.files, pk=file_id)
    return FileResponse(one.file.open(), as_attachment=True, filename=one.name, content_type=one.media_type)
