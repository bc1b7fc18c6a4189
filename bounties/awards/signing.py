"""The platform's own signature: Ed25519 under RESULT_SIGNING_KEY, or under a key that follows from SECRET_KEY."""

import base64
import hmac

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

PURPOSE = b"laurel result signing key 1"


def signing_key() -> Ed25519PrivateKey:
    """The key in force: 32 bytes in base64 from the settings, else the same 32 bytes for the same SECRET_KEY."""
    if settings.RESULT_SIGNING_KEY:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.RESULT_SIGNING_KEY, validate=True))
    return Ed25519PrivateKey.from_private_bytes(hmac.digest(settings.SECRET_KEY.encode(), PURPOSE, "sha256"))


def public_key() -> bytes:
    """What anyone needs to check a signature of ours."""
    return signing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def in_base64(raw: bytes) -> str:
    """As keys and signatures are written down."""
    return base64.b64encode(raw).decode()
