"""A row of the desk: what waits, how long, and until when; and whose own matter it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise

from bounties.accounts.models import Sponsor, User

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits. `until` is when the clock ends it, where the clock does; `note` what bars this reader.

    `button` is the address of a single button that does it, where one word is enough; it carries what was `seen`.
    """

    title: str
    url: str
    says: Words
    since: datetime | None
    until: datetime | None = None
    note: Words = ""
    button: str = ""
    seen: str = ""


def with_own(found: QuerySet[Any], user: User, sponsor: str) -> QuerySet[Any]:
    """With `is_own`: whether the reader is on its sponsor's side."""
    mine = Sponsor.objects.filter(pk=OuterRef(f"{sponsor}_id"), memberships__user=user)
    return found.annotate(is_own=Exists(mine))
