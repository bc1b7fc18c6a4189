"""What became of an entry after it was handed in, as far as its team may know: read once for its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from bounties.accounts.models import User
from bounties.awards.contesting import ADVERSE
from bounties.awards.models import Appeal, Award
from bounties.challenges.models import Challenge
from bounties.entries.models import COMPETING, IN_QUEUE, Amendment, Disqualification, Entry, ScreeningStatus
from bounties.entries.policies import is_captain
from bounties.judging.feedback import UNDECIDED, Feedback, feedback_on
from bounties.judging.models import Verdict
from bounties.judging.queueing import Position, position_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything after the receipt; what does not apply is empty."""

    position: Position | None
    verdicts: Sequence[Verdict]
    charges: Sequence[Disqualification]
    awards: Sequence[Award]
    appeals: Sequence[Appeal]
    feedback: Feedback | None
    amendment: Amendment | None
    may_mend: bool
    may_contest: bool
    others: Sequence[Award]  # what others were given and may be contested while the window is open


def outcome_of(entry: Entry, reader: User) -> Outcome | None:
    """None for what was never received."""
    if entry.status not in COMPETING:
        return None
    queued = entry.challenge.rules.has_queue
    is_decided = entry.challenge.phase not in UNDECIDED
    appeals = _appeals(entry, reader)
    return Outcome(
        position=position_of(entry) if queued and entry.status in IN_QUEUE else None,
        verdicts=list(Verdict.objects.of_entry(entry).select_related("version")) if queued else [],
        charges=list(Disqualification.objects.visible_to(reader).filter(entry=entry).order_by("-id")),
        awards=list(Award.objects.held_by(reader.pk).filter(entry=entry).order_by("-created_at")),
        appeals=appeals,
        feedback=feedback_on(entry.pk, reader) if is_decided and entry.challenge.criteria.exists() else None,
        amendment=_amendment(entry),
        may_mend=is_captain(entry, reader) and is_curing(entry),
        may_contest=is_captain(entry, reader) and _is_contestable(entry, appeals),
        others=_contestable_awards(entry) if is_captain(entry, reader) else [],
    )


def is_curing(entry: Entry) -> bool:
    """Whether its form may be mended now."""
    screening = getattr(entry, "screening", None)
    return screening is not None and screening.status == ScreeningStatus.CURING


def _appeals(entry: Entry, reader: User) -> list[Appeal]:
    found = Appeal.objects.visible_to(reader).filter(Q(entry=entry) | Q(award__entry=entry))
    return list(found.prefetch_related("answers").order_by("-id"))


def _is_contestable(entry: Entry, appeals: Sequence[Appeal]) -> bool:
    """Whether to show the button; whether its time is over, the service says."""
    is_open = any(appeal.award_id is None and appeal.status == Appeal.Status.OPEN for appeal in appeals)
    return entry.status in ADVERSE and not is_open and not is_curing(entry)


def _amendment(entry: Entry) -> Amendment | None:
    if not getattr(entry, "is_asked_anew", True):
        return None
    return Amendment.objects.filter(challenge=entry.challenge, status=Amendment.Status.OPEN).first()


def _contestable_awards(entry: Entry) -> list[Award]:
    challenge = entry.challenge
    if challenge.status != Challenge.Status.PROVISIONAL or not challenge.rules.is_contestable:
        return []
    return list(Award.objects.filter(challenge=challenge).live().select_related("entry").order_by("rank", "slot"))
