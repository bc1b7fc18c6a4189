"""What a payer reads once a bank takes their payment back: what it means, who acts, and what it may cost them."""

import re

import pytest
from django.test import Client

from payments.disputes.models import Dispute
from payments.disputes.moves import Status
from payments.purses.models import Contribution
from tests.bounties.conftest import make_user
from tests.bounties.staging import hold_purse, open_stage
from tests.keeping import kept
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db


world = kept(lambda: hold_purse(open_stage()))


def shown(world, status="", person=None, **facts) -> str:
    if status:
        now, closed = laurel_now(), status in (Status.WON, Status.LOST)
        found = {"amount": 157_500, "reason": "fraudulent", "opened_at": now, "due_at": None if closed else now}
        payment = Contribution.objects.get()
        found |= {"closed_at": now if closed else None, "withdrawn": 157_500} | facts
        Dispute.objects.create(contribution=payment, dispute_id="dp_1", status=status, **found)
    browser = Client()
    browser.force_login(person or world.owner)
    return re.sub(r"\s+", " ", browser.get(f"/challenges/{world.challenge.pk}/payments").content.decode())


@pytest.mark.parametrize(
    ("status", "facts", "says"),
    [
        ("warning_needs_response", {"withdrawn": 0}, "Nothing was taken, and the challenge goes on."),
        ("needs_response", {}, "no prize leaves this challenge"),
        ("under_review", {}, "Our finance people have answered."),
        ("won", {"reinstated": 157_500}, "Your bank gave it back."),
        ("lost", {}, "It is being settled who bears it"),
        ("lost", {"taken": 157_500, "concluded_at": "now"}, "Nobody had entered"),
        ("lost", {"borne": 157_500, "concluded_at": "now"}, "you owe what it took"),
    ],
)
def test_each_step_of_a_dispute_is_said_in_the_payer_s_words(world, status, facts, says):
    facts = {name: laurel_now() if value == "now" else value for name, value in facts.items()}
    page = shown(world, status, **facts)
    assert says in page
    assert "$1,575.00 are meant." in page
    assert ("What you owe</a>" in page) == ("borne" in facts)
    assert ("ask your bank to withdraw it" in page) == (status not in ("won", "lost"))


def test_a_payment_that_nobody_doubts_says_nothing_of_banks(world):
    assert "are meant" not in shown(world)


def test_others_learn_nothing_of_it(world):
    assert "are meant" not in shown(world, "needs_response", make_user())
