"""What is always true of an entry, its versions, files and shares."""

from bounties.entries.models.entry import Entry, TeamShare
from bounties.entries.models.life import COMPETING, MOVES, Status
from bounties.entries.models.picture import Picture, PictureStatus, Rendition
from bounties.entries.models.version import EntryFile, EntryVersion

__all__ = [
    "COMPETING",
    "MOVES",
    "Entry",
    "EntryFile",
    "EntryVersion",
    "Picture",
    "PictureStatus",
    "Rendition",
    "Status",
    "TeamShare",
]
