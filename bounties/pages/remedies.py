"""Where on the pages one does what is missing; the API's answers name its own doors."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from payments.payees.payability import Reason


def being_paid() -> str:
    """The part of one's own page that is about being paid."""
    return f"{reverse('mine')}#being-paid"


def profile() -> str:
    """Where one says who one is."""
    return reverse("account")


def tax_form() -> str:
    """Where it is signed."""
    return reverse("tax-form")


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do, and on which page; without one there is none of ours."""

    says: str | Promise
    page: Callable[[], str] | None = None
    act: str | Promise = ""

    def as_html(self) -> SafeString:
        """The sentence, with a link to the page."""
        if self.page is None:
            return format_html("{}", self.says)
        return format_html('{} <a href="{}">{}</a>', self.says, self.page(), self.act)


ONBOARDING = Remedy(_("Stripe asks a few questions on its own pages."), being_paid, _("Begin there, or go on"))
# By the code of what keeps somebody from being paid.
OF_REASONS: dict[str, Remedy] = {
    "country_not_supported": Remedy(_("If you live elsewhere, correct your country."), profile, _("Your profile")),
    "account_rejected": Remedy(_("Ask Stripe's support for the reason.")),
    "country_unknown": Remedy(_("It decides how a prize reaches you."), profile, _("Say it in your profile")),
    "onboarding_not_begun": ONBOARDING,
    "onboarding_unfinished": ONBOARDING,
    "account_disconnected": ONBOARDING,
    "tax_form": Remedy(_("Once it is signed, the payment goes on."), tax_form, _("Sign it")),
}
# By the code of a refusal whose own sentence speaks to programs.
OF_REFUSALS: dict[str, Remedy] = {
    "name_unknown": Remedy(
        _("You have no name yet, by which solvers know who asks."), profile, _("Say it in your profile")
    ),
    "crowdfunded": Remedy(_("Many may pay for this challenge, each an amount of their choosing, on its own page.")),
}


def remedy_of(reason: Reason) -> SafeString:
    """What to do about a reason, as HTML."""
    return OF_REASONS[reason.code].as_html() if reason.code in OF_REASONS else format_html("{}", reason.remedy)


def sentence_of(refusal: Exception) -> str:
    """What a page says of a refusal: its own sentence where there is one, else the service's."""
    own = OF_REFUSALS.get(getattr(refusal, "code", ""))
    return own.as_html() if own else str(refusal)
