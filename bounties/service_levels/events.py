"""What happens to service levels. Clocks are told to staff and by notices, on no timeline of a challenge."""

from workers.events import Audience, declare

declare("service_level.chosen", audience=Audience.PARTIES, root="sponsor_id")  # subject: Choice
declare("service_clock.warned", audience=Audience.STAFF, root="challenge_id")  # four fifths of the time are over
declare("service_clock.breached", audience=Audience.STAFF, root="challenge_id")
