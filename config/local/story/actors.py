"""A person of the story: signs in with the demo password, then speaks to the API as any client would."""

from typing import Any
from uuid import uuid4

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

PASSWORD = "laurel-demo"  # noqa: S105 - the demo people's, in the local stack only
TIMEOUT_SECONDS = 20
# A connection that broke is tried again, as a careful client does: each POST carries its key, so nothing is done twice.
AGAIN = Retry(total=3, status=0, backoff_factor=0.2, allowed_methods={"GET", "PUT", "POST"})


class StoryFailed(Exception):
    """A step did not go as the story has it; the message holds what the service answered."""


class TooLate(StoryFailed):
    """A window had closed before a step was made: on a busy machine, nobody's fault."""


TOO_LATE = {"challenge_closed", "panel_closed", "voting_over", "not_judging"}


class Actor:
    """One signed-in person."""

    def __init__(self, web: str, email: str) -> None:
        self.email = email
        self.name = email.split("@", maxsplit=1)[0]
        self._api = f"{web}/api/v1"
        self._http = requests.Session()
        self._http.mount(web, HTTPAdapter(max_retries=AGAIN))
        answer = self.post("/tokens", email=email, password=PASSWORD, name="story")
        self._http.headers["Authorization"] = f"Bearer {answer['token']}"

    def get(self, path: str, **query: Any) -> Any:
        """The body of a GET."""
        return self._read(self._http.get(self._api + path, params=query, timeout=TIMEOUT_SECONDS))

    def post(self, path: str, **body: Any) -> Any:
        """The answer to a POST; each carries a fresh Idempotency-Key, as a careful client's would."""
        headers = {"Idempotency-Key": str(uuid4())}
        return self._read(self._http.post(self._api + path, json=body, headers=headers, timeout=TIMEOUT_SECONDS))

    def put(self, path: str, **body: Any) -> Any:
        """The answer to a PUT."""
        return self._read(self._http.put(self._api + path, json=body, timeout=TIMEOUT_SECONDS))

    def patch(self, path: str, *, version: int, **body: Any) -> Any:
        """The answer to a PATCH of what was read at this version."""
        headers = {"If-Match": f'"{version}"'}
        return self._read(self._http.patch(self._api + path, json=body, headers=headers, timeout=TIMEOUT_SECONDS))

    def _read(self, answer: requests.Response) -> Any:
        if not answer.ok:
            asked = f"{answer.request.method} {answer.request.path_url}"
            failure = TooLate if any(f'"code":"{code}"' in answer.text for code in TOO_LATE) else StoryFailed
            raise failure(f"{self.name}: {asked} answered {answer.status_code}: {answer.text[:600]}")
        return answer.json()


def fill_form(url: str, **controls: str) -> None:
    """Send one of Stripe's hosted pages as a browser would: a checkout or an onboarding."""
    answer = requests.post(url, data=controls, timeout=TIMEOUT_SECONDS, allow_redirects=False)
    if answer.status_code >= 400:
        raise StoryFailed(f"The hosted page {url} answered {answer.status_code}: {answer.text[:300]}")
