"""What a token may be allowed to do, and which of it each kind of user may hold. The one place that lists scopes.

A scope opens a door; whether this user may act on this object is still the policies' word. So the shares below are
wide, except where no ordinary user ever has business.
"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from bounties.accounts.models import User

SCOPES = {
    "account:read": "See one's own tokens.",
    "account:write": "Change one's own profile, revoke tokens.",
    "challenges:read": "See challenges, their timelines, results and questions.",
    "challenges:write": "Draft, submit, fund, cancel challenges; ask and answer questions.",
    "entries:read": "See one's own entries.",
    "entries:write": "Write, submit and withdraw entries.",
    "judging:read": "See entries to judge, and rankings.",
    "judging:write": "Invite judges, accept invitations, fill in scorecards.",
    "ballots:write": "Vote.",
    "awards:read": "See awards and appeals.",
    "awards:write": "Decide, appeal, accept and decline awards.",
    "payees:read": "See whether one can be paid.",
    "payees:write": "Start or resume onboarding with Stripe.",
    "payouts:read": "See payouts.",
    "payouts:write": "Approve, hold, release, retry and cancel payouts (finance).",
    "finance:read": "See the books, exceptions and traces (finance).",
    "finance:write": "Act on the books and exceptions (finance).",
    "moderation:read": "See what waits for review (moderators and arbiters).",
    "moderation:write": "Review challenges, verify sponsors (moderators and arbiters).",
    "sponsors:read": "See one's sponsors and their members.",
    "sponsors:write": "Create sponsors, change their members.",
    "notifications:read": "See one's notifications and webhook endpoints.",
    "notifications:write": "Mark notifications read; manage webhook endpoints.",
}
OF_STAFF = {
    "moderator": {"moderation:read", "moderation:write"},
    "arbiter": {"moderation:read", "moderation:write"},
    "finance": {"finance:read", "finance:write", "payouts:write"},
}
# A visitor without an account browses the board and reads public challenges.
OF_VISITORS = frozenset({"challenges:read"})
OF_EVERYONE = frozenset(SCOPES).difference(*OF_STAFF.values())


def scopes_of(user: "User | AnonymousUser") -> frozenset[str]:
    """The full set that this user may hold now; a token's own scopes only narrow it."""
    if not user.is_authenticated:
        return OF_VISITORS
    return OF_EVERYONE | OF_STAFF.get(user.role, set())
