"""The rules that raise flags by themselves: asked when a payout is placed, and when Stripe tells of a payee."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from payments.payees.models import Payee
from payments.payees.sanctions import listed
from payments.payouts.flags import Flag
from payments.payouts.instruments import shared_with
from payments.payouts.models import Payout
from payments.payouts.moves import NOT_LEFT
from payments.purses.models import Contribution
from workers.clock import laurel_now
from workers.events import emit

# Mail that anyone can have says nothing about who belongs together; nor do the domains reserved for examples and tests.
ANYONES_MAIL = {
    "aol.com", "gmail.com", "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com", "icloud.com", "live.com",
    "mail.com", "mail.ru", "me.com", "msn.com", "outlook.com", "proton.me", "protonmail.com", "qq.com", "web.de",
    "yahoo.com", "yandex.ru", "163.com", "example.com", "example.org", "example.net",
}  # fmt: skip
# Why a flag was raised, kept in English.
TOO_MANY = gettext_noop("More than {most} payouts within 24 hours.")
LISTED = gettext_noop("“{label}” is on the list of sanctions ({source}).")
LISTED_WITHOUT = gettext_noop("“{label}” is on the list of sanctions (no source given).")
PAID_ITSELF = gettext_noop("Who is paid has paid for this purse themselves.")
SAME_MAIL = gettext_noop("Who pays and who is paid both have their mail at {domain}.")
RESERVED = (".test", ".example", ".invalid", ".localhost")


def look(payout: Payout) -> None:
    """Raise what the rules find about a payout and its payee; the caller holds the lock."""
    look_at_payee(payout.payee)
    look_at_bank(payout)
    for subject, why in _both_sides(payout):
        raise_flag(Flag.Kind.BOTH_SIDES, payout.payee, payout, subject, why)
    if _is_too_many(payout):
        why = TOO_MANY.format(most=settings.PAYOUTS_A_DAY)
        raise_flag(Flag.Kind.VELOCITY, payout.payee, payout, "payouts-a-day", why)


def look_at_payee(payee: Payee) -> None:
    """Raise what a list of sanctions says of a person or their country."""
    for entry in listed(name=getattr(payee.user, "name", ""), countries={payee.country, payee.user.country}):
        why = (LISTED if entry.source else LISTED_WITHOUT).format(label=entry.label, source=entry.source)
        raise_flag(Flag.Kind.SANCTION, payee, None, f"{entry.kind}:{entry.value}", why)


def look_at_bank(payout: Payout) -> None:
    """Raise what the bank account says about who belongs together."""
    for subject, why in shared_with(payout):
        raise_flag(Flag.Kind.SAME_INSTRUMENT, payout.payee, payout, subject, why)


@transaction.atomic
def screen(*, payee_id: UUID | str) -> None:
    """Look at a payee whom Stripe told of, and at what has not left for them: what is flagged now never leaves."""
    payee = Payee.objects.select_related("user").get(pk=payee_id)
    look_at_payee(payee)
    for payout in payee.payouts.filter(status__in=NOT_LEFT).select_related("payee"):
        look_at_bank(payout)


def raise_flag(kind: str, payee: Payee, payout: Payout | None, subject: str, why: str, by: Any = None) -> None:
    """Raise a flag and tell of it, unless this very one was raised before."""
    flag, is_new = Flag.objects.get_or_create(
        kind=kind, payee=payee, payout=payout, subject=subject[:200], defaults={"why": why, "raised_by": by}
    )
    if is_new:
        about = {"payee": str(payee.pk), "payout": str(payout.pk) if payout else None}
        emit("flag.raised", subject=flag, by=by, payload={"kind": str(kind), **about, "reason": why})


def _both_sides(payout: Payout) -> Iterator[tuple[str, str]]:
    """What makes the payee look like one of those who pay."""
    user = payout.payee.user
    paid_by = Contribution.objects.filter(purse=payout.purse_id).select_related("payer")
    payers = {contribution.payer_id: contribution.payer for contribution in paid_by}
    if user.pk in payers:
        yield "payer", PAID_ITSELF
    domain = own_domain(user)
    if domain and any(own_domain(payer) == domain for payer in payers.values() if payer.pk != user.pk):
        yield f"mail:{domain}", SAME_MAIL.format(domain=domain)


def own_domain(user: Any) -> str:
    """Where the user has their mail, if that says who they belong to; else empty."""
    domain = str(user.email).rpartition("@")[2].lower()
    return "" if domain in ANYONES_MAIL or domain.endswith(RESERVED) else domain


def _is_too_many(payout: Payout) -> bool:
    if not settings.PAYOUTS_A_DAY:
        return False
    lately = payout.payee.payouts.filter(created_at__gt=laurel_now() - timedelta(days=1))
    return lately.count() > settings.PAYOUTS_A_DAY
