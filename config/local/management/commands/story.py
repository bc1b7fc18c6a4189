"""`manage.py story`: the main job, from a posted challenge to a paid winner, played over HTTP."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.local.story import scenes
from config.local.story.actors import StoryFailed
from config.local.story.stage import make_trouble, stage
from config.local.story.telling import Telling


class Command(BaseCommand):
    """Plays the story on the running stack, or on one started for it."""

    help = (
        "Play the main job over HTTP as demo people: post, review, fund, enter, close, judge, decide, pay, reconcile. "
        "Uses the stack that `make up` runs here, or starts one for the story. Takes under 90 seconds."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument(
            "--trouble",
            action="store_true",
            help="kill -9 the worker and the relay, and FLUSHALL Valkey, before funding, closing and paying",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Play it, and end with exit code 1 at the first step that goes wrong."""
        telling = Telling()
        try:
            with stage(settings.BASE_DIR, settings.STATE_DIR, telling) as stack:
                self._play(stack["web"], telling, trouble=options["trouble"])
        except StoryFailed as failure:
            raise CommandError(f"The story stopped: {failure}") from failure

    def _play(self, web: str, telling: Telling, *, trouble: bool) -> None:
        cast = scenes.Cast(web, telling, patience=12 if trouble else 1.5)
        for scene in scenes.SCENES:
            if trouble and scene in {scenes.fund, scenes.close, scenes.accept_and_pay}:
                make_trouble(settings.STATE_DIR, telling)
            scene(cast)
        telling.say(
            f"\nThe winners are paid and the books agree with Stripe, {telling.elapsed:.0f} seconds after the start."
        )
