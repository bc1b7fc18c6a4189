"""Signed results: made with the decision and with the end, or when first asked for; kept as they were signed."""

import json
from base64 import b64decode
from typing import Any, TypeAlias
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from bounties.accounts.models import User
from bounties.awards import policies
from bounties.awards.composing import document_of_decision, document_of_end
from bounties.awards.models import Decision, ResultBundle
from bounties.awards.signing import in_base64, public_key, signing_key
from bounties.canonical import canonical_bytes, sha256_of
from bounties.challenges.models import Challenge
from bounties.judging.verifying.envelopes import ALGORITHM, key_id_of
from workers.events import emit

Edition: TypeAlias = ResultBundle.Edition


@transaction.atomic
def sign(*, challenge_id: UUID, edition: Edition) -> ResultBundle | None:
    """The signed result in this edition, made if it is not there yet; None where nothing was decided as a whole."""
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    if not Decision.objects.filter(challenge=challenge).exists():
        return None
    decided = _kept(challenge, Edition.DECIDED) or _signed(challenge, Edition.DECIDED, document_of_decision(challenge))
    if edition == Edition.DECIDED:
        return decided
    document = document_of_end(challenge, json.loads(decided.document), decided.sha256)
    return _kept(challenge, edition) or _signed(challenge, edition, document)


def result_bundle(challenge: Challenge, reader: User | AnonymousUser) -> ResultBundle:
    """The latest edition: for those who took part from the decision on, for everyone at the end.

    Raises Decision.DoesNotExist for whom there is nothing to see, NotDecided for those who have to wait.
    """
    is_over = challenge.status in policies.PUBLISHED
    if not is_over and not policies.takes_part(challenge, reader):
        raise Decision.DoesNotExist
    if not policies.reads_what_others_win(challenge, reader):
        raise Decision.DoesNotExist
    policies.require_results(challenge)
    edition = Edition.ENDED if is_over else Edition.DECIDED
    found = _kept(challenge, edition) or sign(challenge_id=challenge.pk, edition=edition)
    if found is None:
        raise Decision.DoesNotExist
    return found


def envelope_of(bundle: ResultBundle) -> dict[str, Any]:
    """The file that `python -m bounties.judging.verify` takes."""
    key = signature_key(bundle.public_key)
    return {
        "document": json.loads(bundle.document),
        "sha256": bundle.sha256,
        **key,
        "signature": bundle.signature,
        "signed_at": bundle.signed_at,
    }


def published_keys() -> list[dict[str, str]]:
    """Every key that ever signed a result, and the one in force."""
    used = ResultBundle.objects.order_by("public_key").values_list("public_key", flat=True).distinct()
    return [signature_key(key) for key in sorted({in_base64(public_key()), *used})]


def signature_key(public_key_text: str) -> dict[str, str]:
    """A key as it is published."""
    key_id = key_id_of(b64decode(public_key_text))
    return {"algorithm": ALGORITHM, "key_id": key_id, "public_key": public_key_text}


def _kept(challenge: Challenge, edition: Edition) -> ResultBundle | None:
    return ResultBundle.objects.filter(challenge=challenge, edition=edition).first()


def _signed(challenge: Challenge, edition: Edition, document: dict[str, Any]) -> ResultBundle:
    canonical = canonical_bytes(document)
    bundle = ResultBundle.objects.create(
        challenge=challenge,
        edition=edition,
        document=canonical.decode(),
        sha256=sha256_of(document),
        public_key=in_base64(public_key()),
        signature=in_base64(signing_key().sign(canonical)),
    )
    emit("result.signed", subject=bundle, payload={"edition": edition.value})
    return bundle
