"""`manage.py demo`: people and challenges to look at, made by the services, with real money in Stripe's simulator."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bounties.accounts.models import User
from config.local.demo.clock import set_clock
from config.local.demo.lives import LIVES
from config.local.demo.people import make_cast
from config.local.demo.playing import Play


class Command(BaseCommand):
    """Loads the demo into the local stack's own database, while its relay, worker and simulator run."""

    help = (
        "Make the demo's people (all with the password laurel-demo) and challenges, one in every status. Only in a "
        "database "
        "that `make up` started itself; it runs while relay, worker and simulator run, and takes half a minute."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it once; a second run changes nothing."""
        if not settings.LAUREL_OWN_DATABASE:
            raise CommandError("Demo people are made only in a database that `make up` started itself.")
        if User.objects.filter(email="sponsor@demo.test").exists():
            self.stdout.write("The demo is there already.")
            return
        try:
            play = Play(make_cast())
            for life in LIVES:
                self.stdout.write(f"{life.__name__.replace('_', ' ')} …")
                life(play)
        finally:
            set_clock(days=0)
