"""Texts of Stripe's hold what others typed, and some of it is kept by no database: it is told as the sign for that."""

import re
from typing import Any

import structlog

log = structlog.get_logger()

UNKEPT = re.compile("[\x00\ud800-\udfff]")  # NUL, and half of a pair: PostgreSQL has neither in text nor in jsonb
MAY_BE_UNKEPT = re.compile(rb"\\u0000|\\u[dD][89a-fA-F]")  # how JSON spells them; whole pairs too, which are kept
INSTEAD = "�"


def mended(told: Any, *, of: str = "") -> Any:
    """What Stripe told, with � for each sign that cannot be kept; each such text is a line of the log, by its object.

    `of` is the id of the object that it stands in.
    """
    match told:
        case str():
            return _mended_text(told, of)
        case dict():
            within = str(told.get("id") or of)
            return {_mended_text(key, within): mended(value, of=within) for key, value in told.items()}
        case list():
            return [mended(each, of=of) for each in told]
    return told


def _mended_text(text: str, of: str) -> str:
    kept = UNKEPT.sub(INSTEAD, text)
    if kept != text:
        log.warning("stripe_text_mended", object_id=of.encode("unicode_escape").decode())
    return kept
