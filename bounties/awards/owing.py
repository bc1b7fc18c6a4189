"""Who still has to do what before an award is paid, and what of it whom is shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bounties.accounts.models import User
from bounties.accounts.policies import is_member
from bounties.awards.deeds import Deed, deed_of
from bounties.awards.life import SETTLED
from bounties.awards.models import Award, Paper
from bounties.awards.parts import parts_of
from bounties.judging.policies import MANAGERS

RIGHTS, IDENTITY = Paper.Kind.RIGHTS, Paper.Kind.IDENTITY


@dataclass(frozen=True, slots=True)
class Owed:
    """One formality of one person, and since when it is done."""

    holder: User
    kind: str
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class Papers:
    """All that is asked of an award's winners; the deed is None where no rights are signed for."""

    award: Award
    asked: Sequence[str]
    deed: Deed | None
    papers: Sequence[Owed]


def asked_of(award: Award) -> list[str]:
    """What the terms ask for; nothing for a kill fee, which is paid because the sponsor takes nobody's work."""
    return [] if award.kind == Award.Kind.KILL_FEE else list(award.challenge.papers)


def holders_of(award: Award) -> set[UUID]:
    """The entrant, and the members of the team who consented to their share."""
    members = award.entry.shares.exclude(user=None).values_list("user_id", flat=True)
    return {award.entry.entrant_id, *(user for user in members if user)}


def payees_of(award: Award) -> set[UUID]:
    """Who would be paid: an entrant who left all to the others is not among them."""
    return set(parts_of(award.entry))


def missing(award: Award) -> dict[UUID, list[str]]:
    """What each holder still owes; whoever owes nothing is not in it."""
    given = set(award.papers.values_list("user_id", "kind"))
    owed: dict[UUID, list[str]] = {}
    for user, kind in _owed(award):
        if (user, kind) not in given:
            owed.setdefault(user, []).append(kind)
    return owed


def left_out(award: Award) -> set[UUID]:
    """Payees who have not done their part: their shares fall to others."""
    return payees_of(award) & missing(award).keys()


def suffices(award: Award) -> bool:
    """Whether what there is will do when the time is over.

    Nobody but the entrant can sign for the work as a whole; and somebody who did their part must be there to be paid.
    """
    owing = missing(award)
    return RIGHTS not in owing.get(award.entry.entrant_id, []) and bool(payees_of(award) - owing.keys())


def papers_seen_by(award_id: UUID, reader: User) -> Papers:
    """For its holders, so that they read the text before they accept; for the sponsor's managers once it is accepted.

    Raises Award.DoesNotExist for everyone else.
    """
    award = _seen(award_id, reader)
    asked = asked_of(award)
    given = {(paper.user_id, paper.kind): paper.given_at for paper in award.papers.all()}
    owed = _owed(award)
    people = User.objects.in_bulk({user for user, _ in owed})
    rows = [Owed(people[user], kind, given.get((user, kind))) for user, kind in owed]
    return Papers(award, asked, deed_of(award) if RIGHTS in asked else None, rows)


def signed_papers(award_id: UUID, reader: User) -> list[Paper]:
    """What was signed: all of it for the sponsor's managers, for a holder their own. Raises Award.DoesNotExist."""
    award = _seen(award_id, reader)
    signed = award.papers.filter(kind=RIGHTS)
    return list(signed if _is_manager(award, reader) else signed.filter(user=reader))


def require_holder(award: Award, user: User) -> None:
    """Raise Award.DoesNotExist for whoever has no share in it."""
    if user.pk not in holders_of(award):
        raise Award.DoesNotExist


def _owed(award: Award) -> list[tuple[UUID, str]]:
    """Everything that is asked of anyone, the entrant's first."""
    people = {RIGHTS: holders_of, IDENTITY: payees_of}
    asked = asked_of(award)
    return [
        (user, str(kind))
        for kind, of_whom in people.items()
        if kind in asked
        for user in _entrant_first(of_whom(award), award.entry.entrant_id)
    ]


def _entrant_first(people: Collection[UUID], entrant: UUID) -> list[UUID]:
    return sorted(people, key=lambda user: (user != entrant, user))


def _seen(award_id: UUID, reader: User) -> Award:
    related = ("challenge__sponsor", "entry__terms")
    award = Award.objects.select_related(*related).get(pk=award_id)
    is_theirs = award.status in SETTLED and _is_manager(award, reader)
    if not is_theirs:
        require_holder(award, reader)
    return award


def _is_manager(award: Award, user: User) -> bool:
    return is_member(user, award.challenge.sponsor_id, *MANAGERS)
