"""Whether and how this user can be paid, and what is missing. Asked before they enter, so nobody learns it after."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payments.payees.countries import destination
from payments.payees.models import Payee
from payments.payees.taxforms import latest_kind
from payments.sentences import filled, locale

ONBOARD = gettext_lazy(
    "Begin or go on with Stripe's onboarding (POST /api/v1/payee/onboarding, or the button on your page)."
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What keeps someone from being paid: a stable code, a sentence, and what to do about it."""

    code: str
    detail: str
    remedy: str | Promise

    def __str__(self) -> str:
        return f"{self.detail} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Preflight:
    """Everything about being paid that can be known before there is anything to pay."""

    country: str  # where they live, as far as known
    currency: str  # what arrives; empty where that is not known
    is_recipient: bool  # they sign Stripe's recipient agreement
    conversion: str  # a sentence, where the purse's currency is not theirs
    reasons: list[Reason]  # a prize could never reach them
    missing: list[Reason]  # a prize would wait for this
    tax_form: str  # its kind where one is signed, else empty

    @property
    def payable(self) -> bool:
        """Whether a prize could reach them, once they have done what is missing."""
        return not self.reasons

    @property
    def ready(self) -> bool:
        """Whether a prize would reach them as things stand."""
        return not self.reasons and not self.missing

    @property
    def country_name(self) -> str:
        """The country in words."""
        return name_of(self.country)


def name_of(country: str) -> str:
    """A country's name, or its code where it has none."""
    return str(Locale.parse(locale()).territories.get(country, country))


def payability(user: Any) -> list[Reason]:
    """Everything that bars this user from being paid; not being onboarded yet does not, so it is not among it."""
    payee = Payee.objects.of(user).first()
    return list(_bars(payee, _country(payee, user)))


def preflight(user: Any, *, currency: str = "") -> Preflight:
    """Whether, how and in which currency this user would be paid from a purse in `currency`, if one is named."""
    payee = _with_papers(user)
    country = _country(payee, user)
    way = destination(country, platform=settings.PLATFORM_COUNTRY) if country else None
    reasons = list(_bars(payee, country))
    return Preflight(
        country=country,
        currency=way.currency if way else "",
        is_recipient=way.is_recipient if way else False,
        conversion=_conversion(currency, way.currency) if way else "",
        reasons=reasons,
        missing=[] if reasons else list(_missing(payee, country)),
        tax_form=(payee.form_kind or "") if payee else "",
    )


def _with_papers(user: Any) -> Any:
    """Their payee with the kind of the form that counts, and whether a prize waits for one; in one query."""
    waiting = Payee.objects.filter(pk=OuterRef("pk"), payouts__status="blocked", payouts__hold_reason="tax")
    return Payee.objects.of(user).annotate(form_kind=latest_kind(OuterRef("pk")), lacks_form=Exists(waiting)).first()


def _country(payee: Payee | None, user: Any) -> str:
    """Stripe's word goes before their own."""
    return str((payee.country if payee else "") or getattr(user, "country", ""))


def _bars(payee: Payee | None, country: str) -> Iterator[Reason]:
    if country and not destination(country, platform=settings.PLATFORM_COUNTRY):
        detail = filled(_("Stripe cannot pay people in {country} from here."), country=country)
        yield Reason("country_not_supported", detail, _("If you live elsewhere, correct your profile."))
    if payee and payee.status == Payee.Status.REJECTED:
        detail = _("Stripe has rejected your payment account.")
        yield Reason("account_rejected", detail, _("Ask Stripe's support for the reason."))


def _missing(payee: Any, country: str) -> Iterator[Reason]:
    if not country:
        yield Reason(
            "country_unknown", _("We don't know where you live."), _("Say it in your profile (PATCH /api/v1/me).")
        )
    match payee.status if payee else Payee.Status.NEW:
        case Payee.Status.NEW:
            yield Reason("onboarding_not_begun", _("Stripe doesn't know you yet."), ONBOARD)
        case Payee.Status.ONBOARDING:
            yield Reason("onboarding_unfinished", _wanted(payee), ONBOARD)
        case Payee.Status.DISCONNECTED:
            yield Reason("account_disconnected", _("You ended the connection of your account with us."), ONBOARD)
    if payee and payee.lacks_form:
        remedy = _("Sign it: POST /api/v1/me/tax-form.")
        yield Reason("tax_form", _("A prize of yours waits for your tax form."), remedy)


def _wanted(payee: Payee) -> str:
    """What Stripe wants, in Stripe's own words, or that it still checks."""
    wanted = payee.requirements.get("currently_due")
    return (
        filled(_("Stripe still wants: {wanted}."), wanted=wanted)
        if wanted
        else _("Stripe is still checking what you gave.")
    )


def _conversion(purse: str, theirs: str) -> str:
    if not purse or purse == theirs:
        return ""
    return filled(
        _(
            "The prize is in {purse}; Stripe converts it to {theirs} at its own rate when it pays you, and "
            "that is at your cost."
        ),
        purse=purse.upper(),
        theirs=theirs.upper(),
    )
