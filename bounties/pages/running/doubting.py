"""A payment that its payer's bank asks about or took back: what it means for the payer, who acts, what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payments.disputes.models import Dispute
from payments.disputes.moves import DISPUTING, INQUIRING, Status

ASKED = _(
    "Your bank asks us about this payment. Nothing was taken, and the challenge goes on. If you know of it, tell your "
    "bank so."
)
TAKEN = _(
    "Your bank took it back from us, and has not decided yet. Until it has, no prize leaves this challenge and none is "
    "raised; its deadlines go on."
)
GIVEN_BACK = _("Your bank gave it back. Everything goes on as before.")
CLOSED = _("Your bank has no more questions. Nothing was taken.")
CALLED_OFF = _("Your bank decided for you. Nobody had entered, so the money is yours again.")
OWED = _("Your bank decided for you, after people had entered. They are paid all the same, and you owe what it took.")
SETTLING = _("Your bank has decided. It is being settled who bears it, which takes minutes.")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One dispute, in its payer's words."""

    dispute: Dispute

    @property
    def says(self) -> str | Promise:
        """Where it stands and what that means."""
        if self.dispute.status in INQUIRING:
            return ASKED
        if self.dispute.status in DISPUTING:
            return TAKEN
        return self._ended()

    def _ended(self) -> str | Promise:
        if self.dispute.borne:
            return OWED
        if self.dispute.taken:
            return CALLED_OFF
        if self.dispute.at_stake:
            return SETTLING
        return CLOSED if self.dispute.status == Status.WARNING_CLOSED else GIVEN_BACK

    @property
    def is_open(self) -> bool:
        """Whether the bank has not decided."""
        return self.dispute.status in [*INQUIRING, *DISPUTING]

    @property
    def is_taken(self) -> bool:
        """Whether the bank has the money, and decides."""
        return self.dispute.status in DISPUTING

    @property
    def is_ours_to_answer(self) -> bool:
        """Whether finance still has to answer the bank."""
        return self.dispute.status in (Status.NEEDS_RESPONSE, Status.WARNING_NEEDS_RESPONSE)

    @property
    def is_owed(self) -> bool:
        """Whether its payer has to make it good, or had."""
        return self.dispute.borne > 0


def doubts_of(contributions: Sequence[UUID]) -> dict[UUID, Doubt]:
    """The latest of each payment that ever had one; one query."""
    found = Dispute.objects.filter(contribution__in=contributions).order_by("opened_at", "pk")
    return {dispute.contribution_id: Doubt(dispute) for dispute in found}
