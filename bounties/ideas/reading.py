"""The board: ideas with their points and what is said of them, in the order that the reader asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import (
    Case,
    CharField,
    Count,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Upper

from bounties.accounts.models import User
from bounties.challenges.formats import FORMATS
from bounties.challenges.models import Challenge
from bounties.entries.models import EntryVersion
from bounties.ideas.models import Idea, IdeaVote, Status
from bounties.ideas.models.idea import DIGITS, PLACES
from bounties.ideas.points import Moment, moment_of
from bounties.judging.gallery import shown_versions
from bounties.judging.models import AnswerComment

Reader = User | AnonymousUser
Versions = QuerySet[Any]  # of EntryVersion, with annotations that django-stubs does not find
BOARDS = [name for name, row in FORMATS.items() if row.is_board]
ORDERS: dict[str, tuple[str, ...]] = {
    "trending": ("-heat", "pk"),
    "newest": ("-first_received", "pk"),
    "votes": ("-net_votes", "-heat", "pk"),
    "status": ("place", "-heat", "pk"),
}
# What waits for an answer stands first, what was refused last.
IN_ORDER = [
    *(Status.UNDER_REVIEW, Status.NEW, Status.CONSIDERED, Status.PLANNED, Status.IN_PROGRESS, Status.DELIVERED),
    *(Status.NOT_PLANNED, Status.MERGED_INTO),
]
MOST_SIMILAR = 10
UNTOUCHED = Idea(status=Status.NEW)  # what a board keeps of an idea that nobody has touched


@dataclass(frozen=True, slots=True)
class Shown:
    """An idea as its readers see it."""

    version: EntryVersion
    idea: Idea
    points: Decimal
    is_overdue: bool
    own_vote: int  # of the reader

    @property
    def net_votes(self) -> int:
        """Votes for, less votes against, whatever their age."""
        return self.idea.ups - self.idea.downs


def board_seen_by(challenge_id: UUID, reader: Reader) -> Challenge:
    """The challenge; DoesNotExist for whom there is no such board."""
    return Challenge.objects.visible_to(reader).filter(format__in=BOARDS).get(pk=challenge_id)


def ideas_of(challenge: Challenge, reader: Reader) -> Versions:
    """What was last received of each idea that stands on the board, merged ones too, with what orders are made of."""
    first = EntryVersion.objects.filter(entry=OuterRef("entry"), number=1).values("received_at")
    state = Coalesce("entry__idea__status", Value(Status.NEW.value), output_field=CharField())
    number = DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    votes = Coalesce(F("entry__idea__ups") - F("entry__idea__downs"), Value(0), output_field=IntegerField())
    versions = shown_versions(challenge, reader).select_related("entry__entrant", "entry__challenge", "entry__idea")
    return versions.annotate(
        state=state,
        place=Case(
            *(When(state=status.value, then=Value(place)) for place, status in enumerate(IN_ORDER)),
            output_field=IntegerField(),
        ),
        heat=Coalesce("entry__idea__heat", Value(Decimal(0)), output_field=number),
        net_votes=votes,
        first_received=Subquery(first),
    )


def board(challenge: Challenge, reader: Reader, *, order: str, status: str | None = None) -> Versions:
    """Those of this status, or all that stand for themselves, in this order."""
    ideas = ideas_of(challenge, reader)
    chosen = ideas.filter(state=status) if status else ideas.exclude(state=Status.MERGED_INTO)
    return chosen.order_by(*ORDERS[order])


def similar(challenge: Challenge, reader: Reader, title: str) -> list[EntryVersion]:
    """Those whose title shares enough groups of three letters with this one, the most similar first."""
    likeness = TrigramSimilarity(Upper("title"), title.upper())
    ideas = ideas_of(challenge, reader).annotate(upper=Upper("title"), likeness=likeness)
    found = ideas.filter(upper__trigram_similar=title.upper()).exclude(state=Status.MERGED_INTO)
    return list(found.order_by("-likeness", "pk")[:MOST_SIMILAR])


def facets(challenge: Challenge, reader: Reader) -> dict[str, Any]:
    """How many ideas have which status, and how many answers are overdue."""
    ideas = ideas_of(challenge, reader)
    counted = dict(ideas.order_by().values_list("state").annotate(count=Count("pk")))
    late = Q(entry__idea__answer_by__lte=moment_of(challenge).now)
    return {
        "statuses": {status.value: counted.get(status.value, 0) for status in IN_ORDER},
        "overdue": ideas.filter(late, state=Status.UNDER_REVIEW).count(),
    }


def idea_seen_by(entry_id: UUID, reader: Reader) -> EntryVersion:
    """One of them; EntryVersion.DoesNotExist for whom there is no such idea."""
    challenge = Challenge.objects.visible_to(reader).filter(format__in=BOARDS, entries=entry_id).first()
    if challenge is None:
        raise EntryVersion.DoesNotExist
    return ideas_of(challenge, reader).get(entry_id=entry_id)


def leads_to(version: EntryVersion, reader: Reader) -> UUID | None:
    """The idea that stands for a merged one; None if it stands for itself, or what stood for it has left the board."""
    into = getattr(version.entry, "idea", UNTOUCHED).merged_into_id
    ideas = ideas_of(version.entry.challenge, reader)
    return into if into and ideas.filter(entry_id=into).exists() else None


def shown(versions: Sequence[EntryVersion], reader: Reader) -> list[Shown]:
    """The rows with their points; two queries however many they are."""
    if not versions:
        return []
    moment = moment_of(versions[0].entry.challenge)
    votes = _own_votes((version.entry_id for version in versions), reader)
    return [_row(version, moment, votes.get(version.entry_id, 0)) for version in versions]


def board_shown(challenge: Challenge, reader: Reader, *, at_most: int) -> list[Shown] | None:
    """The first of the board for a page, best first; None where entries are no ideas. Three queries at most."""
    if challenge.format not in BOARDS:
        return None
    return shown(list(board(challenge, reader, order="trending")[:at_most]), reader)


def duplicates_of(version: EntryVersion, reader: Reader) -> list[EntryVersion]:
    """What was merged into it."""
    ideas = ideas_of(version.entry.challenge, reader).filter(entry__idea__merged_into=version.entry_id)
    return list(ideas.order_by("first_received", "pk"))


def comments_on(entry_id: UUID) -> QuerySet[AnswerComment]:
    """Remarks on the idea and on what was merged into it, oldest first."""
    family = Q(entry=entry_id) | Q(entry__idea__merged_into=entry_id)
    return AnswerComment.objects.filter(family).select_related("author").order_by("id")


def _row(version: EntryVersion, moment: Moment, own_vote: int) -> Shown:
    idea = getattr(version.entry, "idea", UNTOUCHED)
    return Shown(version, idea, moment.points(idea.heat), is_late(idea, moment.now), own_vote)


def is_late(idea: Idea, now: datetime) -> bool:
    """Whether its answer is overdue."""
    return idea.answer_by is not None and idea.answer_by <= now


def _own_votes(entries: Iterable[UUID], reader: Reader) -> dict[UUID, int]:
    if not isinstance(reader, User):
        return {}
    votes = IdeaVote.objects.filter(idea__in=list(entries), voter=reader, counts=True)
    return dict(votes.values_list("idea", "value"))
