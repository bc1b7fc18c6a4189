"""Which problem answers which exception: one table for ours, one function per foreign family. Rooms never know HTTP."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core import exceptions as django_errors
from django.db import DatabaseError, InterfaceError
from django.http import Http404, UnreadablePostError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError
from rest_framework import exceptions as drf_errors

import bounties.errors
import payments.errors
from bounties.accounts.errors import EmailUnverified, SecondFactorNeeded, WrongCredentials
from bounties.spacing import TooMuchAtOnce
from config.api.authentication import CHALLENGE
from config.api.constraints import problem_of_database_error
from config.api.problem import Problem
from payments.purses.funding import KeyReused
from payments.stripe.errors import ForgedEvent, StripeUnavailable

DomainError = bounties.errors.BountyError | payments.errors.PaymentError
# First match wins; every other refusal of the business is a conflict with the present state: 409.
STATUSES: list[tuple[type[Exception], int]] = [
    (WrongCredentials, 401),
    (SecondFactorNeeded, 401),
    (EmailUnverified, 403),
    (bounties.errors.NotAllowed, 403),
    (payments.errors.NotAllowed, 403),
    (bounties.errors.InvalidInput, 400),
    (payments.errors.UnknownId, 404),
    (payments.errors.InvalidAmount, 400),
    (payments.errors.InvalidInput, 400),
    (ForgedEvent, 400),
    (bounties.errors.OutOfDate, 412),
    (KeyReused, 422),
    (TooMuchAtOnce, 429),
    (StripeUnavailable, 503),
]
HEADERS = {401: {"WWW-Authenticate": CHALLENGE}, 503: {"Retry-After": "5"}}
# Django's and DRF's exceptions: type -> status, code, sentence (None: the exception's own).
FOREIGN: list[tuple[type[Exception], int, str, Promise | None]] = [
    (Http404, 404, "not_found", _("There is nothing here, or nothing that you may see.")),
    (drf_errors.NotFound, 404, "not_found", _("There is nothing here, or nothing that you may see.")),
    (django_errors.ObjectDoesNotExist, 404, "not_found", _("There is nothing here, or nothing that you may see.")),
    (django_errors.PermissionDenied, 403, "not_allowed", _("You may not do this.")),
    (drf_errors.ParseError, 400, "malformed", None),
    (django_errors.RequestDataTooBig, 413, "too_large", _("The request's body is too large.")),
    (django_errors.SuspiciousOperation, 400, "malformed", _("The request cannot be read.")),
    (UnreadablePostError, 400, "malformed", _("The request's body broke off.")),
    (RedisError, 503, "unavailable", _("A part of the service is down. Repeat in a moment.")),
]


def problem_of(error: Exception) -> Problem | None:
    """The problem that answers this exception; None if it is a fault, which Django reports as a crash."""
    for family, answer in FAMILIES:
        if isinstance(error, family):
            return answer(error)
    return None


def _of_the_business(error: DomainError) -> Problem:
    status = next((status for refusal, status in STATUSES if isinstance(error, refusal)), 409)
    headers = {"Retry-After": str(error.wait)} if isinstance(error, TooMuchAtOnce) else HEADERS.get(status, {})
    errors = getattr(error, "errors", None) or ({error.field: [str(error)]} if error.field else {})
    return Problem(
        status=status,
        code=error.code,
        detail=str(error),
        errors=dict(flatten(errors)) if status == 400 or error.field else {},
        headers=headers,
    )


def _of_validation(error: drf_errors.ValidationError) -> Problem:
    detail = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
    errors = dict(flatten(detail))
    whole = errors.pop("non_field_errors", [])
    sentences = whole + [f"{name}: {sentence}" for name, found in errors.items() for sentence in found]
    return Problem(status=400, code="invalid", detail=" ".join(sentences), errors=errors)


def _of_django_validation(error: django_errors.ValidationError) -> Problem:
    return _of_validation(drf_errors.ValidationError(drf_errors._get_error_details(error.messages)))


def _of_rest_framework(error: drf_errors.APIException) -> Problem:
    codes = error.get_codes()
    headers = {"WWW-Authenticate": header} if (header := getattr(error, "auth_header", None)) else {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    code = codes if isinstance(codes, str) else "refused"
    return Problem(status=error.status_code, code=code, detail=str(error.detail), headers=headers)


def _of_foreigners(error: Exception) -> Problem:
    status, code, sentence = next(row[1:] for row in FOREIGN if isinstance(error, row[0]))
    return Problem(status=status, code=code, detail=sentence or str(error), headers=HEADERS.get(status, {}))


FAMILIES: list[tuple[Any, Callable[[Any], Problem | None]]] = [
    (DomainError, _of_the_business),
    (drf_errors.ValidationError, _of_validation),
    (django_errors.ValidationError, _of_django_validation),
    (tuple(row[0] for row in FOREIGN), _of_foreigners),
    (drf_errors.APIException, _of_rest_framework),
    ((DatabaseError, InterfaceError), problem_of_database_error),
]


def flatten(errors: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """DRF's nested errors as sentences under the request's own field names, each led by its place inside the field.

    {"prizes": [{}, {"amount": ["Required."]}]} gives ("prizes", ["1.amount: Required."]).
    """
    for name, found in errors.items():
        yield name, list(_sentences(found, ""))


def _sentences(found: Any, place: str) -> Iterator[str]:
    match found:
        case dict():
            for key, inner in found.items():
                here = "" if key == "non_field_errors" else str(key)
                yield from _sentences(inner, ".".join(filter(None, [place, here])))
        case list() | tuple() if any(isinstance(inner, dict | list) for inner in found):
            for number, inner in enumerate(found):
                yield from _sentences(inner, ".".join(filter(None, [place, str(number)])))
        case list() | tuple():
            for inner in found:
                yield from _sentences(inner, place)
        case _:
            yield f"{place}: {found}" if place else str(found)
