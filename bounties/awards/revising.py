"""What a re-review does: the places are given anew, along the ranking that counts now, by moves of awards alone.

The places and their amounts are those that were decided, so a guaranteed purse stays awarded in full.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from bounties.awards.concluding import write
from bounties.awards.life import Status
from bounties.awards.models import GONE, Appeal, Award, Rereview
from bounties.awards.moving import move
from bounties.awards.ordering import best_first
from bounties.awards.placing import Place, Proposal
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.judging.judged import judged_entries
from bounties.judging.ranking import Ranked
from bounties.judging.verifying.statements import row_of
from workers.events import emit_many

REASON = gettext_noop("By the ranking after a re-review.")


@dataclass(frozen=True, slots=True)
class Changes:
    """Awards that lost their place, and those that were made."""

    lost: Sequence[Award]
    made: Sequence[Award]


def revise(*, challenge: Challenge, rereview: Rereview) -> Changes:
    """Give the places anew; says what changed.

    Part of a service that holds the challenge's lock, within the appeal window, when nobody has accepted anything yet.
    """
    ranked, out = best_first(challenge), passed_over(challenge)
    heirs = heirs_of(places_of(challenge), [one.entry_id for one in ranked if one.entry_id not in out])
    lost = leave(challenge, heirs)
    made = _award(challenge, heirs)
    rereview.record = _record(challenge, ranked, heirs, out)
    rereview.save(update_fields=["record"])
    return Changes(lost, made)


def places_of(challenge: Challenge) -> list[Place]:
    """The places that were decided, each at its amount, best first."""
    found: dict[tuple[int, int], Place] = {}
    for award in _prizes(challenge).order_by("created_at", "pk"):
        found.setdefault((award.rank, award.slot), Place(award.rank, award.slot, award.amount))
    return [found[key] for key in sorted(found)]


def passed_over(challenge: Challenge) -> set[UUID]:
    """Entries that lost an award by a verdict or by their own doing; a re-review that took one is no such thing."""
    displaced = Appeal.objects.filter(challenge=challenge).values_list("displaced", flat=True)
    awards = Award.objects.filter(challenge=challenge).exclude(pk__in=list(chain.from_iterable(displaced)))
    latest = {award.entry_id: award.status for award in awards.order_by("created_at", "pk")}
    return {entry for entry, status in latest.items() if status in GONE}


def heirs_of(places: Sequence[Place], entries: Iterable[UUID]) -> dict[Place, UUID]:
    """Best place to best entry, as far as either goes."""
    return dict(zip(places, entries, strict=False))


def leave(challenge: Challenge, heirs: Mapping[Place, UUID]) -> list[Award]:
    """Take every award whose place, or whose holder, goes elsewhere: what was contested is annulled."""
    stays = {(place.rank, place.slot): entry for place, entry in heirs.items()}
    lost = [
        award
        for award in _prizes(challenge).live()
        if stays.get((award.rank, award.slot), award.entry_id) != award.entry_id
        or (award.entry_id in stays.values() and stays.get((award.rank, award.slot)) != award.entry_id)
    ]
    for award in lost:
        award.challenge = challenge
        move(award, Status.ANNULLED if award.status == Status.APPEALED else Status.REVOKED)
    return lost


def _award(challenge: Challenge, heirs: Mapping[Place, UUID]) -> list[Award]:
    """New rows for those who have no award at their place yet; they can be contested in what is left of the window."""
    held = {(award.rank, award.slot) for award in _prizes(challenge).live()}
    proposals = [
        Proposal(entry, place, REASON) for place, entry in heirs.items() if (place.rank, place.slot) not in held
    ]
    made = write(challenge=challenge, proposals=proposals, status=Status.REVISED, due_at=None)
    emit_many("award.revised", subjects=Award.objects.filter(pk__in=[award.pk for award in made]))
    return made


def _record(
    challenge: Challenge, ranked: Sequence[Ranked], heirs: Mapping[Place, UUID], out: Iterable[UUID]
) -> dict[str, Any]:
    """What the signed result says of it, by the ids of entries."""
    gone = Entry.objects.competing().filter(challenge=challenge).exclude(pk__in=judged_entries(challenge).values("pk"))
    return {
        "ranking": [row_of(one, str(one.entry_id)) for one in ranked],
        "places": [{"entry": str(entry), "rank": place.rank, "slot": place.slot} for place, entry in heirs.items()],
        "passed_over": sorted(str(entry) for entry in out),
        "gone": sorted(str(entry) for entry in gone.values_list("pk", flat=True)),
    }


def _prizes(challenge: Challenge) -> Any:
    return Award.objects.filter(challenge=challenge, kind=Award.Kind.PRIZE)
