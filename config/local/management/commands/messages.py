"""`manage.py messages`: brings the catalogues up to what the source says, and lists what is not translated."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from config.local.messages.catalogues import Key, Words, compile_stale, languages, missing, write
from config.local.messages.gathering import gathered


class Command(BaseCommand):
    """Gathers, keeps what is translated, takes new words, compiles; `--missing` only lists."""

    help = "Bring the catalogues of config/locale up to date with the source, and compile them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to take in, or to list instead."""
        parser.add_argument("--take", metavar="FILE", help='JSON of a language: {"text": "words" or ["one", "many"]}')
        parser.add_argument("--language", default="de", help="whose words FILE holds")
        parser.add_argument("--missing", action="store_true", help="list what is not translated, as JSON to fill in")

    def handle(self, *args: Any, take: str | None, language: str, **options: Any) -> None:
        """Do it for every language."""
        said = gathered()
        if options["missing"]:
            self.stdout.write(json.dumps(_to_fill_in(said, missing(language, said)), ensure_ascii=False, indent=1))
            return
        for each in languages():
            write(each, said, _taken(Path(take)) if take and each == language else {})
        compile_stale()
        self.stdout.write("\n".join(f"{each}: {len(missing(each, said))} not translated" for each in languages()))


def _to_fill_in(said: dict[Key, Any], keys: list[Key]) -> dict[str, str | list[str]]:
    plural = {key for key, places in said.items() if any(place.plural for place in places)}
    return {"\x04".join(key).lstrip("\x04"): ["", ""] if key in plural else "" for key in keys}


def _taken(path: Path) -> dict[Key, Words]:
    """A context stands before its text, parted by \\x04, as gettext writes it."""
    found: dict[Key, Words] = {}
    for text, words in json.loads(path.read_text()).items():
        context, _, said = text.rpartition("\x04")
        found[(context, said)] = (words,) if isinstance(words, str) else tuple(words)
    return {key: words for key, words in found.items() if all(words)}
