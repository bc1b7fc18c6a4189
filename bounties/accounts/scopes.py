"""What a token may be allowed to do, and which of it each kind of user may hold. The one place that lists scopes.

A scope opens a door; whether this user may act on this object is still the policies' word. So the shares below are
wide, except where no ordinary user ever has business.
"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from bounties.accounts.models import User

SCOPES = {
    "account:read": _("See one's own tokens."),
    "account:write": _("Change one's own profile, revoke tokens."),
    "challenges:read": _("See challenges, their timelines, results and questions."),
    "challenges:write": _("Draft, submit, fund, cancel challenges; ask and answer questions."),
    "entries:read": _("See one's own entries."),
    "entries:write": _("Write, submit and withdraw entries."),
    "judging:read": _("See entries to judge, and rankings."),
    "judging:write": _("Invite judges, accept invitations, fill in scorecards."),
    "ballots:write": _("Vote."),
    "awards:read": _("See awards and appeals."),
    "awards:write": _("Decide, appeal, accept and decline awards."),
    "payees:read": _("See whether one can be paid."),
    "payees:write": _("Start or resume onboarding with Stripe."),
    "payouts:read": _("See payouts."),
    "payouts:write": _("Approve, hold, release, retry and cancel payouts (finance)."),
    "finance:read": _("See the books, exceptions and traces (finance)."),
    "finance:write": _("Act on the books and exceptions (finance)."),
    "moderation:read": _("See what waits for review (moderators and arbiters)."),
    "moderation:write": _("Review challenges, verify sponsors (moderators and arbiters)."),
    "sponsors:read": _("See one's sponsors and their members."),
    "sponsors:write": _("Create sponsors, change their members."),
    "notifications:read": _("See one's notifications and webhook endpoints."),
    "notifications:write": _("Mark notifications read; manage webhook endpoints."),
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
