"""One line of the log for each request, when it is answered, under an id that every line in between has too.

As django-structlog writes it, but for what cost time and said nothing: its first line, which is shown only at the level
DEBUG, and an address looked for in forty headers that anyone may send. The address is that which limits count by.
"""

import logging
import re
from typing import Any
from uuid import uuid4

import structlog
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware
from rest_framework.throttling import BaseThrottle

STARTS = logging.getLogger("django_structlog.middlewares.request")
LINKS = re.compile(r"(/accounts/(?:password/reset/key|confirm-email)/|/mail/)[^/?]+")
ADDRESSES: Any = BaseThrottle()


def address_of(request: HttpRequest) -> str:
    """Whose request it is, by what our own proxy says, and nobody before it."""
    return str(ADDRESSES.get_ident(request))


class JournalMiddleware(RequestMiddleware):
    """Names the request in the log, and tells its end."""

    def prepare(self, request: HttpRequest) -> None:
        """As the library does where the first line is wanted; else only what later lines carry."""
        if STARTS.isEnabledFor(logging.DEBUG):
            super().prepare(request)
            return
        structlog.contextvars.bind_contextvars(request_id=str(uuid4()))
        self.bind_ip(request)
        self.bind_user_id(request)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Method and address, without what in it would let its reader in: the keys of links in letters."""
        return LINKS.sub(r"\1…", RequestMiddleware.format_request(request))

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        """Without trust in what the sender says of it."""
        structlog.contextvars.bind_contextvars(ip=address_of(request))
