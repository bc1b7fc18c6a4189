"""Forms with which the desk asks for statements, charts and files."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from payments.statements.models import Export
from payments.statements.paging import span_of
from payments.statements.spans import Span
from payments.statements.subjects import SubjectKind
from workers.clock import laurel_now

DAY = {"type": "date"}
OF_WHOM = {
    SubjectKind.PURSE: _("A challenge, by its id"),
    SubjectKind.PAYER: _("A sponsor, by its id"),
    SubjectKind.PAYEE: _("A solver, by their user's id"),
    SubjectKind.PLATFORM: _("The platform's income and expenses"),
    SubjectKind.ACCOUNT: _("One account, such as stripe_pending or payable:USER"),
}


class SpanForm(forms.Form):
    """Whole days in UTC."""

    first = forms.DateField(label=_("First day"), required=False, widget=forms.DateInput(attrs=DAY))
    last = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput(attrs=DAY))

    def span(self) -> Span:
        """What was asked for, or this month so far; raises InvalidSpan."""
        return span_of(self.cleaned_data["first"], self.cleaned_data["last"], now=laurel_now())


class CurrencyForm(SpanForm):
    """In one of the currencies that purses have."""

    currency = forms.ChoiceField(label=_("Currency"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["currency"].choices = [  # type: ignore[attr-defined]
            (code, code.upper()) for code in settings.SETTLEMENT_CURRENCIES
        ]

    def chosen(self) -> str:
        """The currency asked for, or the platform's first."""
        return self.cleaned_data["currency"] or settings.SETTLEMENT_CURRENCIES[0]


class StatementForm(SpanForm):
    """Whose statement, of which days."""

    subject = forms.ChoiceField(label=_("Whose"), choices=list(OF_WHOM.items()))
    id = forms.CharField(label=_("Id"), required=False, max_length=120, strip=True)
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, help_text=_("Empty: the first that it has.")
    )
    field_order = ("subject", "id", "currency", "first", "last")


class FileForm(forms.Form):
    """As which file."""

    form = forms.ChoiceField(label=_("File format"), choices=Export.Form.choices)
