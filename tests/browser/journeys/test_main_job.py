"""The main job as people live it in a real browser: from the sign-up to the money, by pages alone.

It is played in two ways. By script: at desks, and the solver on a phone. With script off, everybody on a phone: so
each step is seen with script and without, and each page of the job on a phone. The seed of a run of the tests draws
one of them; `make campaign NAME=crawl` plays both.
"""

import random

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from bounties.challenges.models import Challenge
from payments.reconciliation.proving import self_check
from tests.bounties.conftest import make_staff
from tests.browser.journeys import steps
from tests.browser.serving import let_be
from tests.campaigns.options import IS_CAMPAIGN, seed_of_this_run
from tests.deliveries import deliver_all
from tests.journeys.contests import pass_due
from workers.registry import ticks

TITLE = "Find the leak"
DESK = {"viewport": {"width": 1200, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
BY_SCRIPT = {"solver": PHONE}, [steps.score_by_keys, steps.score_by_hand]
PLAIN = PHONE | {"java_script_enabled": False}
WITHOUT = dict.fromkeys(["sponsor", "solver", "Jude", "Jo", "moderator", "finance"], PLAIN), [steps.score_by_hand] * 2
WAYS = [pytest.param(*BY_SCRIPT, id="by-script"), pytest.param(*WITHOUT, id="on-phones-without-script")]
PLAYED = WAYS if IS_CAMPAIGN else [random.Random(seed_of_this_run()).choice(WAYS)]
BANK_SECONDS = 10 * 86_400


class Cast:
    """Everybody's window: the first look at somebody opens it, at a desk unless `devices` says otherwise."""

    def __init__(self, browser, address, devices):
        self.browser, self.address, self.devices = browser, address, devices
        self.pages, self.said = {}, []

    def __getitem__(self, name):
        if name not in self.pages:
            device = self.devices.get(name, DESK)
            context = self.browser.new_context(reduced_motion="reduce", **device)
            page = self.pages[name] = context.new_page()
            page.on("console", lambda line: self.said.append(f"{name}: {line.text}"))
            page.on("pageerror", lambda error: self.said.append(f"{name}: {error}"))
        return self.pages[name]

    def staff(self, role, group=""):
        """One of the house's own people, whom an administrator made."""
        person = make_staff(role)
        person.groups.set(Group.objects.filter(name=group))
        let_be(self[role].context, person, self.address)
        return self[role]

    def close(self):
        for page in self.pages.values():
            page.context.close()


@pytest.fixture
def notes(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("Where we listened.")
    return file


@pytest.mark.parametrize(("devices", "scoring"), PLAYED)
def test_the_main_job_is_played_from_the_sign_up_to_the_money(browser, address, simulator, notes, devices, scoring):
    cast = Cast(browser, address, devices)
    pk = post_and_pay(cast, address)
    enter_and_judge(cast, address, pk, notes, scoring)
    win_and_be_paid(cast, address, pk, simulator)
    assert cast.said == []
    assert not [finding.rule for finding in self_check() if finding.breaches]
    cast.close()


def post_and_pay(cast, address):
    """The sponsor's part, with a moderator's; the challenge is open then."""
    sponsor, moderator = cast["sponsor"], cast.staff("moderator")
    steps.sign_up(sponsor, address, "Sue")
    steps.write(sponsor, address, TITLE)
    steps.verify(moderator, address)
    steps.hand_in(sponsor)
    steps.approve(moderator, address, TITLE)
    challenge = Challenge.objects.get()
    sponsor.goto(f"{address}/challenges/{challenge.pk}/fund")
    steps.pay(sponsor)
    stripe_tells()
    expect(sponsor.get_by_role("heading", name="Paid, and held")).to_be_visible()
    expect(sponsor.get_by_text("Your challenge is live")).to_be_visible()
    return str(challenge.pk)


def enter_and_judge(cast, address, pk, notes, scoring):
    """Two judges and a solver come, each on their own; then the time is over, and it is scored and decided."""
    for name in ("Jude", "Jo"):
        steps.invite(cast["sponsor"], address, pk, steps.sign_up(cast[name], address, name))
        steps.accept_seat(cast[name], address)
    steps.sign_up(cast["solver"], address, "Sol")
    steps.onboard(cast["solver"], address)
    stripe_tells()
    steps.enter(cast["solver"], address, TITLE, notes)
    pass_due(pk, "judging")
    for name, score in zip(("Jude", "Jo"), scoring, strict=True):
        score(cast[name], address)
    steps.decide(cast["sponsor"], address, pk)


def win_and_be_paid(cast, address, pk, simulator):
    """Nobody appeals; the winner takes the prize, finance approves it, and the bank has it."""
    solver, finance = cast["solver"], cast.staff("finance", "checker")
    pass_due(pk, "awarding")
    steps.accept_prize(solver, address)
    deliver_all()
    steps.approve_payout(finance, address)
    deliver_all()
    simulator.control.advance(BANK_SECONDS)
    stripe_tells()
    solver.goto(f"{address}/mine/earnings")
    expect(solver.get_by_role("row", name=TITLE)).to_contain_text("Paid to your bank")
    expect(solver.get_by_role("row", name=TITLE)).to_contain_text("$1,500.00")
    steps.trace(finance, address, pk)
    ticks["payments.handlers.ask_for_the_hours_comparison"].run()
    deliver_all()
    steps.compare(finance, address)


def stripe_tells():
    """What is new at Stripe is asked for, and acted upon."""
    for name in ("read_what_stripe_lists", "ask_about_waiting_payees", "ask_about_bank_payouts"):
        ticks[f"payments.handlers.{name}"].run()
    deliver_all()
