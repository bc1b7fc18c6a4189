"""One contest, from an empty purse to payouts on their way, by the services that a challenge uses too.

Each step looks at what is there already, so a replay that was killed goes on where it stopped.
"""

from dataclasses import dataclass
from time import sleep

from django.conf import settings
from django.db.models import Exists, OuterRef
from uuid_utils.compat import uuid4

from config.local.replay.contests import CURRENCY, Contest
from config.local.replay.people import Cast, World
from payments.money import Money
from payments.payouts.batches.approving import approve_all, approve_if_enough
from payments.payouts.batches.creating import AT_ONCE, Due, create_many
from payments.payouts.models import Payout, PayoutApproval
from payments.payouts.moves import Status
from payments.payouts.querysets import PayoutQuerySet
from payments.purses import funding, opening, refunding, settling
from payments.purses.models import Contribution, Purse

APPROVED_AS = "As published by the contest's judges."
ASKED_AGAIN_SECONDS = 0.5
REMAINDER = "remainder"  # the refund's reason: what was posted and not awarded


@dataclass(frozen=True, slots=True)
class Play:
    """What every contest is played with."""

    cast: Cast
    world: World

    def contest(self, contest: Contest) -> None:
        """Fund the pot, owe the awards, have them approved, send back what is left."""
        closed = Purse.objects.filter(reference=contest.reference, status=Purse.Status.CLOSED)
        if not contest.pot or closed.exists():  # one that is closed would be opened anew, and its pot paid once more
            return
        purse = self._funded(contest)
        if purse.status == Purse.Status.CLOSED:  # meanwhile
            return
        self._owe(contest)
        self.approve(Payout.objects.filter(purse=purse))
        refunding.refund_all(reference=contest.reference, reason=REMAINDER, by=self.cast.finance[0])

    def _funded(self, contest: Contest) -> Purse:
        goal = Money(contest.pot, CURRENCY)
        purse = opening.open_purse(reference=contest.reference, label=contest.label, currency=CURRENCY, target=goal)
        if purse.status in (Purse.Status.INITIATED, Purse.Status.FUNDING):
            self._pay(contest)
            purse.refresh_from_db()
        return purse

    def _pay(self, contest: Contest) -> None:
        """At Checkout, unless the page was paid before we were killed."""
        contribution = self._page(contest)
        if contribution.status == Contribution.Status.PENDING:
            settling.look(contribution_id=str(contribution.pk))
            contribution.refresh_from_db()
        if contribution.status == Contribution.Status.PENDING:
            self.world.pay(contribution.checkout_url)
            settling.look(contribution_id=str(contribution.pk))

    def _page(self, contest: Contest) -> Contribution:
        pending = Contribution.objects.filter(purse__reference=contest.reference, status=Contribution.Status.PENDING)
        known = pending.values_list("client_key", flat=True).first()
        key = known or f"replay:{uuid4()}"
        while True:
            try:
                return self._ask(contest, key)
            except funding.FundingUnderWay:  # a replay that was killed had just begun to; its claim ends by itself
                sleep(ASKED_AGAIN_SECONDS)

    def _ask(self, contest: Contest, key: str) -> Contribution:
        return funding.fund(
            reference=contest.reference,
            payer_reference=contest.sponsor[:80] or "sponsor",
            client_key=key,
            return_url=settings.PUBLIC_URL,
            by=self.cast.payer,
        )

    def _owe(self, contest: Contest) -> None:
        awards = [
            Due(contest.award_reference(solver), self.cast.solvers[solver].pk, Money(cents, CURRENCY))
            for solver, cents in contest.shares.items()
        ]
        for start in range(0, len(awards), AT_ONCE):
            create_many(
                purse_reference=contest.reference,
                awards=awards[start : start + AT_ONCE],
                barred_approvers=[self.cast.payer.pk],
                by=self.cast.payer,
            )

    def approve(self, payouts: PayoutQuerySet) -> None:
        """By nobody where nobody is needed; by one or both finance people above the limits, each in their own name."""
        ready = payouts.filter(status=Status.READY)
        approve_if_enough(payout_ids=list(ready.values_list("pk", flat=True)))
        for number, person in enumerate(self.cast.finance, 1):
            given = PayoutApproval.objects.filter(payout=OuterRef("pk"), by=person, round=OuterRef("round"))
            asked = ready.filter(~Exists(given), approvals_required__gte=number)
            approve_all(payout_ids=list(asked.values_list("pk", flat=True)), by=person, reason=APPROVED_AS)
