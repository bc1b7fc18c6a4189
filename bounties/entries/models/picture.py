"""Images as our own decoder drew them: the only form in which anything that people upload is shown inline."""

import uuid
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from bounties.entries.models.version import EntryFile, random_name
from bounties.errors import IllegalMove
from payments.sentences import filled


class PictureStatus(models.TextChoices):
    """Whether our decoder has looked at it, and could read it."""

    WAITING = "waiting", gettext_lazy("Waiting")
    DRAWN = "drawn", gettext_lazy("Drawn")
    UNREADABLE = "unreadable", gettext_lazy("Unreadable")


PICTURE_MOVES: dict[PictureStatus, set[PictureStatus]] = {
    PictureStatus.WAITING: {PictureStatus.DRAWN, PictureStatus.UNREADABLE},
    PictureStatus.DRAWN: set(),
    PictureStatus.UNREADABLE: set(),
}


class Picture(models.Model):
    """An image among an entry's files: its size by its header, and once drawn a fingerprint to compare it by."""

    Status = PictureStatus
    MOVES: ClassVar = PICTURE_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.OneToOneField(EntryFile, on_delete=models.PROTECT, related_name="picture")
    width = models.PositiveIntegerField()  # pixels, as its header says
    height = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=PictureStatus, default=PictureStatus.WAITING)
    fingerprint = models.CharField(max_length=16, blank=True)  # dHash, 64 bits in hex

    class Meta:
        constraints = [
            models.CheckConstraint(name="picture_has_a_size", condition=Q(width__gte=1, height__gte=1)),
            models.CheckConstraint(name="picture_status_is_known", condition=Q(status__in=PictureStatus.values)),
            models.CheckConstraint(
                name="picture_has_a_fingerprint_once_drawn",
                condition=Q(status="drawn", fingerprint__regex=r"^[0-9a-f]{16}$")
                | (~Q(status="drawn") & Q(fingerprint="")),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="picture_is_drawn_once",
                field="status",
                transitions=[(str(old), str(new)) for old, after in PICTURE_MOVES.items() for new in sorted(after)],
            ),
        ]

    def __str__(self) -> str:
        return filled(
            gettext("{width} x {height}, {status}"),
            width=self.width,
            height=self.height,
            status=self.get_status_display(),
        )

    def move_to(self, status: PictureStatus) -> None:
        """Enter the next status in memory, or refuse; the service saves."""
        if status not in self.MOVES[PictureStatus(self.status)]:
            raise IllegalMove(
                _("A picture that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status = status


class Rendition(models.Model):
    """A small copy of a picture under a random id and name: plain pixels, without a time, a name or a place."""

    class Size(models.TextChoices):
        """For a list, and to look at."""

        SMALL = "small", gettext_lazy("Small")
        LARGE = "large", gettext_lazy("Large")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="renditions")
    size = models.CharField(max_length=8, choices=Size)
    image = models.FileField(upload_to=random_name, max_length=120)  # WebP
    width = models.PositiveIntegerField()  # pixels
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["size"]
        constraints = [
            models.UniqueConstraint(name="rendition_is_one_per_size", fields=["picture", "size"]),
            models.CheckConstraint(name="rendition_size_is_known", condition=Q(size__in=["small", "large"])),
        ]

    def __str__(self) -> str:
        return f"{self.width} x {self.height}"
