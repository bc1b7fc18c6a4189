"""What the notifications room tells itself."""

from workers.events import Audience, declare

declare("notification.created", audience=Audience.STAFF, root="told_of")  # the root of what is told of
