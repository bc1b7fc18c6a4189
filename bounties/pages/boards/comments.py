"""Remarks as a page shows them: the latest, so that whoever says something finds it there."""

from django.db.models import QuerySet

from bounties.judging.models import AnswerComment

MOST = 200  # the API lists them all


def latest(comments: QuerySet[AnswerComment]) -> list[AnswerComment]:
    """The last so many, in the order in which they were said."""
    return list(comments.order_by("-id")[:MOST])[::-1]
