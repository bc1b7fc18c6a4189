"""A sponsor who owes the platform money posts and pays for nothing new until the debt is gone."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import Sponsor
from bounties.errors import BountyError
from payments.disputes.owing import debts
from payments.sentences import together
from workers.clock import laurel_now
from workers.events import emit


class SponsorBlocked(BountyError):
    """The sponsor owes for a payment that its bank took back."""

    code = "sponsor_blocked"


@transaction.atomic
def follow_debt(*, sponsor_id: UUID) -> None:
    """Block a sponsor who owes, free one who does not any more; asked after every change of a debt, in any order."""
    sponsor = Sponsor.objects.select_for_update(no_key=True).filter(pk=sponsor_id).first()
    owes = bool(debts(str(sponsor_id)))
    if sponsor is None or owes == (sponsor.blocked_at is not None):
        return
    sponsor.blocked_at = laurel_now() if owes else None
    sponsor.save(update_fields=["blocked_at"])
    emit("sponsor.blocked" if owes else "sponsor.unblocked", subject=sponsor)


def require_no_debt(sponsor: Sponsor) -> None:
    """Raise SponsorBlocked, naming the debt and the remedy, for a sponsor who owes; the ledger decides."""
    if sentence := debt_sentence(sponsor):
        raise SponsorBlocked(sentence)


def debt_sentence(sponsor: Sponsor) -> str:
    """What the sponsor owes, for what, and what to do; empty for one who owes nothing."""
    owed = [debt.money for debt in debts(str(sponsor.pk))]
    if not owed:
        return ""
    return _(
        "{sponsor} owes {owed}: its bank took a payment back that entrants had worked for. Pay it on the sponsor's own"
        " page or by POST sponsors/{id}/pay-debt; from then on everything is open again."
    ).format(sponsor=sponsor, owed=together(owed), id=sponsor.pk)
