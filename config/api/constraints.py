"""What the database refuses, in words: constraint or trigger name -> problem.

Services guard first and speak better; this is what remains of races, and of rules that only the database can keep.
"""

from dataclasses import dataclass
from typing import Any

import structlog
from django.db import DatabaseError, DataError, InterfaceError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.api.problem import Problem

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a broken constraint is answered."""

    status: int
    code: str
    sentence: Promise
    field: str | None = None
    retry_after: int | None = None  # seconds


MEANINGS: dict[str, Meaning] = {
    "membership_is_one_per_user": Meaning(409, "already_a_member", _("This person is already a member."), "email"),
    "sponsor_keeps_an_owner": Meaning(
        409, "last_owner", _("A sponsor keeps at least one owner. Name another one first.")
    ),
    "sponsor_has_a_name": Meaning(400, "invalid", _("A sponsor needs a name."), "name"),
    "token_has_a_name": Meaning(400, "invalid", _("A token needs a name."), "name"),
    "accounts_user_email_key": Meaning(409, "email_taken", _("This address has an account."), "email"),
    "handle_is_one_person_s": Meaning(409, "handle_taken", _("This handle is taken. Choose another."), "handle"),
    "write_off_is_proposed_once_per_debt": Meaning(
        409,
        "already_proposed",
        _("A write-off of this debt waits for a second person. Agree to it, or decline it first."),
    ),
    "run_waits_once": Meaning(409, "already_running", _("A comparison waits or runs already.")),
    "challenge_is_imported_once": Meaning(409, "already_imported", _("This record of the feed was imported already.")),
    "prizes_are_fixed_once_submitted": Meaning(409, "prizes_fixed", _("The prizes can't be changed any more.")),
    "rubric_is_fixed_once_judged_by": Meaning(409, "not_editable", _("The rubric can't be changed any more.")),
    "entries_are_within_the_limit_per_entrant": Meaning(
        409, "already_entered", _("You have all entries that are allowed.")
    ),
    "team_shares_sum_to_the_whole": Meaning(400, "invalid", _("The shares of a team sum to 10000."), "team"),
    "person_stands_on_one_side": Meaning(403, "both_sides", _("You stand on another side of this challenge already.")),
    "member_has_entered_nothing_unfinished": Meaning(
        403, "both_sides", _("You have entered a challenge that this sponsor pays for. Accept once it is over.")
    ),
    "entrant_is_no_member_of_a_payer": Meaning(
        403, "both_sides", _("You are a member of a sponsor that pays for this challenge; its members can't enter it.")
    ),
    "judgeship_is_one_per_person": Meaning(409, "already_invited", _("This person has a seat on the panel.")),
    "judge_has_not_voted": Meaning(409, "has_voted", _("You have voted here; whoever votes does not judge, too.")),
    "scores_are_fixed_once_submitted": Meaning(409, "scorecard_final", _("A submitted scorecard cannot change.")),
    "appeal_is_one_per_award_and_person": Meaning(409, "already_appealed", _("You have contested this award already.")),
    "approver_is_on_neither_side": Meaning(403, "not_allowed", _("Whoever gains or pays here cannot approve.")),
    "entry_version_received_in_time": Meaning(409, "challenge_closed", _("The deadline of this challenge has passed.")),
}
CONFLICT = Meaning(409, "conflict", _("This conflicts with the present state. Load it again, then repeat."))
# Two transactions in each other's way, or one that waited too long: nothing happened, and a repeat will do.
BUSY = Meaning(
    503, "busy", _("Too much is happening at once here. Nothing was done; repeat in a moment."), retry_after=1
)
# PostgreSQL is away, ends, or has no room for us. What was under way may be done, if it broke at its commit: a repeat
# under the same Idempotency-Key tells.
AWAY = Meaning(503, "unavailable", _("A part of the service is down. Repeat in a moment."), retry_after=5)
AWAY_STATES = ("08", "53", "57P")  # connection exceptions, insufficient resources, shutdowns
BUSY_STATES = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available
UNUSABLE = Meaning(400, "invalid", _("A value in this request cannot be stored."))


def problem_of_database_error(error: DatabaseError | InterfaceError) -> Problem | None:
    """The problem behind an integrity error, a trigger's veto or an outage; None for what is a fault of ours."""
    cause: Any = error.__cause__
    state = getattr(cause, "sqlstate", None) or ""
    name = getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
    meaning = MEANINGS.get(name) or _by_state(state)
    if isinstance(error, DataError) and not state:  # refused before it was sent: text that holds NUL
        meaning = UNUSABLE
    if isinstance(error, InterfaceError) or (isinstance(error, OperationalError) and not state):  # no connection
        meaning = AWAY
    if meaning is None:
        return None
    if name not in MEANINGS:
        log.warning("refused_by_database", constraint=name, sqlstate=state, error=str(error))
    errors = {meaning.field: [str(meaning.sentence)]} if meaning.field else {}
    headers = {"Retry-After": str(meaning.retry_after)} if meaning.retry_after else {}
    return Problem(meaning.status, meaning.code, meaning.sentence, errors, headers)


def _by_state(state: str) -> Meaning | None:
    """Class 23 is integrity, P0001 a trigger's plain veto, class 22 a value that no column can hold."""
    if state in BUSY_STATES:
        return BUSY
    if state.startswith(AWAY_STATES):
        return AWAY
    if state.startswith("23") or state == "P0001":
        return CONFLICT
    return UNUSABLE if state.startswith("22") else None
