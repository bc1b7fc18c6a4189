"""Who may do what to an entry, and who may enter at all."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.accounts.policies import require_moderator
from bounties.challenges import eligibility
from bounties.challenges.models import Challenge
from bounties.challenges.policies import may_edit, may_review
from bounties.entries.models import Entry, Screening
from bounties.entries.models.life import OUT
from bounties.entries.refusals import NotEligible, NotPayable, ScreeningUnfinished
from bounties.errors import NotAllowed
from payments.payees.payability import payability

PASSING = [Entry.Status.WINNER, Entry.Status.PLACED]  # of a stage: its entrant may enter the next


def is_captain(entry: Entry, user: User) -> bool:
    """Whether the user is the one who acts for the entry's team."""
    return entry.entrant_id == user.pk


def require_captain(entry: Entry, user: User) -> None:
    """Raise NotAllowed for anyone but the entrant."""
    if not is_captain(entry, user):
        raise NotAllowed(_("Only the entrant may do this; members of the team may read."))


def require_eligible(challenge: Challenge, user: User, *, team_size: int) -> None:
    """Raise NotEligible with every reason that keeps this user out."""
    found = eligibility.bars(challenge.eligibility, country=user.country, email=user.email, team_size=team_size)
    if reasons := [*found, *_gate(challenge, user)]:
        raise NotEligible(" ".join(reasons))


def has_passed(challenge: Challenge, user: User) -> bool:
    """Whether the user won in the stage before this one, if there is one; the database's gate asks the same."""
    won = Entry.objects.filter(challenge=challenge.follows_id, entrant=user, status__in=PASSING)
    return challenge.follows_id is None or won.exists()


def require_passed(challenge: Challenge, user: User) -> None:
    """Raise NotEligible for whoever holds no place of the stage before this one."""
    if reasons := list(_gate(challenge, user)):
        raise NotEligible(" ".join(reasons))


def _gate(challenge: Challenge, user: User) -> Iterator[str]:
    if not has_passed(challenge, user):
        says = _("It is stage {stage}, for those who won in stage {before}.")
        yield says.format(stage=challenge.stage, before=challenge.stage - 1)


def require_payable(user: User) -> None:
    """Raise NotPayable if a prize could never reach this user; not being onboarded yet bars nobody."""
    if reasons := payability(user):
        raise NotPayable(" ".join(str(reason) for reason in reasons))


def require_flag_reader(user: User | AnonymousUser) -> None:
    """Raise NotAllowed for anyone but moderators; of which flags, the queryset says."""
    require_moderator(user)


def may_screen(challenge: Challenge, user: User | AnonymousUser) -> bool:
    """The sponsor's managers, and moderators without a part in it: all of them blind."""
    return isinstance(user, User) and (may_edit(challenge, user) or may_review(challenge, user))


def require_screener(challenge: Challenge, user: User | AnonymousUser) -> None:
    """Raise NotAllowed for anyone who may not screen."""
    if not may_screen(challenge, user):
        raise NotAllowed(_("Only the sponsor's managers and moderators screen entries."))


def require_screened(challenge: Challenge) -> None:
    """Raise ScreeningUnfinished while an entry may still come to be judged."""
    standing = Entry.objects.filter(challenge=challenge).exclude(status__in=OUT)
    waiting = Screening.objects.filter(entry__in=standing, due_at__isnull=False).count()
    if waiting:
        raise ScreeningUnfinished(
            _("{waiting} of the entries still wait for their screening, or to be mended."), waiting=waiting
        )
