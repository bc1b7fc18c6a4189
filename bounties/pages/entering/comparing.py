"""What changed between two texts, line by line, and within a changed line word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\S+")
MOST_LINES = 5_000  # past that the texts are shown as wholly different, rather than compared for minutes
MOST_WORDS = 400  # of a changed passage


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: kept, removed or added."""

    kind: str  # "same", "gone", "new"
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in their order; what was removed stands before what was added in its place."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if max(len(old), len(new)) > MOST_LINES:
        return [piece for piece in _swapped(before, after) if piece.text]
    found: list[Piece] = []
    for kind, (was, here) in _stretches(old, new):
        found += [Piece("same", here)] if kind == "equal" else _within(was, here)
    return [piece for piece in found if piece.text]


def _within(was: str, here: str) -> Iterator[Piece]:
    old, new = WORDS.findall(was), WORDS.findall(here)
    if not old or not new or max(len(old), len(new)) > MOST_WORDS:
        yield from _swapped(was, here)
        return
    for kind, (gone, added) in _stretches(old, new):
        yield from [Piece("same", added)] if kind == "equal" else _swapped(gone, added)


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    for kind, start, end, begins, ends in SequenceMatcher(None, old, new).get_opcodes():
        yield kind, ("".join(old[start:end]), "".join(new[begins:ends]))


def _swapped(gone: str, new: str) -> list[Piece]:
    return [Piece("gone", gone), Piece("new", new)]
