"""What became of an entry after it was handed in, as far as its team may know: read once for its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from bounties.accounts.models import User
from bounties.awards.contesting import ADVERSE
from bounties.awards.life import GONE
from bounties.awards.models import Appeal, Award
from bounties.challenges.models import Challenge
from bounties.entries.models import COMPETING, IN_QUEUE, Amendment, Disqualification, Entry, ScreeningStatus
from bounties.entries.policies import is_captain
from bounties.judging.feedback import UNDECIDED
from bounties.judging.judged import JUDGED
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
    has_feedback: bool
    amendment: Amendment | None
    may_mend: bool
    may_contest: bool
    others: Sequence[Award]  # what others were given and may be contested while the window is open


def outcome_of(entry: Entry, reader: User) -> Outcome | None:
    """None for what was never received."""
    if entry.status not in COMPETING:
        return None
    queued = entry.challenge.rules.has_queue
    appeals, awards = _appeals(entry, reader), _awards(entry, reader)
    return Outcome(
        position=position_of(entry) if queued and entry.status in IN_QUEUE else None,
        verdicts=list(Verdict.objects.of_entry(entry).select_related("version")) if queued else [],
        charges=list(Disqualification.objects.visible_to(reader).filter(entry=entry).order_by("-id")),
        awards=[award for award in awards if award.entry_id == entry.pk],
        appeals=appeals,
        has_feedback=entry.challenge.phase not in UNDECIDED and entry.status in JUDGED,
        amendment=_amendment(entry),
        may_mend=is_captain(entry, reader) and is_curing(entry),
        may_contest=is_captain(entry, reader) and _is_contestable(entry, appeals),
        others=awards if _is_window_open(entry.challenge) and is_captain(entry, reader) else [],
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


def _awards(entry: Entry, reader: User) -> list[Award]:
    """Its own, for who holds a share; while the window is open everybody's, because they may be contested."""
    holds = is_captain(entry, reader) or any(share.user_id == reader.pk for share in entry.shares.all())
    if not holds:
        return []
    shown = {"challenge": entry.challenge} if _is_window_open(entry.challenge) else {"entry": entry}
    found = Award.objects.filter(**shown).select_related("entry")
    return [award for award in found.order_by("rank", "slot", "-created_at") if _is_shown(award, entry)]


def _is_shown(award: Award, entry: Entry) -> bool:
    """What others lost is nobody's business any more."""
    return award.entry_id == entry.pk or award.status not in GONE


def _is_window_open(challenge: Challenge) -> bool:
    return challenge.status == Challenge.Status.PROVISIONAL and challenge.rules.is_contestable
