"""Who may decide, contest, and read what was decided."""

from collections.abc import Callable, Iterable

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.accounts.policies import is_arbiter, is_member, is_moderator
from bounties.awards.errors import NotDecided
from bounties.awards.models import Appeal, Award, Decision, Rule
from bounties.awards.models.involvement import FROM_APPEALS, FROM_THE_FILE
from bounties.challenges.ballot_rules import rules_of
from bounties.challenges.formats import Decider, Step
from bounties.challenges.models import Challenge
from bounties.challenges.models.involvement import involvement
from bounties.challenges.policies import acts_for_sponsor
from bounties.entries.models import Entry
from bounties.errors import IllegalMove, NotAllowed
from bounties.judging.errors import NotJudging
from bounties.judging.judged import JUDGED, judged_entries
from bounties.judging.policies import MANAGERS, is_on_the_judging_side

DECIDED = [Challenge.Status.PROVISIONAL, Challenge.Status.AWARDING, Challenge.Status.COMPLETED]
PUBLISHED = [Challenge.Status.COMPLETED, Challenge.Status.NO_AWARD]


def rule_of_decider(challenge: Challenge, user: User) -> Rule:
    """By which rule this person decides: the sponsor's managers, or the arbiter once the file is theirs.

    A panel ranks by the rubric; where there is none, the sponsor alone decides. What is accepted entry by entry is not
    decided as a whole: NotJudging.
    """
    if challenge.rules.is_rolling:
        raise NotJudging(_("Its entries are accepted one by one. Accept an entry instead."))
    if acts_for_sponsor(challenge, user, *MANAGERS):
        return SPONSORS_RULES.get(challenge.rules.decided_by, _by_rubric)(challenge)
    if is_arbiter(user) and is_with_the_arbiter(challenge) and not is_involved(challenge, user, FROM_THE_FILE):
        return Rule.ARBITER
    raise NotAllowed(_("Only the sponsor's owners and managers decide, or the arbiter once they were silent too long."))


def _by_rubric(challenge: Challenge) -> Rule:
    return Rule.RANKING if challenge.criteria.exists() else Rule.SPONSOR


def _by_jury(challenge: Challenge) -> Rule:
    if not rules_of(challenge.ballot).jury_picks_among:
        raise NotAllowed(_("The public's votes decide, with a jury's scores where the terms say so, and nobody else."))
    return Rule.JURY


def _of_a_pool(challenge: Challenge) -> Rule:
    if not challenge.prize_total:
        raise NotJudging(_("Nothing is to be won on this board, so nothing is decided."))
    return Rule.SPONSOR


SPONSORS_RULES: dict[Decider, Callable[[Challenge], Rule]] = {
    Decider.BALLOT: _by_jury,
    Decider.SPONSOR: _of_a_pool,
}  # else by its rubric


def require_decider(challenge: Challenge, user: User, decider: Decider) -> None:
    """Raise NotAllowed unless the user speaks for the sponsor, NotJudging where the format leaves it to others."""
    if not acts_for_sponsor(challenge, user, *MANAGERS):
        raise NotAllowed(_("Only the sponsor's owners and managers decide here."))
    if challenge.rules.decided_by != decider:
        raise NotJudging(_("{format}: it is not decided in this way."), format=challenge.rules.label)


def is_with_the_arbiter(challenge: Challenge) -> bool:
    """Whether those who should have decided were silent for so long that the arbiter has the file."""
    return Step.ARBITER in challenge.rules.ladder[: challenge.ladder_step]


def own_entry(challenge: Challenge, user: User | AnonymousUser) -> Entry | None:
    """The user's entry in the judged set, alone or in a team."""
    if not user.is_authenticated:
        return None
    entries = judged_entries(challenge)
    return entries.filter(entrant=user).first() or entries.filter(shares__user=user).first()


def is_entrant(challenge: Challenge, user: User | AnonymousUser) -> bool:
    """Whether the user, alone or in a team, has an entry in the judged set, or one that was rejected in a queue."""
    if not user.is_authenticated:
        return False
    decided = Entry.objects.filter(challenge=challenge, status__in=[*JUDGED, Entry.Status.REJECTED])
    return decided.filter(Q(entrant=user) | Q(shares__user=user)).exists()


def entry_that_may_appeal(award: Award, user: User) -> Entry:
    """Who entered may contest; raises NotAllowed for others who know the award, DoesNotExist for those who don't."""
    if entry := own_entry(award.challenge, user):
        return entry
    if Award.objects.visible_to(user).filter(pk=award.pk).exists():
        raise NotAllowed(_("Only those whose entry was judged here can appeal."))
    raise Award.DoesNotExist


def is_involved(challenge: Challenge, user: User, parts: Iterable[str] = FROM_APPEALS) -> bool:
    """Whether someone had one of these parts in what they are to decide about; triggers ask the same."""
    condition = involvement(parts, challenge="%(challenge)s", person="%(person)s")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {condition}", {"challenge": challenge.pk, "person": user.pk})
        return bool(cursor.fetchone()[0])


def require_uninvolved_arbiter(appeal: Appeal, user: User) -> None:
    """An arbiter who neither decided, judged, screened, charged nor entered, and belongs to no side."""
    if not is_arbiter(user):
        raise NotAllowed(_("Only an arbiter decides appeals."))
    if is_involved(appeal.challenge, user) or appeal.appellant_id == user.pk:
        raise NotAllowed(_("Another arbiter must decide: you had a part in this challenge."))


def require_running(challenge: Challenge) -> None:
    """Raise IllegalMove while a moderator has stopped the challenge's clock."""
    if challenge.status == Challenge.Status.PAUSED:
        raise IllegalMove(_("The challenge is paused. Decide once it is resumed."))


def takes_part(challenge: Challenge, user: User | AnonymousUser) -> bool:
    """Who reads the results before the end, and the lost awards too, since they may have to contest them in time."""
    return is_on_the_judging_side(challenge, user) or is_entrant(challenge, user)


def reads_what_others_win(challenge: Challenge, user: User | AnonymousUser) -> bool:
    """Everyone who reads results at all; but what an offer asked for is between it and the buyer."""
    return not challenge.rules.is_priced or is_on_the_judging_side(challenge, user)


def require_results(challenge: Challenge) -> None:
    """Raise NotDecided while there is nothing to read."""
    if challenge.status not in DECIDED and not Decision.objects.filter(challenge=challenge).exists():
        raise NotDecided(_("There is no decision yet."))


def require_moderator_outside(challenge: Challenge, user: User) -> None:
    """A moderator who does not belong to the sponsor."""
    if not is_moderator(user) or is_member(user, challenge.sponsor_id):
        raise NotAllowed(_("Only a moderator who does not belong to the sponsor may consent."))
