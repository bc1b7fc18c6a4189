"""What of a person is in which room: what they get a copy of, and what is not theirs, each with the reason.

A model that names a user and stands in neither list fails tests/bounties/departures/test_exporting.py.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Belonging:
    """Rows of one model that are a person's: by which relation, and what of them is copied."""

    model: str
    by: str
    fields: tuple[str, ...]
    in_order: tuple[str, ...] = ("pk",)  # of sheets by entry: those made first would tell who entered first


BELONGINGS = [
    Belonging("accounts.Membership", "user", ("sponsor_id", "sponsor__name", "role", "created_at")),
    Belonging("accounts.Invitation", "invited_by", ("sponsor_id", "email", "role", "created_at")),
    Belonging("accounts.ApiToken", "user", ("name", "prefix", "scopes", "created_at", "last_used_at", "revoked_at")),
    Belonging("account.EmailAddress", "user", ("email", "verified", "primary")),
    Belonging("mfa.Authenticator", "user", ("type", "created_at", "last_used_at")),
    Belonging("usersessions.UserSession", "user", ("ip", "user_agent")),
    Belonging("challenges.Challenge", "created_by", ("id", "title", "summary", "statement", "status", "created_at")),
    Belonging("challenges.Question", "asked_by", ("challenge_id", "body", "asked_at", "answer", "answered_at")),
    Belonging("challenges.Template", "saved_by", ("sponsor_id", "name", "document", "saved_at")),
    Belonging(
        "entries.Entry",
        "entrant",
        ("id", "challenge_id", "title", "body", "ai_use", "price", "status", "terms_accepted_at", "created_at"),
    ),
    Belonging(
        "entries.EntryVersion",
        "entry__entrant",
        ("entry_id", "number", "title", "body", "ai_use", "price", "files", "sha256", "received_at"),
    ),
    Belonging(
        "entries.EntryFile", "entry__entrant", ("id", "entry_id", "name", "size", "sha256", "media_type", "created_at")
    ),
    Belonging("entries.TeamShare", "user", ("entry_id", "email", "share_bp", "consented_at")),
    Belonging("entries.Message", "author", ("entry_id", "side", "body", "sent_at")),
    Belonging("entries.DismissedReport", "reported_by", ("message_id", "reported_at", "report_reason", "reason")),
    Belonging("judging.AnswerVote", "voter", ("entry_id", "value", "cast_at")),
    Belonging("judging.AnswerComment", "author", ("entry_id", "body", "written_at")),
    Belonging(
        "judging.Judgeship", "judge", ("challenge_id", "email", "status", "is_chair", "invited_at", "answered_at")
    ),
    Belonging(
        "judging.Scorecard",
        "judgeship__judge",
        ("entry_id", "status", "stated_at", "submitted_at", "notes"),
        ("entry_id",),
    ),
    Belonging("ballots.Ballot", "voter", ("challenge_id", "receipt", "voided_at", "void_reason")),
    Belonging("ideas.IdeaFollow", "person", ("entry_id", "hears", "said_at")),
    Belonging("ideas.IdeaVote", "voter", ("idea_id", "value", "cast_at")),
    Belonging("awards.Appeal", "appellant", ("challenge_id", "subject", "ground", "reason", "status", "opened_at")),
    Belonging("awards.AppealAnswer", "author", ("appeal_id", "side", "text", "answered_at")),
    Belonging("awards.Paper", "user", ("award_id", "kind", "legal_name", "document", "sha256", "given_at")),
    Belonging(
        "community.Profile",
        "user",
        ("handle", "handle_since", "bio", "is_public", "shows_country", "shows_paid"),
    ),
    Belonging("community.Standing", "profile__user", ("span", "currency", "wins", "paid")),
    Belonging("notifications.Notification", "user", ("kind", "title", "body", "path", "created_at", "read_at")),
    Belonging("notifications.MutedMail", "user", ("group", "at")),
    Belonging("payments.Contribution", "payer", ("id", "amount", "status", "created_at", "settled_at", "refunded")),
    Belonging("payments.Payee", "user", ("status", "account_id", "country", "created_at")),
    Belonging("payments.Payout", "payee__user", ("id", "amount", "currency", "status", "created_at", "transferred_at")),
]

OFFICE = "An act in the service of the house or of a sponsor: part of its records, and told in the event's history."
NOT_COPIED = {
    "accounts.Sponsor.members": "The same as accounts.Membership.",
    "admin.LogEntry.user": OFFICE,
    "api.KeptAnswer.actor": "An answer that was already given, kept for a day so that a repeat hears the same.",
    "awards.Appeal.arbiter": OFFICE,
    "awards.Award.extended_by": OFFICE,
    "awards.Decision.decided_by": OFFICE,
    "awards.DepartureConsent.moderator": OFFICE,
    "awards.Rereview.ordered_by": OFFICE,
    "awards.Rereview.reviewer": OFFICE,
    "ballots.Ballot.voided_by": OFFICE,
    "ballots.Flag.decided_by": OFFICE,
    "challenges.Question.answered_by": OFFICE,
    "challenges.Raise.asked_by": OFFICE,
    "challenges.Review.reviewer": OFFICE,
    "challenges.ShortPost.posted_by": "The key under which a challenge was posted, which is copied.",
    "challenges.Side.user": "Bars a person from both sides of one challenge; follows from what is copied.",
    "community.FormerHandle.user": "A hash, kept so that nobody takes over a handle that they gave up.",
    "entries.Amendment.proposed_by": OFFICE,
    "entries.Disqualification.decided_by": OFFICE,
    "entries.Disqualification.proposed_by": OFFICE,
    "entries.Entry.reviewer": OFFICE,
    "entries.DismissedReport.dismissed_by": OFFICE,
    "entries.Message.hidden_by": OFFICE,
    "entries.Message.reported_by": "A call for a moderator about another's message; once answered, it is a record.",
    "entries.Screening.screener": OFFICE,
    "entries.SimilarityFlag.decided_by": OFFICE,
    "ideas.IdeaChange.by": OFFICE,
    "judging.Judgeship.invited_by": OFFICE,
    "judging.Verdict.given_by": OFFICE,
    "payments.DeskAct.by": OFFICE,
    "payments.Discrepancy.owner": OFFICE,
    "payments.DiscrepancyNote.by": OFFICE,
    "payments.DisputeAct.by": OFFICE,
    "payments.Export.by": OFFICE,
    "payments.Flag.raised_by": OFFICE,
    "payments.FlagClearance.by": OFFICE,
    "payments.HandPayment.by": OFFICE,
    "payments.HandPayment.second": OFFICE,
    "payments.PayoutApproval.by": OFFICE,
    "payments.PayoutReversal.by": OFFICE,
    "payments.PayoutReversal.second": OFFICE,
    "payments.Period.closed_by": OFFICE,
    "payments.Period.prepared_by": OFFICE,
    "payments.PeriodClosing.closed_by": OFFICE,
    "payments.PeriodClosing.prepared_by": OFFICE,
    "payments.PeriodReopening.asked_by": OFFICE,
    "payments.PeriodReopening.confirmed_by": OFFICE,
    "payments.ReconciliationRun.by": OFFICE,
    "payments.ReconciliationRun.signed_by": OFFICE,
    "payments.Remedy.by": OFFICE,
    "payments.Remedy.second": OFFICE,
    "payments.Transaction.by": OFFICE,
    "payments.WriteOff.decided_by": OFFICE,
    "payments.WriteOff.proposed_by": OFFICE,
    "service_levels.Choice.chosen_by": OFFICE,
}
