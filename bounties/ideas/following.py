"""Who hears what becomes of an idea: whoever posted it, voted, commented or follows it, until they want no more."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q, QuerySet

from bounties.accounts.models import User
from bounties.accounts.policies import require_verified_address
from bounties.entries.models import Entry
from bounties.ideas import policies
from bounties.ideas.models import IdeaFollow, IdeaVote
from bounties.judging.models import AnswerComment


@transaction.atomic
def follow(*, entry_id: UUID, by: User) -> None:
    """Hear of it from now on, without voting or saying anything; a repeat changes nothing.

    Raises NotAllowed without a verified address, NotABoard, IllegalMove, IdeaMerged.
    """
    entry = Entry.objects.select_related("challenge").get(pk=entry_id)
    policies.require_on_board(entry)
    policies.require_unmerged([entry_id])
    require_verified_address(by)
    _say(entry_id, by, hears=True)


@transaction.atomic
def unfollow(*, entry_id: UUID, by: User) -> None:
    """Hear no more of it, even where one posted it, voted or commented; a repeat changes nothing."""
    _say(entry_id, by, hears=False)


def hearers_of(entry_id: UUID) -> QuerySet[User]:
    """Everyone who hears of this idea; whoever heard of one that was merged into it does too."""
    family = Entry.objects.filter(Q(pk=entry_id) | Q(idea__merged_into=entry_id))
    votes = IdeaVote.objects.exclude(value=0).filter(Q(idea=entry_id) | Q(cast_for=entry_id))
    said = IdeaFollow.objects.filter(entry__in=family)
    took_part = (
        Q(pk__in=family.values("entrant_id"))
        | Q(pk__in=votes.values("voter_id"))
        | Q(pk__in=AnswerComment.objects.filter(entry__in=family).values("author_id"))
    )
    silent = Q(pk__in=said.filter(hears=False).values("person_id"))
    return User.objects.filter(Q(pk__in=said.filter(hears=True).values("person_id")) | (took_part & ~silent))


def hears_of(entry_id: UUID, reader: User | AnonymousUser) -> bool:
    """Whether this reader does."""
    return reader.is_authenticated and hearers_of(entry_id).filter(pk=reader.pk).exists()


def _say(entry_id: UUID, person: User, *, hears: bool) -> None:
    IdeaFollow.objects.update_or_create(entry_id=entry_id, person=person, defaults={"hears": hears})
