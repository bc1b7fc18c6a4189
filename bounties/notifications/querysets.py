"""Reading notifications."""

from typing import Any, Self

from django.db import models


class NotificationQuerySet(models.QuerySet[Any]):
    """Chainable reads."""

    def of(self, user: Any) -> Self:
        """What this person was told; nobody sees another's."""
        return self.filter(user_id=user.pk)

    def unread(self) -> Self:
        """Not yet read."""
        return self.filter(read_at=None)

    def unmailed(self) -> Self:
        """Not yet sent by e-mail."""
        return self.filter(mailed_at=None)
