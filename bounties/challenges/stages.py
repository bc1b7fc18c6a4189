"""The stages of a staged prize as challenges that follow each other, and what was promised of all of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from bounties.challenges.drafting import NotEditable, write_parts
from bounties.challenges.formats import Need
from bounties.challenges.models import LIVE, Challenge
from bounties.challenges.staging import later_stages
from bounties.challenges.terms import ChallengeTerms, columns_of, terms_of
from payments.money import Money
from workers.events import emit

Status = Challenge.Status
OVER = [Status.COMPLETED, Status.NO_AWARD, Status.CANCELLED, Status.EXPIRED]


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """One stage as it was promised, and as it stands."""

    number: int
    challenge: UUID | None  # None: it is made when the first is approved
    title: str
    statement: str
    opens_at: datetime | None
    closes_at: datetime | None
    judge_by: datetime | None
    places: int  # how many can pass
    prize_total: Money
    is_held: bool  # the money is there
    status: str

    @property
    def is_over(self) -> bool:
        """Whether its money has gone where it belongs: to who won, or back."""
        return self.status in OVER


def lay_out(first: Challenge) -> list[Challenge]:
    """Drafts of the stages after the first, each following the one before; part of its approval."""
    before, found = first, []
    for terms in later_stages(terms_of(first)):
        stage = Challenge.objects.create(
            sponsor=first.sponsor, created_by=first.created_by, follows=before, **columns_of(terms)
        )
        write_parts(stage, terms)
        emit("challenge.created", subject=stage)
        found.append(stage)
        before = stage
    return found


def stages_of(challenge: Challenge) -> list[Challenge]:
    """All stages of which this is one, the first first; only itself where there are no others."""
    if challenge.rules.stages == Need.NONE:
        return [challenge]
    found = [*reversed(ones_before(challenge)), challenge]
    while following := after(found[-1]):
        found.append(following)
    return found


def ones_before(challenge: Challenge) -> list[Challenge]:
    """The stages before this one, the nearest first."""
    found, one = [], challenge
    while one.follows_id:
        one = Challenge.objects.get(pk=one.follows_id)
        found.append(one)
    return found


def after(challenge: Challenge) -> Challenge | None:
    """The stage after this one: the latest, where the first went back to its drawer in between."""
    return Challenge.objects.filter(follows=challenge).order_by("-id").first()


def require_first(challenge: Challenge) -> None:
    """Raise NotEditable for a later stage, which is written and called off with its first."""
    if challenge.follows_id:
        raise NotEditable(
            _("It is stage {stage} of a prize. Its first stage says what it is, and whether."), stage=challenge.stage
        )


def plan(challenge: Challenge) -> list[PlannedStage]:
    """Every stage, the first first, so that nobody enters one without knowing all; empty where there are none."""
    if challenge.rules.stages == Need.NONE:
        return []
    found = stages_of(challenge)
    rows = [_planned(terms_of(one), one) for one in found]
    if challenge.is_public or len(found) > 1:
        return rows
    return rows + [_planned(terms, None) for terms in later_stages(terms_of(challenge))]


def _planned(terms: ChallengeTerms, stage: Challenge | None) -> PlannedStage:
    return PlannedStage(
        number=terms.stage,
        challenge=stage.pk if stage else None,
        title=terms.title,
        statement=terms.statement,
        opens_at=terms.opens_at,
        closes_at=terms.closes_at,
        judge_by=terms.judge_by,
        places=terms.places,
        prize_total=Money(terms.prize_total, terms.currency),
        is_held=bool(stage and stage.status in LIVE),
        status=stage.status if stage else Challenge.Status.DRAFT.value,
    )
