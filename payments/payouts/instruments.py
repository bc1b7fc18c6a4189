"""Whether two people of one challenge have the same bank account, by the fingerprint that Stripe gives it."""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop

from payments.payees.models import Payee
from payments.payouts.models import Payout
from payments.purses.models import Contribution

# Why a flag was raised, kept in English.
LIKE_A_PAYER = gettext_noop("Who is paid has the same bank account as somebody who pays for it.")
LIKE_A_JUDGE = gettext_noop("Who is paid has the same bank account as somebody who pays for it or judges it.")
LIKE_A_WINNER = gettext_noop("Who is paid has the same bank account as the winner of another award of it.")
DEBITED = gettext_noop("Who is paid has the bank account that paid for it.")


def shared_with(payout: Payout) -> Iterator[tuple[str, str]]:
    """Each other person of this purse whose bank account the payee's is, and why that is odd.

    Whoever pays, decides or judges; and whoever is paid for another award. A team may share an account.
    """
    mine = payout.payee.fingerprints
    if not mine:
        return
    payers = set(Contribution.objects.filter(purse=payout.purse_id).values_list("payer_id", flat=True))
    decide = set(payout.barred_approvers)
    others = Payee.objects.filter(fingerprints__overlap=mine).exclude(pk=payout.payee_id)
    team = Payout.objects.filter(award_reference=payout.award_reference).values("payee")
    involved = Q(user__in=payers | decide) | Q(pk__in=Payout.objects.filter(purse=payout.purse_id).values("payee"))
    found = {other.user_id: other for other in others.filter(involved).exclude(pk__in=team).order_by("pk")}
    for user, other in found.items():
        yield f"bank:{user}", _like(other, payers, decide)
    for user in sorted(_debited(payout, mine) - found.keys()):
        yield f"bank:{user}", DEBITED


def sharing(payouts: Sequence[Payout]) -> set[UUID]:
    """Of these payouts' payees, those whose bank account anybody else has too."""
    printed = {mark for payout in payouts for mark in payout.payee.fingerprints}
    seen: dict[str, set[UUID]] = {}
    for key, marks in Payee.objects.filter(fingerprints__overlap=sorted(printed)).values_list("pk", "fingerprints"):
        for mark in marks:
            seen.setdefault(mark, set()).add(key)
    return {key for keys in seen.values() if len(keys) > 1 for key in keys}


def _debited(payout: Payout, marks: Sequence[str]) -> set[UUID]:
    """Whoever else paid for the purse by a debit of one of these bank accounts."""
    paid = Contribution.objects.filter(purse=payout.purse_id, fingerprint__in=marks)
    return set(paid.exclude(payer=payout.payee.user_id).values_list("payer_id", flat=True))


def _like(other: Payee, payers: Collection[UUID], decide: Collection[UUID]) -> str:
    if other.user_id in payers:
        return LIKE_A_PAYER
    return LIKE_A_JUDGE if other.user_id in decide else LIKE_A_WINNER
