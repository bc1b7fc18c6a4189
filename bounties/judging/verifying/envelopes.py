"""The file itself: the document is what was hashed, the hash is what was signed, and whose key signed it."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bounties.canonical import canonical_bytes, sha256_of

KIND, VERSION, ALGORITHM = "laurel.result", 1, "ed25519"
KEY_ID_DIGITS = 16


class Mismatch(Exception):
    """Something in the bundle is not as the rest of it says; the message is a sentence."""


def key_id_of(public_key: bytes) -> str:
    """How a key is called: the beginning of its SHA-256, in hex."""
    return hashlib.sha256(public_key).hexdigest()[:KEY_ID_DIGITS]


def read(file: Path) -> dict[str, Any]:
    """The bundle as the file has it; raises Mismatch where it is none."""
    try:
        found = json.loads(file.read_bytes())
    except OSError as error:
        raise Mismatch(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise Mismatch(f"{file} is no JSON: {error}.") from error
    if not isinstance(found, dict) or not isinstance(found.get("document"), dict):
        raise Mismatch(f"{file} is no result bundle: it has no document.")
    return found


def keys_in(text: str) -> set[bytes]:
    """The public keys that a reader trusts: one in base64, or the file that the platform publishes."""
    try:
        file = Path(text)
        if file.is_file():
            return {_decoded(row["public_key"]) for row in json.loads(file.read_bytes())["keys"]}
        return {_decoded(text)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Mismatch(f"{text} is neither a public key in base64 nor a file of such keys.") from error


def form(bundle: Mapping[str, Any]) -> str:
    """It is a bundle of the kind that this program knows."""
    document = bundle["document"]
    if (document["kind"], document["version"]) != (KIND, VERSION):
        raise Mismatch(f"This is {document['kind']} {document['version']}; only {KIND} {VERSION} is known here.")
    return f"a result of challenge {document['challenge']['id']}, edition {document['edition']}"


def fingerprint(bundle: Mapping[str, Any]) -> str:
    """The document has the stated hash."""
    found = sha256_of(bundle["document"])
    if found != bundle["sha256"]:
        raise Mismatch(
            f"the document's SHA-256 is {found}, not {bundle['sha256']}: it was changed after it was signed."
        )
    return f"SHA-256 of the document is {found}"


def signature(bundle: Mapping[str, Any]) -> str:
    """The stated key signed the document's canonical bytes."""
    public_key = _decoded(bundle["public_key"])
    if bundle["algorithm"] != ALGORITHM:
        raise Mismatch(f"signed by {bundle['algorithm']}; only {ALGORITHM} is known here.")
    if bundle["key_id"] != key_id_of(public_key):
        raise Mismatch(f"the key is {key_id_of(public_key)}, not {bundle['key_id']}.")
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(
            _decoded(bundle["signature"]), canonical_bytes(bundle["document"])
        )
    except InvalidSignature as error:
        raise Mismatch(f"the signature is not by the key {bundle['key_id']}.") from error
    return f"signed with Ed25519 by the key {bundle['key_id']}"


def trust(bundle: Mapping[str, Any], keys: set[bytes] | None) -> str:
    """The key is one that the reader trusts, where they named any."""
    if keys is None:
        return (
            f"NOT CHECKED whose key {bundle['key_id']} is: give --key, or compare it with the platform's "
            "/.well-known/laurel-keys.json"
        )
    if _decoded(bundle["public_key"]) not in keys:
        raise Mismatch(f"the key {bundle['key_id']} is none that you trust.")
    return f"the key {bundle['key_id']} is one that you trust"


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(f"{text!r} is not base64") from error
