"""Money moves only in test mode, and only under a fee policy that pays Stripe."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from payments import checks
from payments.money import MINIMUM_CHARGES, Money
from payments.purses.fees import platform_fee


@pytest.mark.parametrize("key", ["sk_live_abc", "rk_live_abc", "pk_test_abc", "whatever"])
def test_a_key_that_is_not_for_tests_stops_the_process(settings, key):
    settings.STRIPE_SECRET_KEY = key
    with pytest.raises(ImproperlyConfigured):
        checks.refuse_live_key()


@pytest.mark.parametrize("key", ["sk_test_abc", "rk_test_abc", ""])
def test_a_test_key_is_welcome(settings, key):
    settings.STRIPE_SECRET_KEY = key
    checks.refuse_live_key()


def test_a_real_deployment_without_a_key_is_warned(settings):
    settings.STRIPE_SECRET_KEY, settings.LAUREL_LOCAL = "", False
    assert [message.id for message in checks.stripe_key_is_given(None)] == ["payments.W001"]


@pytest.mark.parametrize(("key", "is_local"), [("sk_test_abc", False), ("", True)])
def test_with_a_key_or_on_ones_own_machine_nobody_is_warned(settings, key, is_local):
    settings.STRIPE_SECRET_KEY, settings.LAUREL_LOCAL = key, is_local
    assert checks.stripe_key_is_given(None) == []


def test_the_default_fees_cover_stripes(settings):
    assert checks.fees_cover_stripes_fee(None) == []


@pytest.mark.parametrize(("share", "floor"), [(0, 100), (290, 100), (500, 70), (350, 30)])
def test_fees_that_lose_money_on_some_prize_are_refused(settings, share, floor):
    settings.PLATFORM_FEE_BP, settings.PLATFORM_FEE_MINIMUM = share, dict.fromkeys(["usd", "eur", "gbp"], floor)
    assert [message.id for message in checks.fees_cover_stripes_fee(None)] == ["payments.E002"]


@pytest.mark.parametrize("currency", sorted(MINIMUM_CHARGES))
def test_every_currency_that_stripe_settles_has_a_least_fee_that_covers_stripe_s(settings, currency):
    settings.SETTLEMENT_CURRENCIES = [currency]
    assert [*checks.fees_are_known(None), *checks.fees_cover_stripes_fee(None)] == []


@pytest.mark.parametrize("minimum", [{}, {"jpy": 0}, {"jpy": -1}])
def test_a_currency_without_a_least_fee_is_no_currency_of_purses(settings, minimum):
    settings.SETTLEMENT_CURRENCIES, settings.PLATFORM_FEE_MINIMUM = ["jpy"], minimum
    assert [message.id for message in checks.fees_are_known(None)] == ["payments.E004"]


def test_a_hundred_yen_are_no_dollar_the_check_says_so(settings):
    settings.SETTLEMENT_CURRENCIES, settings.PLATFORM_FEE_MINIMUM = ["jpy"], {"jpy": 100}
    assert [message.id for message in checks.fees_cover_stripes_fee(None)] == ["payments.E002"]


def test_a_booked_float_may_bear_the_difference(settings):
    settings.PLATFORM_FEE_BP, settings.STRIPE_FLOAT_BOOKED = 100, True
    assert checks.fees_cover_stripes_fee(None) == []


@pytest.mark.parametrize("currency", ["usd", "jpy"])
def test_the_margin_is_the_least_over_all_prizes(settings, currency):
    def margin(prize: int) -> int:
        fee = platform_fee(Money(prize, currency)).amount
        return fee * 10_000 - settings.STRIPE_FEE_BP * (prize + fee) - settings.STRIPE_FEE_FIXED[currency] * 10_000

    assert min(margin(prize) for prize in range(1, 10_000)) == checks.least_margin(currency)


@pytest.mark.parametrize(("share", "margin"), [(10_000, 0), (9_999, -1)])
def test_a_share_that_covers_stripes_to_the_cent_is_enough_and_one_less_is_not(settings, share, margin):
    settings.STRIPE_FEE_BP, settings.STRIPE_FEE_FIXED, settings.PLATFORM_FEE_BP = 5_000, {"usd": 0}, share
    settings.SETTLEMENT_CURRENCIES, settings.PLATFORM_FEE_MINIMUM = ["usd"], {"usd": 100}
    assert checks.least_margin("usd") == margin
    assert bool(checks.fees_cover_stripes_fee(None)) is (margin < 0)


def test_two_approvers_cannot_be_asked_for_less_than_one(settings):
    settings.AUTO_APPROVE_LIMIT, settings.FOUR_EYES_LIMIT = {"usd": 100, "other": 0}, {"usd": 99, "other": 0}
    assert [message.id for message in checks.limits_are_ordered(None)] == ["payments.E003"]


def test_the_limits_say_what_holds_for_currencies_without_their_own(settings):
    settings.AUTO_APPROVE_LIMIT = {"usd": 100}
    assert [message.id for message in checks.limits_are_ordered(None)] == ["payments.E005"]


def test_one_limit_for_every_currency_is_enough(settings):
    settings.AUTO_APPROVE_LIMIT, settings.FOUR_EYES_LIMIT = {"other": 100}, {"other": 100}
    assert checks.limits_are_ordered(None) == []


def test_the_limits_as_they_come_are_in_order(settings):
    assert checks.limits_are_ordered(None) == []
