"""What is always true of an entry, its versions, files and shares."""

from bounties.entries.models.amendments import Amendment, AmendmentAnswer
from bounties.entries.models.disqualification import Disqualification, DisqualificationStatus
from bounties.entries.models.entry import Entry, TeamShare
from bounties.entries.models.life import COMPETING, IN_QUEUE, LEAVES_ROOM, MOVES, TIMED, WRITABLE, Status
from bounties.entries.models.message import DismissedReport, Message, MessageSide
from bounties.entries.models.picture import Picture, PictureStatus, Rendition
from bounties.entries.models.screening import Screening, ScreeningStatus
from bounties.entries.models.similarity import FlagState, SimilarityFlag, TextSketch
from bounties.entries.models.version import EntryFile, EntryVersion

__all__ = [
    "COMPETING",
    "IN_QUEUE",
    "LEAVES_ROOM",
    "MOVES",
    "TIMED",
    "WRITABLE",
    "Amendment",
    "AmendmentAnswer",
    "DismissedReport",
    "Disqualification",
    "DisqualificationStatus",
    "Entry",
    "EntryFile",
    "EntryVersion",
    "FlagState",
    "Message",
    "MessageSide",
    "Picture",
    "PictureStatus",
    "Rendition",
    "Screening",
    "ScreeningStatus",
    "SimilarityFlag",
    "Status",
    "TeamShare",
    "TextSketch",
]
