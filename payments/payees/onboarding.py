"""The way into Stripe's hosted onboarding: make the account, then a link, each under a key stored beforehand."""

from collections.abc import Collection
from datetime import timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid4, uuid7

from payments.errors import PaymentError
from payments.payees import refreshing
from payments.payees.countries import destination
from payments.payees.models import OnboardingVisit, PastAccount, Payee
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable
from workers.clock import laurel_now


class CountryNotPayable(PaymentError):
    """Stripe cannot pay people who live there from where the platform is."""

    code = "country_not_supported"


def payee_of(user_id: UUID) -> Payee:
    """The user's payee, made if new; of racing makers one wins and all get it."""
    (payee,) = payees_of([user_id])
    return payee


def payees_of(user_ids: Collection[UUID]) -> list[Payee]:
    """The payees of many users, made where they are new."""
    fresh = [Payee(id=uuid7(), user_id=user_id, account_key=f"account-{uuid4()}") for user_id in sorted(user_ids)]
    Payee.objects.bulk_create(fresh, ignore_conflicts=True)
    return list(Payee.objects.filter(user_id__in=user_ids))


def start_onboarding(*, user: Any, client_key: str = "") -> str:
    """The address of Stripe's hosted onboarding for this user, good for one visit of a few minutes.

    Calls Stripe, so no transaction may be open. A repeat with the same client key resumes the same visit. Raises
    CountryNotPayable, StripeUnavailable, StripeRefused.
    """
    visit = _visit(payee=open_account(user=user), client_key=client_key or str(uuid4()))
    visit = _reserve_link(visit_id=visit.pk)
    return str(gateway.create_account_link(visit.link_request or {}, key=visit.link_key)["url"])


def open_account(*, user: Any) -> Payee:
    """The user's payee, with an account at Stripe; what Stripe still wants of them is not asked yet.

    Calls Stripe, so no transaction may be open. Raises CountryNotPayable, StripeUnavailable, StripeRefused.
    """
    _let_go_of_lost_account(payee_of(user.pk))
    payee = _reserve(user=user)
    if payee.account_id is None:
        account = _make_account(payee)
        payee = _keep_account(payee_id=payee.pk, account_id=account["id"], country=account["country"])
    return payee


def _make_account(payee: Payee) -> dict[str, Any]:
    """Once. A 500 may hide an account, and its key only hears it again: look on Stripe's list, else take a new key."""
    try:
        return gateway.create_account(payee.account_request or {}, key=payee.account_key)
    except StripeUnavailable as error:
        if not error.is_sticky:
            raise
        if made := _made_in_silence(payee):
            return made
        Payee.objects.filter(pk=payee.pk, account_key=payee.account_key).update(account_key=f"account-{uuid4()}")
        raise


def _made_in_silence(payee: Payee) -> dict[str, Any] | None:
    """The account that Stripe has for this payee, and that it did not let go of; looked for since a day before it."""
    past = set(PastAccount.objects.filter(payee=payee).values_list("account_id", flat=True))
    since = (payee.created_at - timedelta(days=1)).timestamp()
    fresh = takewhile(lambda account: account["created"] >= since, gateway.list_accounts())
    own = (account for account in fresh if (account["metadata"] or {}).get("payee") == str(payee.pk))
    return next((account for account in own if account["id"] not in past), None)


def _let_go_of_lost_account(payee: Payee) -> None:
    """Who ended the connection gets a new account, once Stripe has confirmed that the old one is out of reach."""
    if payee.status == Payee.Status.DISCONNECTED:
        asked_at, account_id = laurel_now(), str(payee.account_id)
        try:
            refreshing.record(payee_id=payee.pk, account=gateway.retrieve_account(account_id), asked_at=asked_at)
        except StripeRefused as error:
            if error.code not in refreshing.LOST:
                raise
            _retire(payee_id=payee.pk, account_id=account_id)


@transaction.atomic
def _retire(*, payee_id: UUID, account_id: str) -> None:
    payee = Payee.objects.select_for_update(no_key=True).get(pk=payee_id)
    if payee.account_id != account_id:
        return
    PastAccount.objects.create(payee=payee, account_id=account_id, country=payee.country)
    payee.account_id, payee.account_request, payee.account_key = None, None, f"account-{uuid4()}"
    payee.status, payee.requirements = Payee.Status.NEW, {}
    payee.save()


@transaction.atomic
def _reserve(*, user: Any) -> Payee:
    payee = Payee.objects.select_for_update(no_key=True).get(pk=payee_of(user.pk).pk)
    if payee.account_request is None:
        payee.account_request = _account_request(payee, user)
        payee.save(update_fields=["account_request"])
    return payee


def _visit(*, payee: Payee, client_key: str) -> OnboardingVisit:
    visit = OnboardingVisit(id=uuid7(), payee=payee, client_key=client_key, link_key=f"link-{uuid4()}")
    OnboardingVisit.objects.bulk_create([visit], ignore_conflicts=True)
    return OnboardingVisit.objects.get(payee=payee, client_key=client_key)


def _account_request(payee: Payee, user: Any) -> dict[str, Any]:
    """An Express account by its controller's properties; who lives beyond Stripe's regions agrees to be a recipient."""
    country = user.country or settings.PLATFORM_COUNTRY
    way = destination(country, platform=settings.PLATFORM_COUNTRY)
    if way is None:
        raise CountryNotPayable(_("Stripe cannot pay people in {country} from here."), field="country", country=country)
    request: dict[str, Any] = {
        "country": country,
        "email": user.email,
        "business_type": "individual",
        "controller": {
            "fees": {"payer": "application"},
            "losses": {"payments": "application"},
            "stripe_dashboard": {"type": "express"},
        },
        "capabilities": {"transfers": {"requested": True}},
        "metadata": {"payee": str(payee.pk)},
    }
    if way.is_recipient:
        request["tos_acceptance"] = {"service_agreement": "recipient"}
    return request


@transaction.atomic
def _keep_account(*, payee_id: UUID, account_id: str, country: str) -> Payee:
    payee = Payee.objects.select_for_update(no_key=True).get(pk=payee_id)
    if payee.account_id is None:
        payee.account_id, payee.country, payee.status = account_id, country, Payee.Status.ONBOARDING
        payee.save(update_fields=["account_id", "country", "status"])
    return payee


@transaction.atomic
def _reserve_link(*, visit_id: UUID) -> OnboardingVisit:
    visit = OnboardingVisit.objects.select_for_update(no_key=True).get(pk=visit_id)
    if visit.link_request is None or visit.link_request["account"] != visit.payee.account_id:
        home = settings.PUBLIC_URL + settings.LOGIN_REDIRECT_URL
        visit.link_request = {
            "account": visit.payee.account_id,
            "type": "account_onboarding",
            "return_url": home,
            "refresh_url": home,
        }
        visit.link_key = f"link-{uuid4()}"
        visit.save(update_fields=["link_request", "link_key"])
    return visit
