"""What is asked for under a key, and how much at most."""

import pytest

from payments.errors import InvalidAmount, PaymentError
from payments.money import LARGEST_CHARGE, Money
from payments.purses.funding import Wish, contribute
from payments.purses.models import Contribution


@pytest.mark.parametrize(
    ("wished", "says"),
    [
        (("k1", "another", 10_000), "used to pay something else"),
        (("k1", "sponsor", 5_000), "used to pay something else"),
        (("k2", "another", 10_001), "more than is missing"),
    ],
)
def test_a_key_pays_one_thing_and_nobody_more_than_is_missing(simulator, ask, payer, wished, says):
    ask("R", 10_000, key="k1")
    key, sponsor, amount = wished
    wish = Wish(sponsor, payer, key, return_url="https://laurel.test/back", amount=Money(amount, "usd"))
    with pytest.raises(PaymentError, match=says):
        contribute(reference="R", wish=wish)
    assert Contribution.objects.count() == 1


def test_what_is_more_than_one_card_can_pay_is_told_with_its_fee(db, simulator, ask):
    with pytest.raises(InvalidAmount, match="the fee included, is more than can be paid at once"):
        ask("R", LARGEST_CHARGE)
    assert not Contribution.objects.exists()
