"""A signed result as the API sends it, and what a stranger's recount says of it."""

from typing import Any

import orjson

from bounties.awards import bundling
from bounties.awards.models import ResultBundle
from bounties.judging.verify import findings
from tests.bounties.staging import Stage

Edition = ResultBundle.Edition


def bundle_of(stage: Stage, edition: Edition = Edition.DECIDED) -> dict[str, Any]:
    """The file as the API sends it."""
    signed = bundling.sign(challenge_id=stage.challenge.pk, edition=edition)
    assert signed
    found: dict[str, Any] = orjson.loads(orjson.dumps(bundling.envelope_of(signed)))
    return found


def faults(bundle: dict[str, Any], keys: set[bytes] | None = None) -> dict[str, str]:
    return {one.name: one.sentence for one in findings(bundle, keys) if not one.holds}


def said(bundle: dict[str, Any], name: str) -> str:
    return next(one.sentence for one in findings(bundle) if one.name == name)
