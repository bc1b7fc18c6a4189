"""What each status is called on pages, for every kind of thing that has one: never the word that programs read."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.awards.models import Appeal, Award
from bounties.ballots.models import Flag
from bounties.challenges.models import Challenge
from bounties.entries.models import Amendment, Disqualification, Entry
from bounties.ideas.models import Idea
from bounties.judging.models import Judgeship
from bounties.pages.entering.standing import AWARD_STANDINGS, STANDINGS
from payments.payouts.models import Payout
from payments.payouts.moves import Status as Paying

Words = dict[str, str | Promise]
CHALLENGES: Words = {
    "draft": _("Draft"),
    "in_review": _("In review"),
    "changes_requested": _("To be changed"),
    "approved": _("Approved"),
    "rejected": _("Not approved"),
    "funding": _("Being funded"),
    "scheduled": _("Opens soon"),
    "open": _("Open"),
    "judging": _("Being judged"),
    "provisional": _("Decided"),
    "awarding": _("Being paid"),
    "completed": _("Completed"),
    "paused": _("Paused"),
    "cancelled": _("Cancelled"),
    "expired": _("No entries"),
    "no_award": _("Nobody won"),
}
SEATS: Words = {
    "invited": _("Invited"),
    "accepted": _("On the panel"),
    "declined": _("Declined"),
    "lapsed": _("Did not answer"),
    "replaced": _("Replaced"),
}
APPEALS: Words = {
    "open": _("With an arbiter"),
    "upheld": _("It stands"),
    "annulled": _("Undone"),
    "revised": _("Places given anew"),
}
AMENDMENTS: Words = {
    "open": _("Waits for answers"),
    "applied": _("Agreed"),
    "refused": _("Refused"),
    "lapsed": _("Not agreed in time"),
}
IDEAS: Words = {
    "new": _("New"),
    "under_review": _("Under review"),
    "considered": _("Considered"),
    "planned": _("Planned"),
    "in_progress": _("In progress"),
    "delivered": _("Delivered"),
    "not_planned": _("Not planned"),
    "merged_into": _("Merged into another"),
}
CHARGES: Words = {
    "open": _("Waits for its verdict"),
    "upheld": _("It stands"),
    "dropped": _("Dropped"),
}
FLAGS: Words = {"open": _("To be looked at"), "dismissed": _("Nothing wrong"), "upheld": _("Something wrong")}
PAYOUTS: Words = {
    Paying.CREATED: _("Being prepared"),
    Paying.BLOCKED: _("Waiting"),
    Paying.READY: _("Ready"),
    Paying.APPROVED: _("Approved"),
    Paying.SUBMITTING: _("Being sent"),
    Paying.TRANSFERRED: _("Sent"),
    Paying.BANKED: _("Paid to the bank"),
    Paying.UNKNOWN: _("Being sent"),
    Paying.FAILED: _("Looked after"),
    Paying.RETURNED: _("Sent back by the bank"),
    Paying.REVERSED: _("Taken back"),
    Paying.CANCELLED: _("Cancelled"),
    Paying.EXPIRED: _("Not claimed"),
    Paying.NEEDS_REVIEW: _("Looked after"),
}
ENTRIES: Words = {status: standing.label for status, standing in STANDINGS.items()}
AWARDS: Words = {status: standing.label for status, standing in AWARD_STANDINGS.items()}
WORDS: dict[type[Any], Words] = {
    Challenge: CHALLENGES,
    Entry: ENTRIES,
    Award: AWARDS,
    Payout: PAYOUTS,
    Judgeship: SEATS,
    Appeal: APPEALS,
    Amendment: AMENDMENTS,
    Disqualification: CHARGES,
    Flag: FLAGS,
    Idea: IDEAS,
}


# What is no status, by what it says something of.
CHOICES: dict[str, Words] = {
    "flag": FLAGS,
    "idea": IDEAS,
    "measure": {
        "answer": _("First answer on the question board"),
        "judging": _("From the close to the decision"),
        "payout": _("From an accepted award to its payment"),
    },
    "unit": {"hours": _("business hours"), "days": _("business days")},
    "role": {
        "owner": _("Owner"),
        "manager": _("Manager"),
        "judge": _("Judge"),
        "finance": _("Finance"),
        "viewer": _("Viewer"),
    },
    "alike": {
        "device": _("From one browser"),
        "network": _("From one network"),
        "accounts": _("Accounts made shortly after each other"),
        "instrument": _("One card or bank account"),
    },
    "verdict": {one: ENTRIES[one] for one in ("accepted", "rejected", "changes_requested")},
    "review": {
        "approved": CHALLENGES["approved"],
        "changes_requested": CHALLENGES["changes_requested"],
        "rejected": CHALLENGES["rejected"],
    },
    "sponsor": {"company": _("Company"), "individual": _("Individual")},
    "rights": {
        "solver_keeps": _("They stay with the solver"),
        "licence": _("A licence to use the work"),
        "transfer": _("They pass to the sponsor"),
        "open_source": _("Published under an open licence"),
    },
    "subject": {
        "award": _("An award"),
        "disqualification": _("A disqualification"),
        "screening": _("A screening"),
        "rejection": _("A rejection"),
    },
    "ground": {
        "rule_misapplied": _("A rule was misapplied"),
        "conflict_of_interest": _("A conflict of interest"),
        "score_error": _("An error in a score"),
        "plagiarism": _("Somebody else's work"),
        "ineligible_winner": _("A winner who might not enter"),
        "procedure": _("The procedure"),
        "other": _("Something else"),
    },
}


def words_of(thing: Any) -> str | Promise:
    """Where it stands, in a few words."""
    return WORDS[type(thing)][thing.status]
