"""Doors that must not tell whether an address has an account answer in time to a beat, whatever it took to find out.

Their words are the same in any case (allauth, concealing), and so are the passwords that they hash; what is left are
some statements more or less, which many patient questions could add up. So the answer waits for the next full beat.
"""

import re
from collections.abc import Callable
from time import monotonic, sleep

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

THROTTLED = 429
DOORS = re.compile(r"/accounts/(login|signup|password/reset)/|/api/v1/tokens")


class PacingMiddleware:
    """Outside of all that asks PostgreSQL: nothing is asked behind the wait, and no connection is held in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not settings.PACE_SECONDS or not DOORS.fullmatch(request.path_info):
            return self.get_response(request)
        begun = monotonic()
        response = self.get_response(request)
        if response.status_code == THROTTLED:
            return response  # told to everybody alike, and many of them must not fill the threads
        if not connection.in_atomic_block:
            connection.close()  # back to the pool: nobody else shall want for it meanwhile
        sleep(settings.PACE_SECONDS - (monotonic() - begun) % settings.PACE_SECONDS)
        return response
