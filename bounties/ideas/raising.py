"""Enough votes send an idea to review, once in its life."""

from bounties.challenges.idea_rules import reply_time
from bounties.ideas.changing import change
from bounties.ideas.models import Idea, Status
from bounties.ideas.points import moment_of, threshold_of
from workers.clock import laurel_now
from workers.events import emit


def raise_if_due(idea: Idea) -> None:
    """Part of services that hold its lock and have just changed its votes.

    Time alone never raises an idea: it makes all points fade alike. So nobody has to look but who votes or merges.
    """
    if idea.status != Status.NEW or idea.raised_at:
        return
    idea.refresh_from_db(fields=["heat"])
    points = moment_of(idea.challenge).points(idea.heat)
    if points < threshold_of(idea.challenge):
        return
    idea.raised_at = laurel_now()
    answer_by = idea.raised_at + reply_time(idea.challenge.durations)
    change(idea, Status.UNDER_REVIEW, note="", by=None, answer_by=answer_by)
    emit("idea.raised", subject=idea, payload={"answer_by": answer_by.isoformat()})
