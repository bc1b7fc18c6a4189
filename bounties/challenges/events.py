"""What can happen to a challenge, and who may read of it."""

from workers.events import Audience, declare

for name in [
    "challenge.submitted",
    "challenge.approved",
    "challenge.collecting",  # of its backers, until its hour
    "challenge.prize_raised",  # payload: rank, amount of each award
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
    "challenge.payment_reminder_set",
    "challenge.payment_reminded",
    "challenge.scheduled",
]:
    declare(name, audience=Audience.PARTIES, root="pk")

declare("template.saved", audience=Audience.PARTIES, root="sponsor_id")
declare("template.renamed", audience=Audience.PARTIES, root="sponsor_id")
declare("template.deleted", audience=Audience.PARTIES, root="sponsor_id")
declare("question.asked", audience=Audience.PARTIES, root="challenge_id")
declare("question.answered", audience=Audience.PARTIES, root="challenge_id")
