"""What judging tells. Scorecards are for staff only, so that no timeline says who judged which entry when."""

from workers.events import Audience, declare

declare("judge.invited", audience=Audience.PARTIES, root="challenge_id")
declare("judge.accepted", audience=Audience.PARTIES, root="challenge_id")
declare("judge.declined", audience=Audience.PARTIES, root="challenge_id")
declare("judge.lapsed", audience=Audience.PARTIES, root="challenge_id")
declare("judge.reminded", audience=Audience.STAFF, root="challenge_id")  # payload: hours left
declare("panel.reminder_set", audience=Audience.STAFF, root="challenge_id")  # its delivery waits for its hour
declare("judge.invitation_reminded", audience=Audience.STAFF, root="challenge_id")
declare("judge.assigned", audience=Audience.STAFF, root="challenge_id")  # payload: how many entries
declare("judge.replaced", audience=Audience.PARTIES, root="challenge_id")
declare("judge.called_up", audience=Audience.PARTIES, root="challenge_id")
declare("panel.lacking", audience=Audience.STAFF, root="pk")  # payload: how many entries lack how many judges
declare("scorecard.stated", audience=Audience.STAFF, root="judgeship__challenge_id")
declare("scorecard.recused", audience=Audience.STAFF, root="judgeship__challenge_id")
declare("scorecard.scored", audience=Audience.STAFF, root="judgeship__challenge_id")
declare("scorecard.submitted", audience=Audience.STAFF, root="judgeship__challenge_id")
declare("scorecard.spread", audience=Audience.STAFF, root="judgeship__challenge_id")  # two judges are far apart
declare("scorecard.locked", audience=Audience.STAFF, root="judgeship__challenge_id")
declare("judging.reminder_set", audience=Audience.STAFF, root="pk")  # its delivery waits for its hour
declare("judging.replacement_set", audience=Audience.STAFF, root="pk")  # its delivery waits for its hour
declare("judging.tie_broken", audience=Audience.STAFF, root="pk")
declare("judging.reminded", audience=Audience.STAFF, root="pk")  # for the sponsor, who has to decide in time
for name in ["taken", "given_back", "lease_ended", "escalated", "rejected", "changes_requested", "accepted"]:
    declare(f"entry.{name}", audience=Audience.PARTIES, root="challenge_id")
declare("entry.review_reminded", audience=Audience.STAFF, root="challenge_id")
declare("answer.voted", audience=Audience.STAFF, root="challenge_id")
declare("answer.commented", audience=Audience.PARTIES, root="entry__challenge_id")
declare("judging.extended", audience=Audience.PUBLIC, root="pk")
declare("judging.escalated", audience=Audience.PUBLIC, root="pk")
declare("judging.prolonged", audience=Audience.PUBLIC, root="pk")  # entries of a queue still wait for their decision
