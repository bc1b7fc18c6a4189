"""What can happen to a challenge, and who may read of it."""

from workers.events import Audience, declare

for name in [
    "challenge.submitted",
    "challenge.approved",
    "challenge.opened",
    "challenge.amended",
    "challenge.extended",
    "challenge.closed",
    "challenge.expired",
    "challenge.cancelled",
    "challenge.paused",
    "challenge.resumed",
]:
    declare(name, audience=Audience.PUBLIC, root="pk")

for name in [
    "challenge.created",
    "challenge.edited",
    "challenge.changes_requested",
    "challenge.rejected",
    "challenge.funding_started",
    "challenge.unpaid",
    "challenge.scheduled",
]:
    declare(name, audience=Audience.PARTIES, root="pk")

declare("question.asked", audience=Audience.PARTIES, root="challenge_id")
declare("question.answered", audience=Audience.PARTIES, root="challenge_id")
