"""From an uploaded image to its small copies: decoded elsewhere, stored before the transaction, settled once."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import structlog
from django.core.files.base import ContentFile
from django.db import transaction

from bounties.entries.models import Picture, Rendition
from workers.events import emit

DECODER = Path(__file__).with_name("decoder.py")
MOST_SECONDS = 30  # by the wall; the decoder has 20 of CPU
LARGEST_ANSWER = 16 * 1024 * 1024  # bytes

log = structlog.get_logger()


class Unreadable(Exception):
    """The decoder could not make an image of these bytes."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One small copy, not stored yet."""

    size: str
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the decoder answered."""

    fingerprint: str
    copies: tuple[Copy, ...]


def draw(*, picture_id: UUID) -> None:
    """Draw a picture that waits, or note that it can't be read. Called with no transaction open."""
    picture = Picture.objects.select_related("file").filter(pk=picture_id, status=Picture.Status.WAITING).first()
    if picture is None:
        return
    with picture.file.file.open() as source:
        raw = source.read()
    try:
        drawing = decoded(raw)
    except Unreadable as refusal:
        log.info("picture_unreadable", picture=str(picture_id), reason=str(refusal))
        _settle(picture_id, None, [])
        return
    renditions = [_stored(picture, copy) for copy in drawing.copies]
    if not _settle(picture_id, drawing, renditions):
        for rendition in renditions:
            rendition.image.delete(save=False)


def decoded(raw: bytes) -> Drawing:
    """The decoder's answer, from a process without our environment; raises Unreadable."""
    command = [sys.executable, "-I", str(DECODER)]
    try:
        run = subprocess.run(command, input=raw, capture_output=True, timeout=MOST_SECONDS, env={}, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise Unreadable("it took too long") from error
    if run.returncode != 0 or len(run.stdout) > LARGEST_ANSWER:
        raise Unreadable(run.stderr.decode(errors="replace") or f"the decoder ended with {run.returncode}")
    head, _, rest = run.stdout.partition(b"\n")
    told = json.loads(head)
    copies = []
    for size, width, height, length in told["pictures"]:
        copies.append(Copy(size, width, height, rest[:length]))
        rest = rest[length:]
    return Drawing(told["fingerprint"], tuple(copies))


def _stored(picture: Picture, copy: Copy) -> Rendition:
    rendition = Rendition(picture=picture, size=copy.size, width=copy.width, height=copy.height)
    rendition.image.save("image", ContentFile(copy.content), save=False)
    return rendition


@transaction.atomic
def _settle(picture_id: UUID, drawing: Drawing | None, renditions: list[Rendition]) -> bool:
    """Whether this run was the one that settled it."""
    picture = (
        Picture.objects.select_for_update(no_key=True, of=("self",)).select_related("file__entry").get(pk=picture_id)
    )
    if picture.status != Picture.Status.WAITING:
        return False
    picture.move_to(Picture.Status.DRAWN if drawing else Picture.Status.UNREADABLE)
    picture.fingerprint = drawing.fingerprint if drawing else ""
    picture.save(update_fields=["status", "fingerprint"])
    Rendition.objects.bulk_create(renditions)
    emit(f"picture.{picture.status}", subject=picture, payload={"entry": str(picture.file.entry_id)})
    return True
