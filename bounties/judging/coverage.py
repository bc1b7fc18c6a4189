"""Which entries lack judges, said plainly and with the remedy, for the sponsor."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.judging import policies
from bounties.judging.aliases import alias_of
from bounties.judging.covering import cover_of, lacking_of
from bounties.judging.progress import Work, work_of
from bounties.judging.standings import quorum_of


@dataclass(frozen=True, slots=True)
class Uncovered:
    """An entry that nobody on the panel or in reserve can take."""

    entry: UUID
    lacks: int

    @property
    def alias(self) -> str:
        """Its name until the decision."""
        return alias_of(self.entry)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The gaps, in the order of aliases; none while the challenge is decided by scores that are all promised."""

    judges_per_entry: int | None
    quorum: int
    results: Sequence[Uncovered]
    next: None = None
    previous: None = None

    @property
    def is_covered(self) -> bool:
        """Whether every entry has enough judges."""
        return not self.results

    @property
    def remedy(self) -> str:
        """What the sponsor can do."""
        if self.is_covered:
            return ""
        needed = max(one.lacks for one in self.results)
        lack = ngettext(
            "{entries} entry lacks judges who have no conflict with it.",
            "{entries} entries lack judges who have no conflict with them.",
            len(self.results),
        )
        invite = _("Invite {needed} more, to the panel or as reserve: they get what lacks them as soon as they accept.")
        return f"{lack} {invite}".format(entries=len(self.results), needed=needed)


def coverage(challenge: Challenge, reader: User, work: Work | None = None) -> Coverage:
    """As things stand. Raises NotAllowed for whoever is not of the sponsor's side, NotJudging before the deadline.

    Whoever has read the panel's work hands it in.
    """
    policies.require_panel_reader(challenge, reader)
    policies.require_unsealed(challenge)
    if challenge.phase != Challenge.Status.JUDGING:
        return Coverage(challenge.judges_per_entry, quorum_of(challenge), [])
    found = cover_of(challenge, work or work_of(challenge))
    rows = [Uncovered(entry, lacks) for entry, lacks in sorted(lacking_of(challenge, found).items())]
    return Coverage(challenge.judges_per_entry, found.quorum, rows)
