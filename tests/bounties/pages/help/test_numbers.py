"""The numbers of the guide are the code's: each piece here is made with a constant, and must stand in the file."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings

from bounties.challenges import balloting, limits, windows
from bounties.challenges.formats import FORMATS
from bounties.entries import attaching, disqualifying
from bounties.entries.reconsenting import CONSENT
from bounties.judging import reminding, replacing, standings
from config.api.keeping import KEPT_HOURS
from payments.money import Money
from payments.payouts.placing import BLOCKED_DAYS, REMINDED_ON_DAYS
from payments.purses.fees import platform_fee
from tests.config.test_operations import ROOT

NAMES = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
# As a deployment has them: the local stack has no time for rests, and no limits on requests.
DEPLOYED = """
import json
from config import settings
print(json.dumps([
    settings.PLATFORM_FEE_BP, settings.PLATFORM_FEE_MINIMUM["usd"], settings.AUTO_APPROVE_LIMIT["usd"],
    settings.FOUR_EYES_LIMIT["usd"], settings.COOLING_FIRST_SECONDS, settings.COOLING_CHANGE_SECONDS,
    settings.COOLING_LARGE_SECONDS, settings.TAX_FORM_THRESHOLD, settings.RATE_LIMITS,
]))
"""


def read(name: str) -> str:
    return " ".join((settings.DOCS_DIR / "help" / f"{name}.md").read_text().split())


def days(span: timedelta | float) -> str:
    return NAMES[int((span if isinstance(span, timedelta) else timedelta(seconds=span)).days)]


def money(amount: int) -> str:
    return f"{amount / 100:,.2f}"


LADDER = sorted(reminding.HOURS_BEFORE, reverse=True)
LEAST, MOST = (bp // 100 for bp in FORMATS["prize"].kill_fee_bp)
SAID = {
    "sponsors": [
        f"{LEAST} to {MOST} % of the prize money",
        f"{windows.VERIFYING.days} days, and once as much again",
        f"within {int(CONSENT.total_seconds()) // 3600} hours",
        f"you may extend it {'twice' if limits.MOST_EXTENSIONS == 2 else ''}",
        f"at least {limits.PLATFORM.extension_notice // 3600} hours before the close",
        f"Unpaid for {limits.UNPAID_SECONDS // limits.DAY} days",
        f"Each has {days(windows.INVITATION)} days to answer",
        f"{NAMES[standings.QUORUM]} scorecards, or {NAMES[standings.QUORUM_OF_THE_SPONSOR_ALONE]} where",
        f"{limits.APPEAL_SECONDS // 3600} hours to appeal, {limits.SMALL_APPEAL_SECONDS // 3600} for a purse under"
        f" {money(limits.SMALL_PURSE)}",
        f"offered the prize for {days(windows.OFFER)} days",
        f"one extension: {days(windows.LONGEST_EXTENSION)} days",
        f"for {NAMES[windows.ARBITER_BUSINESS_DAYS]} business days",
        f"within {days(windows.ANSWER)} days",
    ],
    "solvers": [
        f"{int(CONSENT.total_seconds()) // 3600} hours to answer",
        f"up to {attaching.MOST_FILES} files of at most {attaching.LARGEST_FILE // attaching.MEGABYTE} MB each,"
        f" {attaching.LARGEST_TOTAL // attaching.MEGABYTE} MB in all",
        f"at least {NAMES[standings.QUORUM]} judges",
        f"{limits.APPEAL_SECONDS // 3600} hours, or {limits.SMALL_APPEAL_SECONDS // 3600} for a purse under"
        f" {money(limits.SMALL_PURSE)}",
        f"have {days(windows.OFFER)} days to accept",
        f"{windows.VERIFYING.days} days, and once as much again",
        f"you have {BLOCKED_DAYS} days and are reminded after {', '.join(map(str, REMINDED_ON_DAYS[:-1]))} and"
        f" {REMINDED_ON_DAYS[-1]}",
        f"{LADDER[0] // 24} days, {LADDER[1] // 24} days and {LADDER[2] // 24} day before",
        f"one extension: {windows.LONGEST_EXTENSION.days} days at most",
        f"an arbiter has {NAMES[windows.ARBITER_BUSINESS_DAYS]} business days",
        f"{LEAST} to {MOST} % of the prize money",
        f"answer within {days(windows.ANSWER)} days",
        f"contest that within {days(windows.CONTEST)} days",
    ],
    "judges": [
        f"You have {days(windows.INVITATION)} days",
        f"more than {standings.SPREAD_THAT_ASKS_FOR_A_THIRD} points apart",
        f"alone for {days(windows.LEASE)} days",
        f"{'a day' if timedelta(days=1) == replacing.BEFORE else ''} before the decision is due loses the seat",
    ],
    "moderators": [
        f"within {days(windows.SCREENING_SECONDS)} days passes",
        f"{days(windows.CURE_SECONDS)} days to mend",
        f"the {'hour' if balloting.AUDIT_SECONDS == 3600 else ''} before the tally",
        f"They have {days(windows.ANSWER)} days to answer",
        f"undecided {days(disqualifying.DECIDE)} days after",
        f"You have {NAMES[windows.ARBITER_BUSINESS_DAYS]} business days",
    ],
    "finance-desk": [f"end after {BLOCKED_DAYS} days"],
    "integrators": [f"for {KEPT_HOURS} hours the same key"],
    "glossary": [f"{LEAST} to {MOST} % of it", f"{days(windows.OFFER)} days to accept it"],
}


@pytest.mark.parametrize("name", sorted(SAID))
def test_the_guide_says_the_numbers_of_the_code(name):
    text = read(name)
    assert [words for words in SAID[name] if words not in text] == []


def test_the_guide_says_what_a_deployment_is_set_to():
    bare = {name: value for name, value in os.environ.items() if not name.startswith("LAUREL")}
    # A state of its own: the local stack's variables are not a deployment's.
    environment = bare | {"SECRET_KEY": "x" * 50, "LAUREL_STATE": "/nonexistent"}
    told = subprocess.run([sys.executable, "-c", DEPLOYED], cwd=ROOT, env=environment, capture_output=True, check=True)
    fee, least, one, two, first, change, large, tax, rates = json.loads(told.stdout)
    assert f"platform's fee of {fee // 100} %, at least {money(least)}" in read("sponsors")
    desk = read("finance-desk")
    assert f"Up to {money(one)} US dollars" in desk
    assert f"above {money(two)} two" in desk
    assert f"rests {first // 3600} hours, any after a change of their bank account {change // 3600}" in desk
    assert f"a large one {large // 3600}" in desk
    solvers = read("solvers")
    assert f"rests for {first // 3600} hours; one after a change of your bank account for {change // 3600}" in solvers
    assert f"{money(tax)} US dollars or more" in solvers
    assert f"{rates['user']} requests a minute for a user, {rates['visitor']} for a visitor" in read("integrators")
    assert f"{rates['sign_in']} attempts to sign in" in read("integrators")


@pytest.mark.parametrize("prize", [1_000, 150_000, 1_000_000])
def test_the_prices_of_the_guide_are_those_that_are_asked(prize):
    fee = platform_fee(Money(prize, "usd")).amount
    assert f"| {money(prize)} | {money(fee)} | {money(prize + fee)} |" in read("sponsors")
