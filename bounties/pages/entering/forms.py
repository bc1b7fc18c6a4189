"""What a solver types: which fields there are, the challenge's terms and its format's row say."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bounties.challenges.models import Challenge
from bounties.challenges.models.entering import AiPolicy
from bounties.entries.disclosing import NONE_USED
from bounties.entries.entering import Changes
from bounties.entries.models import Entry
from bounties.entries.pricing import ceiling_of
from payments.money import Money, exponent

LONGEST_TITLE = 160


def price_field(challenge: Challenge) -> forms.DecimalField:
    """A price as people write it, at or under the ceiling."""
    says = _("In %(currency)s, at most %(ceiling)s. If your offer is taken, this is what you are paid.")
    return forms.DecimalField(
        label=_("Your price"),
        min_value=Decimal(0),
        max_digits=12,
        decimal_places=exponent(challenge.currency),
        help_text=says % {"currency": challenge.currency.upper(), "ceiling": ceiling_of(challenge)},
    )


def minor_units(price: Decimal | None, currency: str) -> int | None:
    """A price as the service takes it."""
    return None if price is None else int(price.scaleb(exponent(currency)))


def plain_lines(text: str) -> str:
    """As the API gets it: browsers end each line of a text with two characters."""
    return text.replace("\r\n", "\n")


class StartForm(forms.Form):
    """The little that begins an entry."""

    title = forms.CharField(
        label=_("Title of your entry"), max_length=LONGEST_TITLE, help_text=_("You can change it until the close.")
    )
    accept_terms = forms.BooleanField(label=_("I have read these terms, and enter under them."))

    def __init__(self, typed: Any, *, challenge: Challenge) -> None:
        super().__init__(typed)
        self.currency = challenge.currency
        if challenge.rules.is_priced:
            self.fields["price"] = price_field(challenge)
            self.order_fields(["title", "price", "accept_terms"])

    @property
    def draft(self) -> Changes:
        """The entry to begin."""
        said = self.cleaned_data
        price = minor_units(said.get("price"), self.currency)
        return Changes(title=said["title"], accept_terms=said["accept_terms"], price=price)


class DraftForm(forms.Form):
    """The draft of the next version."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Markdown: **bold**, # headings, - lists, tables, links. No pictures; add them as files."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Add a file"), required=False, help_text=_("At most 20 MB each, 100 MB and 20 files in all.")
    )

    def __init__(self, typed: Any, files: Any = None, *, entry: Entry, terms_changed: bool = False) -> None:
        super().__init__(typed, files, initial=initial_of(entry))
        self.challenge = entry.challenge
        self.is_stale = False  # the draft was changed since it was read here
        self._ask_of_ai(entry.challenge.ai_policy)
        if entry.challenge.rules.is_priced:
            self.fields["price"] = price_field(entry.challenge)
            self.fields["price"].required = False  # a draft may lack it; what is handed in may not
        if terms_changed:
            self.fields["accept_terms"] = forms.BooleanField(
                required=False, label=_("I have read the changed terms, and enter under them.")
            )

    def _ask_of_ai(self, policy: str) -> None:
        if policy == AiPolicy.DISCLOSED:
            says = _("Which AI tools you used and for what. If you used none, write: %(none)s") % {"none": NONE_USED}
            self.fields["ai_use"] = forms.CharField(
                label=_("AI tools you used"), required=False, help_text=says, widget=forms.Textarea(attrs={"rows": 2})
            )
        if policy == AiPolicy.BARRED:
            self.fields["no_ai"] = forms.BooleanField(
                required=False, label=_("No AI tool was used for this entry. Work made with AI is not taken here.")
            )

    @property
    def changes(self) -> Changes:
        """What to change; a field that was not asked for stays as it is."""
        said = self.cleaned_data
        return Changes(
            title=said["title"],
            body=plain_lines(said["body"]),
            accept_terms=said.get("accept_terms") or None,
            ai_use=self._ai_use(),
            price=minor_units(said.get("price"), self.challenge.currency),
        )

    def _ai_use(self) -> str | None:
        said = self.cleaned_data
        if "no_ai" in said:
            return NONE_USED if said["no_ai"] else ""
        return plain_lines(said["ai_use"]) if "ai_use" in said else None

    def says_more_than(self, entry: Entry) -> bool:
        """Whether it differs from the draft as it is."""
        told = self.changes
        pairs = [(told.title, entry.title), (told.body, entry.body), (told.ai_use, entry.ai_use)]
        return bool(told.accept_terms) or any(
            new is not None and new != old for new, old in [*pairs, (told.price, entry.price)]
        )


def initial_of(entry: Entry) -> dict[str, Any]:
    """What the form shows first."""
    price = Money(entry.price, entry.challenge.currency).decimal if entry.price else None
    return {
        "title": entry.title,
        "body": entry.body,
        "version": entry.version,
        "ai_use": entry.ai_use,
        "no_ai": entry.ai_use.casefold().rstrip(".") == NONE_USED,
        "price": price,
    }
