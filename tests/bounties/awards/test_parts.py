"""What each member of a team gets of an award."""

import pytest

from bounties.awards.parts import shares_of
from payments.money import Money
from tests.bounties.awards.conftest import team
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_user


@pytest.mark.parametrize(
    ("parts", "amount", "expected"),
    [
        ((3_000, 2_000), 1_000, [300, 200, 500]),  # all can be paid
        ((3_000, 400), 1_000, [300, 700]),  # 40 is the captain's
        ((400, 400), 1_000, [1_000]),  # two such, and the captain has it all
        ((9_000, 600), 1_000, [940, 60]),  # the captain's 40 is whose part is the largest
        ((5_000, 4_999), 60, [60]),  # nobody's part can be paid: one gets it
        ((6_000, 4_000), 100, [100]),  # a captain without a part gets none of it
    ],
)
def test_a_part_too_small_to_be_paid_falls_to_the_captain_else_to_the_largest(db, parts, amount, expected):
    entry = make_entry(make_challenge(), make_user())
    mates = team(entry, *parts)
    money = Money(amount, "usd")
    shares = shares_of(entry, money)
    paid = dict(zip([share.user_id for share in shares], money.split([s.share_bp for s in shares]), strict=True))
    assert [paid[user.pk].amount for user in [*mates, entry.entrant] if user.pk in paid] == expected
    assert all(part.is_payable for part in paid.values())
