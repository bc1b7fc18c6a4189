"""What the demo's people do, each by the service that page and API call too."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.conf import settings

from bounties.awards import accepting, deciding
from bounties.awards.models import Award
from bounties.awards.placing import Chosen
from bounties.challenges import crowdfunding, drafting, funding, reviewing
from bounties.challenges.models import Challenge
from bounties.challenges.terms import ChallengeTerms, CriterionTerms, PrizeTerms
from bounties.entries import entering, submitting
from bounties.entries.entering import Changes
from bounties.entries.models import Entry
from bounties.judging import inviting, scoring
from bounties.judging.scoring import Given
from config.local.demo.clock import wait_until
from config.local.demo.people import Cast
from config.local.demo.texts import CRITERIA, Text
from config.local.story.actors import fill_form
from payments.payees import onboarding
from payments.payouts import approving
from payments.payouts.models import Payout
from payments.payouts.moves import Status
from payments.purses.models import Contribution
from workers.clock import laurel_now

DAY = 86_400
LEAST_BACKING = 1_000


@dataclass(frozen=True, slots=True)
class Span:
    """When a challenge opens, closes and is to be decided, in days from the clock's present day."""

    opens: float
    closes: float
    judged: float
    appeal_days: float = 3
    collects: float = 0  # for so many days from its approval, if many pay for it


