"""What is mailed to everyone whatever they silenced: whoever missed such a letter would lose something by it.

Each kind has its reason. What only informs, reminds or invites belongs to a group that one can silence (groups.py).
News of an account's security are allauth's own letters, and not notifications: nobody can silence them either.
"""

PAYMENT = "Money came, went, waits or goes back."
RULING = "Somebody decided on what this person handed in or contested."
FORFEITS = "Who does nothing until a date loses a prize, a share, a say or the challenge."
TERMS = "The terms that they accepted change, or are to."

REASONS = {
    **dict.fromkeys(
        [
            *("contribution.settled", "contribution.lapsed", "contribution.delayed", "contribution.failed"),
            *("contribution.strayed", "purse.funded", "payout.blocked", "payout.reversed", "payout.returned"),
            *("payout.claimed", "payout.paid", "dispute.inquired", "dispute.opened", "dispute.refused", "dispute.won"),
            *("dispute.borne", "dispute.taken", "award.papers_given", "award.revoked", "challenge.cancelled"),
            *("challenge.expired", "challenge.not_awarded"),
        ],
        PAYMENT,
    ),
    **dict.fromkeys(
        [
            *("appeal.answered", "appeal.rereview_ordered", "appeal.decided", "challenge.decided"),
            *("challenge.rejected", "entry.accepted", "entry.rejected", "entry.not_selected", "entry.ruled_out"),
            *("entry.cleared", "entry.reinstated", "entry.disqualified", "judging.escalated"),
        ],
        RULING,
    ),
    **dict.fromkeys(
        [
            *("appeal.opened", "award.offered", "award.verifying", "award.papers_reminded", "award.papers_extended"),
            *("award.share_lapsed", "award.forfeited", "payout.reminded", "payout.expired", "dispute.due"),
            *("challenge.approved", "challenge.payment_reminded", "challenge.changes_requested", "entry.charged"),
            *("entry.changes_requested", "entry.found_ineligible", "team_share.offered"),
        ],
        FORFEITS,
    ),
    **dict.fromkeys(["amendment.proposed", "amendment.applied"], TERMS),
}
