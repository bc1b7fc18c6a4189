"""What idea boards tell. Who voted is for staff only; what becomes of an idea is for everyone."""

from workers.events import Audience, declare

declare("idea.voted", audience=Audience.STAFF, root="challenge_id")  # payload: value
declare("idea.raised", audience=Audience.PUBLIC, root="challenge_id")  # by its votes, once
declare("idea.answered", audience=Audience.PUBLIC, root="challenge_id")  # payload: status
declare("idea.merged", audience=Audience.PUBLIC, root="challenge_id")  # payload: into
declare("idea.reply_due", audience=Audience.STAFF, root="challenge_id")  # its delivery waits for that hour
declare("idea.overdue", audience=Audience.PUBLIC, root="challenge_id")
