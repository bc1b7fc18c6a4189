"""A sponsor sees whom a currency excludes: countries by name, solvers by number."""

import pytest

from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of, make_staff, make_user

pytestmark = pytest.mark.django_db
API = "/api/v1"


def reach(currency="usd"):
    return client_of(make_user()).get(f"{API}/currencies/{currency}/reach").json()


def excluded(answer):
    return {row["country"]: row for row in answer["excluded_countries"]}


def test_a_country_out_of_reach_is_named_with_its_solvers_counted():
    for country in ("KP", "KP", "DE", ""):
        make_user(country=country)
    make_user(country="KP", is_active=False)
    make_staff("moderator").__class__.objects.filter(role="moderator").update(country="KP")
    answer = reach()
    assert excluded(answer)["KP"] == {"country": "KP", "name": "North Korea", "solvers": 2}
    assert "DE" not in excluded(answer)
    assert (answer["solvers_excluded"], answer["solvers_converted"]) == (2, 1)


def test_what_is_excluded_depends_on_where_the_platform_is(settings):
    assert "KE" not in excluded(reach())
    settings.PLATFORM_COUNTRY = "DE"
    assert "KE" in excluded(reach())
    assert "FR" not in excluded(reach())


def test_a_currency_converts_for_those_who_have_another():
    make_user(country="DE")
    assert (reach("usd")["solvers_converted"], reach("EUR")["solvers_converted"]) == (1, 0)


@pytest.mark.parametrize("currency", ["xxx", "jpy", "dollars"])
def test_a_currency_that_no_purse_may_have_is_refused(currency):
    assert reach(currency)["code"] == "invalid"


def test_a_draft_says_whom_it_leaves_out_and_a_public_challenge_does_not():
    make_user(country="KP")
    draft, public = make_challenge("draft"), make_challenge()
    seen = client_of(draft.created_by).get(f"{API}/challenges/{draft.pk}").json()
    assert excluded(seen)["KP"]["solvers"] == 1
    assert client_of(public.created_by).get(f"{API}/challenges/{public.pk}").json()["excluded_countries"] is None
