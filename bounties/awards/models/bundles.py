"""A result as it was signed, for anyone to recompute."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.challenges.models import Challenge
from workers.clock import LaurelNow


class ResultBundle(models.Model):
    """A signed result: what was decided and why, under aliases; written once for each edition, never changed."""

    class Edition(models.TextChoices):
        """Of the decision, or of the challenge's end, which also tells what became of the awards."""

        DECIDED = "decided", _("Decided")
        ENDED = "ended", _("Ended")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="result_bundles")
    edition = models.CharField(max_length=8, choices=Edition)
    document = models.TextField()  # canonical JSON: the very bytes that were signed
    sha256 = models.CharField(max_length=64)  # hex, of the document
    public_key = models.CharField(max_length=44)  # base64, Ed25519
    signature = models.CharField(max_length=88)  # base64
    signed_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="result_bundle_is_one_per_edition", fields=["challenge", "edition"]),
            models.CheckConstraint(
                name="result_bundle_edition_is_known", condition=Q(edition__in=["decided", "ended"])
            ),
            models.CheckConstraint(
                name="result_bundle_hash_is_of_its_document",
                condition=Q(
                    sha256=models.Func(
                        models.Func(
                            models.Func(models.F("document"), models.Value("UTF8"), function="convert_to"),
                            function="sha256",
                        ),
                        models.Value("hex"),
                        function="encode",
                        output_field=models.TextField(),
                    )
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="result_bundle_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.challenge_id}"
