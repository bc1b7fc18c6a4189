"""A payee signs a tax form; what waited for it goes on by itself."""

from typing import Any

from babel import Locale
from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import InvalidInput
from payments.lines import unseen_in
from payments.payees.models import Payee
from payments.payees.onboarding import payee_of
from payments.payees.taxforms import ASKING_COUNTRY, TaxForm
from workers.events import emit

COUNTRIES = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()} - {
    "EU",
    "EZ",
    "UN",
    "ZZ",
}


class UnfitTaxForm(InvalidInput):
    """The form is not this person's: they live where another is asked for, or nowhere, or sign by no plain name."""

    code = "unfit_tax_form"


@transaction.atomic
def certify(*, user: Any, kind: str, legal_name: str, country: str) -> TaxForm:
    """Keep what the user certifies about themselves, beside what they certified before. Raises UnfitTaxForm."""
    if sentence := unseen_in(legal_name):
        raise UnfitTaxForm(sentence, field="legal_name")
    payee = Payee.objects.select_for_update(no_key=True).get(pk=payee_of(user.pk).pk)
    if country not in COUNTRIES:
        raise UnfitTaxForm(
            _("{country} is no ISO country code. Write it as DE."), field="country", country=repr(country)
        )
    if kind == TaxForm.Kind.W8BEN and country == ASKING_COUNTRY:
        raise UnfitTaxForm(_("Who lives in the United States signs a W-9."), field="kind")
    form = TaxForm.objects.create(payee=payee, kind=kind, legal_name=legal_name, country=country)
    emit("payee.updated", subject=payee, by=user, payload={"status": payee.status, "tax_form": kind})
    return form
