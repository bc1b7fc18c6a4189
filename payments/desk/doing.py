"""Do what was confirmed, once, and say how it went."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from payments.desk.models import DeskAct
from payments.errors import PaymentError


class DoneAlready(PaymentError):
    """This page was sent before: a second click, or a page that was gone back to."""

    code = "done_already"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who confirmed which act on which row, and what they typed in."""

    token: UUID
    act: str
    model: str
    row: str
    by: Any
    given: dict[str, Any]


def do(confirmed: Confirmed, service: Callable[[], Any], *, is_outside: bool = False) -> str:
    """Run the service unless this was done already; the sentence that refuses it, or nothing.

    The token is kept in the service's own transaction, so that a refused act may be confirmed anew. A service that
    calls the network runs in none: its token is spent first.
    """
    try:
        if is_outside:
            remember(confirmed)
            service()
        else:
            with transaction.atomic():
                remember(confirmed)
                service()
    except PaymentError as refusal:
        return str(refusal)
    except IntegrityError as refusal:
        return str(refusal).splitlines()[0]  # a trigger's sentence
    return ""


def remember(confirmed: Confirmed) -> None:
    """Keep the token; raises DoneAlready when it is kept already, once its first use has come to an end."""
    given = {name: str(value) for name, value in confirmed.given.items()}
    try:
        with transaction.atomic():
            DeskAct.objects.create(
                id=confirmed.token,
                act=confirmed.act,
                model=confirmed.model,
                row=confirmed.row,
                by=confirmed.by,
                given=given,
            )
    except IntegrityError as error:
        raise DoneAlready(_("This was done already; look at the row again.")) from error
