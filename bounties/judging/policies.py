"""Who may do what about judging."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.accounts.policies import is_arbiter, is_moderator, require_role
from bounties.challenges.balloting import has_jury
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge, Side
from bounties.challenges.policies import acts_for_sponsor
from bounties.challenges.sides import is_payer
from bounties.errors import NotAllowed
from bounties.judging.errors import NotInvitable, NotJudging, OwnScoresFirst
from bounties.judging.judged import owed_by, seat_of
from bounties.judging.models import Judgeship

MANAGERS = ("owner", "manager")
INVITING = [Challenge.Status.SCHEDULED, Challenge.Status.OPEN, Challenge.Status.JUDGING]
PANELLED = {Decider.PANEL, Decider.REVIEWER}
REVIEWING = [Challenge.Status.OPEN, Challenge.Status.JUDGING]
SEALED = [Challenge.Status.SCHEDULED, Challenge.Status.OPEN]


def require_manager(challenge: Challenge, user: User) -> None:
    """Only the sponsor's owners and managers."""
    require_role(user, challenge.sponsor_id, *MANAGERS)


def has_panel(challenge: Challenge) -> bool:
    """Whether people score or review what is handed in: by its format, or as a jury beside the public's votes."""
    return challenge.rules.decided_by in PANELLED or has_jury(challenge)


def require_open_panel(challenge: Challenge) -> None:
    """Seats are given and taken from `scheduled` on until the decision."""
    if not has_panel(challenge):
        raise NotInvitable(_("By its terms nobody scores its entries; there is no panel."))
    if challenge.status not in INVITING:
        raise NotInvitable(
            _("The panel of a challenge that is “{status}” cannot change."), status=challenge.get_status_display()
        )


def require_judging(challenge: Challenge) -> None:
    """Scores are given between the deadline and the decision."""
    if challenge.status != Challenge.Status.JUDGING:
        raise NotJudging(_("A challenge that is “{status}” takes no scores."), status=challenge.get_status_display())


def require_unsealed(challenge: Challenge) -> None:
    """Nobody reads entries before the deadline."""
    if challenge.phase in SEALED or _was_never_opened(challenge):
        raise NotJudging(_("The entries are sealed until the challenge closes."))


def _was_never_opened(challenge: Challenge) -> bool:
    """Offers of a request that was called off: calling off costs its buyer nothing, so it must show them nothing."""
    return challenge.rules.is_priced and challenge.status == Challenge.Status.CANCELLED


def is_judge(challenge: Challenge, user: User | AnonymousUser) -> bool:
    """Whether the user accepted a seat on the panel."""
    return user.is_authenticated and Judgeship.objects.accepted().filter(challenge=challenge, judge=user).exists()


def is_chair(challenge: Challenge, user: User) -> bool:
    """Whether the user accepted to chair the panel."""
    return Judgeship.objects.accepted().filter(challenge=challenge, judge=user, is_chair=True).exists()


def is_on_the_sponsors_side(challenge: Challenge, user: User | AnonymousUser) -> bool:
    """The sponsor's members, and the staff that decides in their place: they read every entry, blind."""
    return acts_for_sponsor(challenge, user) or is_arbiter(user) or is_moderator(user)


def is_on_the_judging_side(challenge: Challenge, user: User | AnonymousUser) -> bool:
    """Judges, the sponsor's members, and the staff that decides in their place: all of them blind."""
    return is_on_the_sponsors_side(challenge, user) or is_judge(challenge, user)


def require_blind_reader(challenge: Challenge, user: User | AnonymousUser) -> Judgeship | None:
    """Only the judging side, and nobody before the deadline; the seat of one who reads as a judge."""
    is_sponsors = is_on_the_sponsors_side(challenge, user)
    seat = None if is_sponsors or not isinstance(user, User) else seat_of(challenge, user)
    if not (is_sponsors or seat):
        raise NotAllowed(_("Only the judges and the sponsor's side read the entries."))
    require_unsealed(challenge)
    return seat


def require_panel_reader(challenge: Challenge, user: User | AnonymousUser) -> None:
    """The sponsor's members and staff know who judges."""
    if not is_on_the_sponsors_side(challenge, user):
        raise NotAllowed(_("Only the sponsor sees who was invited to judge."))


def require_ranking_reader(challenge: Challenge, user: User) -> None:
    """The sponsor's members, staff and the panel's chair; who judges only after their own last scorecard."""
    seat = seat_of(challenge, user)
    if not (is_on_the_sponsors_side(challenge, user) or (seat and seat.is_chair)):
        raise NotAllowed(_("Only the sponsor and the panel's chair see the ranking before the decision."))
    if challenge.phase == Challenge.Status.JUDGING and seat and owed_by(seat).exists():
        raise OwnScoresFirst(
            _("Submit your own scorecards first; until then the scores of others are hidden from you.")
        )


def has_part(challenge: Challenge, user: User) -> bool:
    """Whether someone is on a side of it: of those who pay, or ever entered, teamed up or accepted to judge."""
    return is_payer(challenge, user) or Side.objects.filter(challenge=challenge, user=user).exists()


def require_queue(challenge: Challenge) -> None:
    """Raise NotJudging where entries are not decided one after the other."""
    if not challenge.rules.has_queue:
        raise NotJudging(_("{format}: it has no queue."), format=challenge.rules.label)


def require_reviewing(challenge: Challenge) -> None:
    """Raise NotJudging unless it has a queue, and that is worked on."""
    if not challenge.rules.has_queue or challenge.status not in REVIEWING:
        raise NotJudging(
            _("There is no queue to work on: the challenge is “{status}”."), status=challenge.get_status_display()
        )


def is_reviewer(challenge: Challenge, user: User) -> bool:
    """The sponsor's owners and managers, and the judges who accepted."""
    return acts_for_sponsor(challenge, user, *MANAGERS) or is_judge(challenge, user)


def may_review(challenge: Challenge, user: User) -> bool:
    """Whether the user decides on entries of a queue: on those in their time, or as an arbiter on those past it."""
    return is_reviewer(challenge, user) or (is_arbiter(user) and not has_part(challenge, user))


def reviews_as_arbiter(challenge: Challenge, user: User) -> bool:
    """By which right the user takes an entry; raises NotAllowed without one."""
    if is_reviewer(challenge, user):
        return False
    if not may_review(challenge, user):
        raise NotAllowed(
            _("Only the sponsor's managers and the challenge's judges review, or an arbiter without a part.")
        )
    return True
