"""Answers kept under Idempotency-Keys."""

from django.conf import settings
from django.db import models

from workers.clock import LaurelNow


class KeptAnswer(models.Model):
    """What a POST was answered, kept for 24 hours in the same transaction as its effect: same key, same answer."""

    id = models.BigAutoField(primary_key=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)  # hex of SHA-256 over the request's body
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    body = models.BinaryField()
    created_at = models.DateTimeField(db_default=LaurelNow(), db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="idempotency_key_has_one_answer", fields=["actor", "path", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.key}: {self.status}"
