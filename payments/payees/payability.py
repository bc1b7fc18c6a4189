"""Can this user be paid, and if not, why. Asked before they enter, so that nobody learns it after winning."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from payments.payees.countries import is_reachable
from payments.payees.models import Payee


@dataclass(frozen=True, slots=True)
class Reason:
    """Why someone cannot be paid: a stable code, and a sentence with the remedy."""

    code: str
    detail: str


def payability(user: Any) -> list[Reason]:
    """Everything that bars this user from being paid; not being onboarded yet does not, so it is not among it."""
    payee = Payee.objects.of(user).first()
    country = (payee.country if payee else "") or getattr(user, "country", "")
    reasons = []
    if country and not is_reachable(country, platform=settings.PLATFORM_COUNTRY):
        detail = f"Stripe cannot pay people in {country} from here. If you live elsewhere, correct your profile."
        reasons.append(Reason("country_not_supported", detail))
    if payee and payee.status == Payee.Status.REJECTED:
        detail = "Stripe has rejected your payment account. Ask Stripe's support for the reason."
        reasons.append(Reason("account_rejected", detail))
    return reasons
