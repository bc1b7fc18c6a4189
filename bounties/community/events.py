"""What happens to profiles. Staff alone may read it: whoever hid theirs has left no public trace of it."""

from workers.events import Audience, declare

declare("profile.changed", audience=Audience.STAFF, root="pk")  # subject: Profile; its person's standings follow
