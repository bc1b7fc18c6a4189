"""One's tax form: what one certifies, without a tax number; what waited for it is then paid by itself."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django_countries import countries

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.posting.explaining import LongSelect
from payments.payees.certifying import COUNTRIES, certify
from payments.payees.models import Payee
from payments.payees.taxforms import TaxForm, is_asked, latest_form

LONGEST_NAME = 200
KINDS = [
    (TaxForm.Kind.W8BEN.value, _("W-8BEN: I am not a person of the United States")),
    (TaxForm.Kind.W9.value, _("W-9: I am a person of the United States, wherever I live")),
]


class TaxForms(forms.Form):
    """What is certified."""

    kind = forms.ChoiceField(label=_("Which form is yours"), choices=KINDS, widget=forms.RadioSelect)
    legal_name = forms.CharField(
        label=_("Your name before the law"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    country = forms.ChoiceField(label=_("Where you live for your taxes"), choices=[], widget=LongSelect)
    certify = forms.BooleanField(label=_("Under penalty of perjury, I certify that what stands here is right"))

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        known = [(code, name) for code, name in countries if code in COUNTRIES]
        self.fields["country"].choices = [("", say("Choose one")), *known]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def tax_form(request: HttpRequest) -> HttpResponse:
    """The one that counts, and a new one, which supersedes it."""
    user = signed_in(request.user)
    form = TaxForms(posted(request), initial={"country": user.country})
    if request.method == "POST" and form.is_valid() and _sign(form, user):
        messages.success(request, say("Signed. What waited for it is paid by itself."))
        return redirect("tax-form")
    signed = latest_form(Payee.objects.filter(user=user).first())
    return render(request, "entering/tax_form.html", {"form": form, "signed": signed, "is_asked": is_asked()})


def _sign(form: TaxForms, user: User) -> TaxForm | None:
    said = {name: form.cleaned_data[name] for name in ("kind", "legal_name", "country")}
    return attempt(form, lambda: certify(user=user, **said))
