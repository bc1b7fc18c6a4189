"""What a status means to whoever looks: it runs, somebody is waited for, it went well, it went badly."""

TONES = {
    "running": ["open", "funding", "voting", "in_progress", "submitted", "sent", "active", "approved"],
    "waiting": [
        *("judging", "in_review", "deciding", "screening", "scheduled", "verifying", "pending", "held", "paused"),
        *("proposed", "invited", "needs_review", "disputed", "frozen", "arbitration", "review"),
    ],
    "good": ["completed", "paid", "winner", "accepted", "won", "selected", "verified", "delivered", "settled"],
    "bad": ["cancelled", "rejected", "expired", "failed", "disqualified", "lost", "reversed", "declined", "refunded"],
}
TONE_OF = {status: tone for tone, statuses in TONES.items() for status in statuses}


def tone_of(status: str) -> str:
    """The colour's meaning of a status; one that nobody named here is neutral."""
    return TONE_OF.get(status, "neutral")
