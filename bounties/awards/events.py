"""What becomes of decisions and awards. The public reads of the decision, of acceptances, and of the end."""

from workers.events import Audience, declare

declare("challenge.decided", audience=Audience.PUBLIC, root="pk")  # payload: rule, departs
declare("challenge.completed", audience=Audience.PUBLIC, root="pk")
declare("challenge.not_awarded", audience=Audience.PUBLIC, root="pk")
declare("challenge.departure_consented", audience=Audience.PARTIES, root="pk")
declare("challenge.confirmed", audience=Audience.PARTIES, root="pk")  # the appeal window is over
declare("award.accepted", audience=Audience.PUBLIC, root="challenge_id")

for name in [
    "award.made",
    "award.appealed",
    "award.upheld",
    "award.revised",
    "award.annulled",
    "award.offered",
    "award.declined",
    "award.forfeited",
    "award.revoked",
    "award.verifying",
    "award.papers_given",
    "award.papers_extended",  # payload: due_at
    "award.payable",
    "award.paying",
    "award.paid",
    "award.unclaimed",
]:
    declare(name, audience=Audience.PARTIES, root="challenge_id")

for name in [
    "award.rights_signed",
    "award.identity_known",  # payload: user
    "award.share_lapsed",  # payload: user
    "award.papers_reminder_set",  # its delivery waits for its hour
    "award.papers_reminded",
]:
    declare(name, audience=Audience.STAFF, root="challenge_id")

declare("result.signed", audience=Audience.STAFF, root="challenge_id")  # payload: edition
# Only the parties of an appeal are told; the timeline of everyone shows nothing of it.
declare("appeal.opened", audience=Audience.STAFF, root="challenge_id")  # payload: ground, answer_by
declare("appeal.answered", audience=Audience.STAFF, root="challenge_id")  # payload: side
declare("appeal.rereview_ordered", audience=Audience.STAFF, root="challenge_id")  # payload: due_at
declare("appeal.decided", audience=Audience.STAFF, root="challenge_id")  # payload: outcome

for name in ["entry.judged", "entry.won", "entry.placed"]:
    declare(name, audience=Audience.PARTIES, root="challenge_id")
