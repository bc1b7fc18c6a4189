"""The memory behind idempotency: one answer per actor, path and key, for a day."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction
from django.db.models.expressions import CombinedExpression
from django.http import HttpResponse

from config.api.models import KeptAnswer
from workers.clock import LaurelNow

KEPT_HOURS = 24
KEPT_HEADERS = ("Content-Type", "Location", "ETag", "WWW-Authenticate")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose key it is and where; only POSTs come here, so the method is no part of it."""

    actor_id: UUID
    path: str
    key: str

    def try_lock(self) -> bool:
        """Take the key until the transaction's end; false while another request holds it."""
        digest = sha256(f"{self.actor_id}\n{self.path}\n{self.key}".encode()).digest()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])
            (is_mine,) = cursor.fetchone()
        return is_mine

    def answer(self) -> KeptAnswer | None:
        """What was answered under this key within the last day."""
        kept = KeptAnswer.objects.filter(actor_id=self.actor_id, path=self.path, key=self.key)
        return kept.filter(created_at__gt=_oldest()).first()

    def keep(self, response: HttpResponse, fingerprint: str) -> None:
        """Remember the answer, over one that has outlived its day."""
        headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        KeptAnswer.objects.update_or_create(
            actor_id=self.actor_id,
            path=self.path,
            key=self.key,
            defaults={
                "fingerprint": fingerprint,
                "status": response.status_code,
                "headers": headers,
                "body": response.content,
                "created_at": LaurelNow(),
            },
        )


def replay(kept: KeptAnswer) -> HttpResponse:
    """The same answer once more, marked as a repeat."""
    response = HttpResponse(bytes(kept.body), status=kept.status, headers=kept.headers)
    response["Idempotency-Replayed"] = "true"
    return response


@transaction.atomic
def forget_old() -> int:
    """Delete answers that are more than a day old; gives their number."""
    deleted, _ = KeptAnswer.objects.filter(created_at__lte=_oldest()).delete()
    return deleted


@transaction.atomic
def forget_answers_to(*, actor_id: UUID) -> int:
    """Delete what was answered to someone who left: it may hold their name and address; gives the number."""
    deleted, _ = KeptAnswer.objects.filter(actor_id=actor_id).delete()
    return deleted


def _oldest() -> CombinedExpression:
    return LaurelNow() - timedelta(hours=KEPT_HOURS)
