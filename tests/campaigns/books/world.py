"""The people, purses and challenges with which each story begins: made once, and brought back for the next."""

import time
from datetime import timedelta
from typing import Any

import requests

from bounties.accounts.models import Sponsor, User
from bounties.challenges import funding
from bounties.challenges.models import Challenge
from bounties.challenges.terms import CriterionTerms, PrizeTerms
from bounties.rehearsals.crew import Crew
from bounties.rehearsals.scripts import seat_panel
from bounties.rehearsals.stage import Stage as Rehearsed
from payments.models import Contribution, Payee
from payments.money import Money
from payments.payees import onboarding, refreshing
from payments.purses.funding import fund
from payments.purses.opening import open_purse
from payments.purses.settling import look
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_sponsor, make_staff, make_user
from tests.campaigns.backups import Backup
from tests.campaigns.books.stripe_file import StripeFile
from tests.simulator import GOOD, SimulatorProcess, fill
from workers import clock

# Money alone: they belong to no challenge, as those of a replayed contest.
PURSES = ("00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b")
TARGET = 200_000
SOLVERS = ("ann", "ben", "cat")  # cat has never been to Stripe, so what she wins waits for her
HOUR = 3_600
FORMATS: dict[str, dict[str, Any]] = {
    "prize": {"prizes": (PrizeTerms(1, 60_000), PrizeTerms(2, 5_000)), "criteria": (CriterionTerms("Works", 100),)},
    "question": {"prizes": (PrizeTerms(1, 5_000),), "criteria": ()},
    "request": {"prizes": (PrizeTerms(1, 33_333),), "criteria": (), "guarantee": "up_to"},
}


class World:
    """Two purses, a challenge of each of three formats whose money is held, and everybody around them."""

    def __init__(self, simulator: SimulatorProcess) -> None:
        self.stripe, self.file = simulator, StripeFile(simulator.state)
        self.checkers = [make_staff("finance", name) for name in ("fay", "gus", "hal")]
        self.moderator, self.arbiter = make_staff("moderator", "mia"), make_staff("arbiter", "abe")
        self.judges = [make_user("jim"), make_user("joe")]
        self.people = {name: self._solver(name) for name in SOLVERS}
        self.owner = make_user("owner")
        self.sponsor: Sponsor = make_sponsor(self.owner)
        for purse in PURSES:
            open_purse(reference=purse, label=f"Prize {purse}", currency="usd", target=Money(TARGET, "usd"))
        self.pay(PURSES[0])
        self.challenges = {name: self.post(name) for name in FORMATS}
        for contribution in Contribution.objects.all():
            look(contribution_id=str(contribution.pk))
        for key in self.challenges.values():
            funding.confirm(challenge_id=key)
            seat_panel(self.rehearsed(key))
        self.began, self.backup, self.at_stripe = time.monotonic(), Backup(), self.file.take()
        self.backup.take()

    def again(self) -> None:
        """As it was, at the hour at which it was."""
        self.stripe.control.forget_faults()
        self.file.restore(self.at_stripe)
        self.backup.restore()
        clock.move_clock(timedelta(seconds=self.began - time.monotonic()))

    def _solver(self, name: str) -> User:
        user = make_user(name, country="US")
        if name != "cat":
            fill(onboarding.start_onboarding(user=user), outcome="complete", country="US")
            refreshing.refresh(account_id=Payee.objects.get(user=user).account_id)
        return user

    def pay(self, purse: str) -> None:
        """The sponsor pays the page; nobody tells us yet. Paid already, it is a double click."""
        keys = {"client_key": f"fund:{purse}", "return_url": "https://laurel.test/back"}
        payer = f"sponsor-{purse}" if purse in PURSES else str(self.sponsor.pk)
        page = fund(reference=purse, payer_reference=payer, by=self.owner, **keys)
        if page.checkout_url:
            requests.post(page.checkout_url, data={"card": GOOD}, timeout=20, allow_redirects=False)

    def post(self, name: str) -> str:
        """A challenge of this format: written, reviewed and paid for."""
        challenge: Challenge = make_challenge("approved", sponsor=self.sponsor, format=name, **FORMATS[name])
        key = str(challenge.pk)
        funding.open_purse(challenge_id=challenge.pk, client_key=f"fund:{key}", by=self.owner)
        self.pay(key)
        return key

    def rehearsed(self, key: str) -> Rehearsed:
        """The challenge as the scripts of rehearsals see it: they know how each format is decided."""
        crew = Crew(self.moderator, self.arbiter, self.judges, list(self.people.values()))
        return Rehearsed(Challenge.objects.get(pk=key).pk, self.owner, crew)
