"""What ballots tell. Who voted when is for staff only; how votes stand is told to nobody before the tally."""

from workers.events import Audience, declare

declare("ballot.opened", audience=Audience.PUBLIC, root="pk")
declare("ballot.ended", audience=Audience.PUBLIC, root="pk")  # the audit begins
declare("ballot.tallied", audience=Audience.PUBLIC, root="pk")
declare("ballot.hour_set", audience=Audience.STAFF, root="pk")  # its delivery waits for one of the ballot's hours
declare("ballot.cast", audience=Audience.STAFF, root="challenge_id")
declare("ballot.voided", audience=Audience.STAFF, root="challenge_id")
declare("ballot.flagged", audience=Audience.STAFF, root="challenge_id")
declare("ballot.flag_dismissed", audience=Audience.STAFF, root="challenge_id")
declare("ballot.flag_upheld", audience=Audience.STAFF, root="challenge_id")
