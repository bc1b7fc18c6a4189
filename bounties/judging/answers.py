"""Answers that everyone may read: what readers see of them, and which one stands out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, QuerySet, Sum

from bounties.accounts.models import User
from bounties.challenges.formats import FORMATS
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry, EntryVersion
from bounties.judging.gallery import shown_versions
from bounties.judging.judged import judged_versions
from bounties.judging.models import AnswerComment, AnswerVote

LEAST_NET_VOTES = 2  # to get half of the prize if the asker is silent
ACCEPTED = Entry.Status.ACCEPTED
ANSWERED = [name for name, row in FORMATS.items() if row.is_rolling and not row.entries_are_sealed]
Reader = User | AnonymousUser


def answers_to(challenge_id: UUID, reader: Reader) -> QuerySet[EntryVersion]:
    """What was last received of each answer; Challenge.DoesNotExist for whom there is no such question.

    Where entries are sealed there is nothing of the kind, not even for those who judge them.
    """
    challenge = Challenge.objects.visible_to(reader).filter(format__in=ANSWERED).get(pk=challenge_id)
    return shown_versions(challenge, reader).select_related("entry__entrant", "entry__challenge")


def answer_seen_by(entry_id: UUID, reader: Reader) -> EntryVersion:
    """One of them; EntryVersion.DoesNotExist for whom there is no such answer."""
    seen = Challenge.objects.visible_to(reader).filter(format__in=ANSWERED, entries=entry_id).first()
    if seen is None:
        raise EntryVersion.DoesNotExist
    return shown_versions(seen, reader).select_related("entry__entrant", "entry__challenge").get(entry_id=entry_id)


def net_votes(entry_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Votes for, less votes against, of each answer that has any."""
    votes = AnswerVote.objects.filter(entry__in=list(entry_ids)).values("entry").annotate(net=Sum("value"))
    return dict(votes.values_list("entry", "net"))


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as a page shows it."""

    version: EntryVersion
    net_votes: int
    comments: Sequence[AnswerComment]


def board_of(challenge: Challenge, reader: Reader, *, at_most: int) -> list[Shown] | None:
    """The answers, the accepted one first, then by votes; None where entries are no answers. Four queries at most."""
    if challenge.format not in ANSWERED:
        return None
    versions = shown_versions(challenge, reader).select_related("entry__entrant")
    rows = list(versions.prefetch_related("entry__answer_comments__author")[:at_most])
    votes = net_votes(version.entry_id for version in rows)
    shown = [Shown(row, votes.get(row.entry_id, 0), list(row.entry.answer_comments.all())) for row in rows]
    return sorted(
        shown, key=lambda one: (one.version.entry.status != ACCEPTED, -one.net_votes, one.version.received_at)
    )


def top_answer(challenge: Challenge) -> UUID | None:
    """The answer with the most net votes, if these are enough; among equals the one that was received first."""
    answers = judged_versions(challenge).annotate(net=Sum("entry__answer_votes__value"))
    best = answers.filter(net__gte=LEAST_NET_VOTES).order_by("-net", "received_at", "entry_id").first()
    return best.entry_id if best else None


def best_helpers(*, at_most: int) -> list[Any]:
    """Names of those whose answers to public questions were accepted, and how many; among equals by name."""
    accepted = Entry.objects.filter(
        challenge__in=Challenge.objects.listed().filter(format__in=ANSWERED), status=Entry.Status.ACCEPTED
    )
    counted = accepted.values("entrant").annotate(accepted=Count("pk"), name=F("entrant__name"))
    return list(counted.order_by("-accepted", "name", "entrant").values("name", "accepted")[:at_most])
