"""What the board can be asked for: one list of filters and orders, for programs and for pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bounties.challenges import finding
from bounties.challenges.querysets import ChallengeQuerySet, mentions
from payments.sentences import filled

CUT = _(
    "More than {named} challenges have these words, and only the next {looked} of the board were looked through. Write "
    "more words, or choose another order."
)
NEWEST = "newest"
ORDERINGS = {
    NEWEST: ["-published_at", "-id"],
    "closes_at": ["closes_at", "id"],
    "-closes_at": ["-closes_at", "-id"],
    "prize": ["prize_total", "id"],
    "-prize": ["-prize_total", "-id"],
}
FILTERS = {
    "status": "status",
    "format": "format",
    "tag": "tags__contains",
    "min_prize": "prize_total__gte",
    "currency": "currency",
    "closes_before": "closes_at__lt",
}


def search(rows: ChallengeQuerySet, asked: Mapping[str, Any]) -> ChallengeQuerySet:
    """Those of the rows that match all that is asked, unordered; what is absent or empty asks nothing.

    For words on the whole board there is `WordSearch`, whose time is bounded.
    """
    words = asked.get("q")
    found = rows.filter(_others(asked))
    return found.mentioning(words) if words else found


@dataclass(slots=True)
class WordSearch:
    """Words that are looked for on the board, with whatever else is asked; what came out is said in `notice`."""

    asked: Mapping[str, Any]
    mark: int = 0  # the board's, of the moment of the search
    notice: str = ""  # where the list ends before the board does

    def first(self, rows: ChallengeQuerySet, most: int) -> ChallengeQuerySet:
        """The first of these ordered rows of the board that match. Raises InvalidInput if it takes too long."""
        others = _others(self.asked)
        found = finding.first_with(rows, mentions(self.asked["q"]), others, most)
        self.mark = found.mark
        if found.is_cut:
            self.notice = filled(str(CUT), named=finding.NAMED, looked=finding.FAR)
        return rows.filter(others, pk__in=found.ids)


def _others(asked: Mapping[str, Any]) -> Q:
    given = {name: value for name in FILTERS if (value := asked.get(name)) not in (None, "")}
    return Q(**{FILTERS[name]: [value] if name == "tag" else value for name, value in given.items()})
