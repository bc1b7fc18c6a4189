"""Challenges with a title like another: those that share words with it, and the newest of the board anyway.

Groups of three letters in common are what likeness is measured by, and no index of them stops early: a title of common
words shares enough of them with half of the board. So only some are measured: the newest of all, for a word may be
misspelt; and those that have two rare words of the title, or its rarest words all, if it has not two rare ones.
"""

from itertools import combinations
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Upper
from django.db.models.lookups import GreaterThanOrEqual

from bounties.challenges.finding import first_with
from bounties.challenges.querysets import ChallengeQuerySet
from bounties.challenges.searching import NEWEST, ORDERINGS

LATEST = 1_000  # of the board, measured whatever their words
LIKE = 0.3  # from this share of common groups of letters on
LOOKED_AT = 50  # of those that share words
RAREST = 4  # words of the title that are looked for
RARE = 0.02  # a word in a smaller share of all challenges
# The words of a title as the index of words writes them, and what PostgreSQL knows of how many challenges have each.
WORDS = """
SELECT word, coalesce(known.share, 0) FROM unnest(tsvector_to_array(to_tsvector('english', %s))) AS word
LEFT JOIN (SELECT element, share FROM pg_stats,
        unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (element, share)
    WHERE schemaname = 'public' AND tablename = 'challenges_challenge' AND attname = 'search') AS known
ON known.element = word ORDER BY 2, length(word) DESC, word LIMIT %s
"""


def similar_to(board: ChallengeQuerySet, title: str) -> ChallengeQuerySet:
    """Those of the board whose title shares enough with this one, the most similar first.

    All of a small board are measured. Raises InvalidInput where its words take too long to look for.
    """
    newest = board.order_by(*ORDERINGS[NEWEST])
    sharing = board.model.objects.filter(pk__in=_sharing(newest, title)).values("pk")
    likeness = TrigramSimilarity(Upper("title"), title.upper())
    found = board.annotate(likeness=likeness).filter(
        _is_like(title), pk__in=newest.values("pk")[:LATEST].union(sharing)
    )
    return found.order_by("-likeness", "-id")


def _sharing(newest: ChallengeQuerySet, title: str) -> list[UUID]:
    asked = _asked(title)
    if not asked:
        return []
    words = Q(search=SearchQuery(asked, config="simple", search_type="raw"))
    return list(first_with(newest, words, _is_like(title), LOOKED_AT, field="title").ids)


def _asked(title: str) -> str:
    """What the index of words is asked for: the rarest come first, for they leave least to be read."""
    with connection.cursor() as cursor:
        cursor.execute(WORDS, [title, RAREST])
        shares = {_quoted(word): share for word, share in cursor.fetchall()}
    rarest = list(shares)
    pairs = combinations([word for word in rarest if shares[word] < RARE], 2)
    return " | ".join(f"{one} & {other}" for one, other in pairs) or " & ".join(rarest)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _is_like(title: str) -> Q:
    alike: Any = GreaterThanOrEqual(TrigramSimilarity(Upper("title"), title.upper()), LIKE)
    return Q(alike)
