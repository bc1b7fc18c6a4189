"""The catalogues: one `.po` for each part of the house, for translators; one `.mo` for each language, for Django.

A part each, so that two people who translate different rooms never change the same file. Without numbers of lines, and
in the order of the source, a catalogue changes only where what is said does.
"""

import os
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config.local.messages.extracting import Sentence

ROOT = Path(__file__).resolve().parents[3]
LOCALE = ROOT / "config" / "locale"
# Of a catalogue's header: dates would change it with every run, and the rest nobody has said.
UNSAID = tuple(f'"{name}' for name in ("POT-", "PO-", "Last-", "Language-Team", "Report-", "Project-", "Generated-"))
HEADER = "# What Laurel says: docs/decisions/0087 has the glossary. `make messages` writes it; fill in its words."
Key = tuple[str, str]  # context and text
Words = tuple[str, ...]  # the singular, and each plural form that the language has


def languages() -> list[str]:
    """Each language that Laurel is translated to; English is the source's own."""
    return sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


def part_of(where: str) -> str:
    """Which catalogue a file's sentences stand in: a room's, or a floor's."""
    floor, room, *_ = where.split("/")
    return room if floor == "bounties" and not room.endswith(".py") else floor


def known(language: str) -> dict[Key, Words]:
    """Everything that is translated already, in whichever part it stands."""
    found: dict[Key, Words] = {}
    for path in sorted((LOCALE / language).glob("*.po")):
        for message in _read(path, language):
            words = _words(message)
            if message.id and all(words) and not message.fuzzy:
                found[_key(message)] = words
    return found


def missing(language: str, said: Iterable[Key]) -> list[Key]:
    """What is said, and not translated."""
    words = known(language)
    return [key for key in said if key not in words]


def write(language: str, said: Mapping[Key, list[Sentence]], more: Mapping[Key, Words]) -> None:
    """Write each part anew: what is said now, with the words that were known or are new; what nobody says goes."""
    words = {**known(language), **more}
    parts: dict[str, Catalog] = {}
    for key, places in said.items():
        part = min(part_of(place.where) for place in places)
        catalogue = parts.setdefault(part, Catalog(language, header_comment=HEADER, fuzzy=False))
        _add(catalogue, places, words.get(key, ()))
    for path in (LOCALE / language).glob("*.po"):
        if path.stem not in parts:
            path.unlink()
    for part, catalogue in parts.items():
        _save(LOCALE / language / f"{part}.po", catalogue)


def compile_stale() -> None:
    """Compile what changed since; each process of a test run may do it at once, so the file appears whole."""
    for language in languages():
        target = LOCALE / language / "LC_MESSAGES" / "django.mo"
        parts = sorted((LOCALE / language).glob("*.po"))
        newest = max([(LOCALE / language).stat().st_mtime_ns, *(path.stat().st_mtime_ns for path in parts)])
        if not target.exists() or target.stat().st_mtime_ns < newest:
            _compile(language, parts, target)


def _compile(language: str, parts: list[Path], target: Path) -> None:
    whole = Catalog(language, project="Laurel", fuzzy=False)
    for path in parts:
        for message in _read(path, language):
            if message.id and all(_words(message)):
                whole.add(message.id, message.string, context=message.context)
    target.parent.mkdir(exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}")
    with unfinished.open("wb") as file:
        write_mo(file, whole)
    unfinished.replace(target)


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _save(path: Path, catalogue: Catalog) -> None:
    kept = BytesIO()
    write_po(kept, catalogue, width=110, include_lineno=False)
    lines = kept.getvalue().decode().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(UNSAID)))


def _add(catalogue: Catalog, places: list[Sentence], words: Words) -> None:
    first = places[0]
    plural = next((place.plural for place in places if place.plural), "")
    catalogue.add(
        (first.text, plural) if plural else first.text,
        (words or ("", "")) if plural else (words[0] if words else ""),
        locations=[(where, 0) for where in dict.fromkeys(place.where for place in places)],
        context=first.context or None,
    )


def _key(message: Message) -> Key:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", text


def _words(message: Message) -> Words:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


if __name__ == "__main__":
    compile_stale()
