"""ETags of what has a mark: of the mark, of the address that was asked, and of the code that writes the answer."""

from functools import lru_cache
from hashlib import blake2b
from inspect import getsource

from django.http import HttpRequest

from config.api import pagination, renderers


def tag_of(request: HttpRequest, mark: str) -> str:
    """A weak tag: the same only for the same address, where nothing changed that its mark is for."""
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()} {_edition()}"
    return f'W/"{mark}.{blake2b(address.encode(), digest_size=9).hexdigest()}"'


def tag_of_bytes(content: bytes) -> str:
    """The weak tag of what has no mark."""
    return f'W/"{blake2b(content, digest_size=12).hexdigest()}"'


def knows(request: HttpRequest, mark: str) -> bool:
    """Whether the caller has what has this mark, by their If-None-Match."""
    return mark in request.META.get("HTTP_IF_NONE_MATCH", "") and has(request, tag_of(request, mark))


def has(request: HttpRequest, tag: str) -> bool:
    """Whether the caller names this tag among those of what they have."""
    return tag in [known.strip() for known in request.META.get("HTTP_IF_NONE_MATCH", "").split(",")]


@lru_cache
def _edition() -> str:
    """Another whenever the same rows could be written otherwise: by new code, or with cursors signed anew."""
    told = "".join(map(getsource, (pagination, renderers))) + pagination.CURSORS.sign("edition")
    return blake2b(told.encode(), digest_size=9).hexdigest()
