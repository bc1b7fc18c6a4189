"""What a verdict would do to places and money: it is given by the same service, read off, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.awards.models import Award
from bounties.challenges.models import Challenge
from bounties.judging.aliases import alias_of
from bounties.pages.entering.standing import STANDINGS, award_standing
from payments.money import Money

Words = str | Promise
NONE: Words = _("no prize")


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one entry: its standing and its prize, before and after."""

    alias: str
    title: str
    before: Words
    after: Words
    money_before: Money | None
    money_after: Money | None


@dataclass(frozen=True, slots=True)
class _Seen:
    title: str
    entry: str
    award: str
    money: Money | None

    @property
    def says(self) -> Words:
        """The award's standing; without one the entry's."""
        return award_standing(self.award).label if self.award else STANDINGS[self.entry].label


def consequences(challenge: Challenge, act: Callable[[], object]) -> list[Change]:
    """Each entry for which something changes. Raises whatever the act would be refused for; nothing of it stays."""
    before = _seen(challenge)
    with transaction.atomic():
        try:
            act()
            after = _seen(challenge)
        finally:
            transaction.set_rollback(True)
    changed = sorted(entry for entry in after if after[entry] != before.get(entry))
    return [_change(entry, before.get(entry), after[entry]) for entry in changed]


def _change(entry: UUID, before: _Seen | None, after: _Seen) -> Change:
    return Change(
        alias=alias_of(entry),
        title=after.title,
        before=before.says if before else NONE,
        after=after.says,
        money_before=before.money if before else None,
        money_after=after.money,
    )


def _seen(challenge: Challenge) -> dict[UUID, _Seen]:
    awards = {one.entry_id: one for one in Award.objects.filter(challenge=challenge).order_by("pk")}
    live = set(Award.objects.live().filter(challenge=challenge).values_list("pk", flat=True))
    return {
        pk: _Seen(
            title=title,
            entry=status,
            award=awards[pk].status if pk in awards else "",
            money=awards[pk].money if pk in awards and awards[pk].pk in live else None,
        )
        for pk, title, status in challenge.entries.exclude(latest_version=0).values_list("pk", "title", "status")
    }