@dataclass(frozen=True, slots=True)
class Play:
    """The people of the demo at work."""

    cast: Cast

    def post(self, text: Text, span: Span, *, by: str = "sponsor", guarantee: str = "guaranteed") -> Challenge:
        """Draft a challenge."""
        now = laurel_now()
        sponsor = self.cast.company if by == "sponsor" else self.cast.individual
        labels = ("First prize", "Second prize", "Third prize")
        terms = ChallengeTerms(
            format="prize",
            title=text.title,
            currency=text.currency,
            summary=text.summary,
            statement=text.statement,
            prizes=tuple(PrizeTerms(rank, amount, 1, labels[rank - 1]) for rank, amount in enumerate(text.prizes, 1)),
            criteria=tuple(CriterionTerms(*criterion) for criterion in CRITERIA),
            guarantee=guarantee,
            funding_mode="crowd" if span.collects else "single",
            funding_ends_at=now + timedelta(days=span.collects) if span.collects else None,
            minimum_contribution=LEAST_BACKING if span.collects else None,
            ip_terms="licence",
            opens_at=now + timedelta(days=span.opens),
            closes_at=now + timedelta(days=span.closes),
            judge_by=now + timedelta(days=span.judged),
            appeal_seconds=round(span.appeal_days * DAY),
            time_zone="Europe/Amsterdam",
            tags=text.tags,
        )
        return drafting.create(sponsor_id=sponsor.pk, terms=terms, by=self.cast[by])

    def submit(self, text: Text, span: Span, *, by: str = "sponsor", guarantee: str = "guaranteed") -> Challenge:
        """Draft it and hand it to the moderators."""
        challenge = self.post(text, span, by=by, guarantee=guarantee)
        return reviewing.submit(challenge_id=challenge.pk, by=self.cast[by])

    def approve(self, text: Text, span: Span, *, by: str = "sponsor", guarantee: str = "guaranteed") -> Challenge:
        """Draft, submit, and let the moderator approve."""
        challenge = self.submit(text, span, by=by, guarantee=guarantee)
        return reviewing.approve(challenge_id=challenge.pk, by=self.cast["moderator"])

    def checkout(self, challenge: Challenge, *, by: str = "sponsor") -> str:
        """Ask for the page on which to pay."""
        contribution = funding.start(
            challenge_id=challenge.pk,
            client_key=f"demo-{challenge.pk}",
            return_url=f"{settings.PUBLIC_URL}/mine",
            by=self.cast[by],
        )
        return contribution.checkout_url

    def back(self, challenge: Challenge, amount: int, *, by: str) -> None:
        """Pay a part of what many pay for; the webhook alone books it."""
        sponsor = self.cast.company if by == "sponsor" else self.cast.individual
        contribution = crowdfunding.back(
            challenge_id=challenge.pk,
            sponsor_id=sponsor.pk,
            amount=amount,
            client_key=f"demo-{by}",
            return_url=f"{settings.PUBLIC_URL}/challenges/{challenge.pk}",
            by=self.cast[by],
        )
        fill_form(contribution.checkout_url, card="4242424242424242")
        settled = Contribution.objects.filter(pk=contribution.pk, status=Contribution.Status.SETTLED)
        wait_until(settled.exists, f"the backing of “{challenge.title}”")

    def publish(self, text: Text, span: Span, *, by: str = "sponsor", guarantee: str = "guaranteed") -> Challenge:
        """Draft, submit, approve and pay; the webhook alone publishes it."""
        challenge = self.approve(text, span, by=by, guarantee=guarantee)
        fill_form(self.checkout(challenge, by=by), card="4242424242424242")
        found = Challenge.objects.filter(pk=challenge.pk, published_at__isnull=False)
        wait_until(found.exists, f"the payment for “{text.title}”")
        return found.get()

    def enter(self, challenge: Challenge, solver: str, title: str, body: str) -> Entry:
        """Hand in an entry."""
        person = self.cast[solver]
        entry = entering.start(
            challenge_id=challenge.pk, draft=Changes(title=title, body=body, accept_terms=True), by=person
        )
        submitting.submit(entry_id=entry.pk, by=person)
        return entry

    def seat(self, challenge: Challenge, *judges: str, by: str = "sponsor") -> None:
        """Invite judges, who accept."""
        for name in judges:
            seat = inviting.invite(challenge_id=challenge.pk, email=self.cast[name].email, by=self.cast[by])
            inviting.accept(judgeship_id=seat.pk, by=self.cast[name])

    def score(self, challenge: Challenge, judge: str, points: dict[str, int]) -> None:
        """Score entries by their titles: the first criterion as given, the others a little apart."""
        criteria = list(challenge.criteria.values_list("pk", flat=True))
        for entry in Entry.objects.filter(challenge=challenge, title__in=points):
            first = points[entry.title]
            given = [
                Given(criterion, Decimal(max(0, first - 3 * place)), "As the rubric asks, and plainly told.")
                for place, criterion in enumerate(criteria)
            ]
            scoring.score(entry_id=entry.pk, conflict=False, scores=given, submit=True, by=self.cast[judge])

    def decide(self, challenge: Challenge, *titles: str, by: str = "sponsor") -> None:
        """Award the places to the entries with these titles, in this order."""
        entries = {entry.title: entry.pk for entry in Entry.objects.filter(challenge=challenge)}
        ranks = challenge.prizes.order_by("rank").values_list("rank", flat=True)
        awards = [
            Chosen(entry=entries[title], rank=rank, reason="So ranked the panel.")
            for rank, title in zip(ranks, titles, strict=True)
        ]
        deciding.decide(challenge_id=challenge.pk, awards=awards, by=self.cast[by])

    def accept(self, challenge: Challenge) -> None:
        """Let every winner accept."""
        for award in Award.objects.filter(challenge=challenge).select_related("entry__entrant"):
            accepting.accept(award_id=award.pk, by=award.entry.entrant)

    def pay_out(self, finance: str) -> None:
        """Approve what is over the limit as it comes, until every accepted award is paid."""
        accepted = Award.objects.filter(status__in=["accepted", "payable", "paying"])

        def is_paid() -> bool:
            for payout in Payout.objects.filter(status=Status.READY, approvals_required__gt=0):
                approving.approve(payout_id=payout.pk, reason="As awarded.", by=self.cast[finance])
            return not accepted.exists()

        wait_until(is_paid, "the accepted awards to be paid")

    def onboard(self, solver: str, country: str = "US") -> None:
        """Complete Stripe's onboarding."""
        url = onboarding.start_onboarding(user=self.cast[solver])
        fill_form(url, outcome="complete", country=country)
