"""`manage.py lives`: a life of each format, decided by people and by silence, played over HTTP on the real clock."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.local.story.actors import StoryFailed
from config.local.story.lives.all import LIVES, play_all
from config.local.story.stage import stage
from config.local.story.telling import Telling


class Command(BaseCommand):
    """Plays them side by side on the running stack, or on one started for it."""

    help = (
        "Play a life of each format over HTTP, on the real clock in seconds, once decided by people and once by "
        "silence alone, verify each signed result offline, and compare the books with Stripe at the end. "
        "Example: manage.py lives ideation"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        formats = sorted({life.format for life in LIVES})
        parser.add_argument("formats", nargs="*", metavar="FORMAT", help=f"only these of: {', '.join(formats)}")

    def handle(self, *args: Any, **options: Any) -> None:
        """Play them; exit code 1 if one does not end as its format promises, with all its steps."""
        asked = set(options["formats"])
        if unknown := asked - {life.format for life in LIVES}:
            raise CommandError(f"No life of {', '.join(sorted(unknown))}. Ask for --help to see those there are.")
        lives = [life for life in LIVES if not asked or life.format in asked]
        telling = Telling()
        try:
            with stage(settings.BASE_DIR, settings.STATE_DIR, telling) as stack:
                failures = play_all(lives, stack["web"], telling)
        except StoryFailed as failure:
            raise CommandError(f"The lives stopped: {failure}") from failure
        if failures:
            raise CommandError("\n\n".join(failures))
        telling.say(
            f"\n{len(lives)} lives ended as promised, their signed results verify, and the books agree with Stripe."
        )
