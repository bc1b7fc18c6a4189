"""`manage.py migrate`: Django's own, quicker where a migration adds constraints, indexes and triggers."""

from typing import Any

from django.core.management.commands import migrate

from workers.migrating import classes_kept


class Command(migrate.Command):
    """Django's command, with the historical classes kept where nothing in them changes."""

    def handle(self, *args: Any, **options: Any) -> None:
        """As Django's."""
        with classes_kept():
            super().handle(*args, **options)
