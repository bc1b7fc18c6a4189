"""What must hold before Laurel starts, beyond what Django itself checks; payments and workers have their own checks."""

import base64
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connections

from bounties.accounts import sealing

SIGNING_KEY_BYTES = 32
LOCAL_SECRET = "only-for-this-machine"  # noqa: S105 (the settings' default for a developer's machine)


@register(Tags.security)
def secret_is_not_the_local_one(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Everyone knows the secret of the local stack."""
    if settings.LAUREL_LOCAL or settings.SECRET_KEY != LOCAL_SECRET:
        return []
    return [Error("SECRET_KEY is the public default.", hint="Set a random one of 50 characters.", id="config.E001")]


@register(Tags.security)
def results_can_be_signed(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """A key that is none would be found out at the first decision."""
    try:
        fits = len(base64.b64decode(settings.RESULT_SIGNING_KEY, validate=True)) in {0, SIGNING_KEY_BYTES}
    except ValueError:
        fits = False
    hint = "Make one with: openssl rand -base64 32"
    return [] if fits else [Error("RESULT_SIGNING_KEY is not 32 bytes in base64.", hint=hint, id="config.E003")]


@register(Tags.security)
def second_factors_can_be_sealed(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """A key that is none would be found out when the first of the staff signs in."""
    try:
        sealing.keys()
    except ValueError:
        hint = "Make each with: openssl rand -base64 32"
        return [Error("FACTOR_KEYS holds one that is not 32 bytes in base64.", hint=hint, id="config.E004")]
    return []


@register(Tags.security, deploy=True)
def public_url_is_the_deployed_one(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """E-mails and Stripe's return pages link there."""
    url = urlsplit(settings.PUBLIC_URL)
    found: list[CheckMessage] = []
    if url.scheme != "https":
        found.append(Warning(f"PUBLIC_URL is {settings.PUBLIC_URL}: it must begin with https://.", id="config.W001"))
    if url.hostname not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        found.append(Warning(f"ALLOWED_HOSTS does not name PUBLIC_URL's host, {url.hostname}.", id="config.W002"))
    return found


@register(Tags.database)
def commits_are_durable(app_configs: Any, databases: Sequence[str] | None, **_: Any) -> list[CheckMessage]:
    """Money that was acknowledged must survive a power cut: `synchronous_commit=off` may lose the last commits."""
    if not databases:
        return []
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            (found,) = cursor.fetchone()
    except OperationalError:  # a database that is away says nothing about how it commits
        return []
    if found != "off":
        return []
    hint = "ALTER DATABASE … SET synchronous_commit = on, or remove the setting from the role."
    return [Error("PostgreSQL's synchronous_commit is off.", hint=hint, id="config.E002")]


def refuse_unsafe_start() -> None:
    """Stop a web process, which runs no system checks by itself. Raises ImproperlyConfigured."""
    found = run_checks(tags=[Tags.security, Tags.database], databases=["default"])
    if errors := [message for message in found if message.is_serious()]:
        raise ImproperlyConfigured(" ".join(str(error.msg) for error in errors))
