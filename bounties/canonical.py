"""One way to write a document down, so that everyone takes the same hash of it. Pure: a stranger's check imports it."""

import hashlib
import json
from typing import Any


def canonical_bytes(document: Any) -> bytes:
    """UTF-8 JSON, keys sorted, no spaces, nothing escaped that need not be."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256_of(document: Any) -> str:
    """Hex SHA-256 over the canonical bytes."""
    return hashlib.sha256(canonical_bytes(document)).hexdigest()
