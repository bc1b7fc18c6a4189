"""What must be known of an entry under its lock before it is received: six questions in one statement.

Django builds the statement once per process; to build the six anew for each entry took longer than to answer them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from bounties.challenges.models import Prize, Terms
from bounties.entries.models import Entry, EntryFile, EntryVersion, TeamShare
from workers.clock import LaurelNow

DAY = timedelta(days=1)
ANY_ID = UUID(int=1)  # in whose place the entry's id comes
FILE, SHARE = ("id", "name", "size", "sha256", "media_type"), ("email", "share_bp")


@dataclass(frozen=True, slots=True)
class Known:
    """Of an entry whose lock is held, and its challenge's."""

    is_orphaned: bool  # its entrant has ended their account in another window
    has_newer_terms: bool  # material ones, which its entrant has not accepted
    times_received: int  # how often its entrant handed in here within 24 hours
    smallest_prize: int | None  # minor units
    files: Sequence[EntryFile]  # that go with it now; only what a receipt says of them
    shares: Sequence[TeamShare]  # only who gets how much


def known_of(entry: Entry) -> Known:
    """Ask the database, in the transaction that holds the locks."""
    statement, params = _statement()
    with connection.cursor() as cursor:
        cursor.execute(statement, [entry.pk if param == ANY_ID else param for param in params])
        erased_at, newer, times, smallest, files, shares = cursor.fetchone()
    return Known(
        is_orphaned=erased_at is not None,
        has_newer_terms=newer,
        times_received=times or 0,
        smallest_prize=smallest,
        files=[EntryFile(entry=entry, **json.loads(file)) for file in files],
        shares=[TeamShare(entry=entry, **json.loads(share)) for share in shares],
    )


@lru_cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    challenge, owner = OuterRef("challenge"), OuterRef("pk")
    newer = Terms.objects.filter(challenge=challenge, is_material=True, number__gt=OuterRef("terms__number"))
    theirs = EntryVersion.objects.filter(entry__challenge=challenge, entry__entrant=OuterRef("entrant"))
    recent = theirs.filter(received_at__gt=LaurelNow() - DAY).order_by().values("entry__challenge")
    smallest = Prize.objects.filter(challenge=challenge).order_by("amount").values("amount")[:1]
    asked = Entry.objects.filter(pk=ANY_ID).values_list(
        "entrant__erased_at",
        Exists(newer),
        Subquery(recent.annotate(times=Count("pk")).values("times")),
        Subquery(smallest),
        _rows(EntryFile.objects.filter(entry=owner, removed_at=None), FILE),
        _rows(TeamShare.objects.filter(entry=owner), SHARE),
    )
    return asked.query.sql_with_params()


def _rows(rows: QuerySet[Any], columns: Sequence[str]) -> ArraySubquery:
    """In the order of their model."""
    return ArraySubquery(rows.values(row=JSONObject(**{column: column for column in columns})))
