"""What can happen to an entry; never told to the public, and to the sponsor's side only once the decision is locked."""

from workers.events import Audience, declare

for name in [
    "entry.started",
    "entry.edited",
    "entry.file_added",
    "entry.file_removed",
    "entry.submitted",
    "entry.withdrawn",
    "entry.queued",
    "entry.locked",
    "entry.qualified",
    "entry.found_ineligible",
    "entry.mended",
    "entry.ruled_out",
    "entry.charged",
    "entry.answered",
    "entry.cleared",
    "entry.reinstated",
    "entry.disqualified",
    "entry.not_selected",
]:
    declare(name, audience=Audience.PARTIES, root="challenge_id")

declare("entry.review_reminder_set", audience=Audience.STAFF, root="challenge_id")  # its delivery waits for its hour

for name in ["proposed", "applied", "refused", "lapsed"]:
    declare(f"amendment.{name}", audience=Audience.PARTIES, root="challenge_id")
declare("amendment.answered", audience=Audience.STAFF, root="challenge_id")

for name in ["picture.attached", "picture.drawn", "picture.unreadable"]:
    declare(name, audience=Audience.STAFF, root="file__entry__challenge_id")

for name in ["similarity.flagged", "similarity.dismissed", "similarity.upheld"]:
    declare(name, audience=Audience.STAFF, root="entry__challenge_id")

declare("team_share.consented", audience=Audience.PARTIES, root="entry__challenge_id")
# To whom a share was offered is nobody else's business until they take it.
declare("team_share.offered", audience=Audience.STAFF, root="entry__challenge_id")
# Who writes to whom is for neither timeline: only staff see that there was a message.
for name in ["message.sent", "message.reported", "message.hidden"]:
    declare(name, audience=Audience.STAFF, root="entry__challenge_id")
declare("report.dismissed", audience=Audience.STAFF, root="message__entry__challenge_id")
