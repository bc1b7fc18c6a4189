"""Who is told: for an event, the users whom a line of the wording table is meant for."""

from collections.abc import Callable
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Exists, Q, QuerySet

from bounties.accounts.models import Invitation, Membership, User
from bounties.accounts.policies import PAYERS
from bounties.awards.models import Appeal, Award
from bounties.ballots.models import Ballot
from bounties.challenges.models import Challenge, Question
from bounties.entries.gates import entries_bound
from bounties.entries.models import IN_QUEUE, Entry, TeamShare
from bounties.entries.policies import PASSING
from bounties.ideas.following import hearers_of
from bounties.judging.models import AnswerComment, Judgeship
from payments.disputes.models import Dispute
from payments.payouts.models import Payout
from payments.purses.models import Contribution
from workers.models import Event

People = QuerySet[User]
DECIDERS = [Membership.Role.OWNER, Membership.Role.MANAGER]


def moderators(event: Event) -> People:
    """Staff who review challenges."""
    return User.objects.filter(role=User.Role.MODERATOR, is_active=True)


def arbiters(event: Event) -> People:
    """Staff who decide where a sponsor is silent or a decision is contested."""
    return User.objects.filter(role=User.Role.ARBITER, is_active=True)


def sponsor_side(event: Event) -> People:
    """Owner and managers of the challenge's sponsor."""
    return User.objects.filter(memberships__role__in=DECIDERS, memberships__sponsor__challenges=UUID(event.root))


def promised(measure: str) -> Callable[[Event], People]:
    """Owner and managers of the sponsor, of events about this part of its service level."""

    def people(event: Event) -> People:
        return sponsor_side(event) if event.payload["measure"] == measure else User.objects.none()

    return people


def sponsor_side_to_pay(event: Event) -> People:
    """The same, where something is to be won and so to be paid."""
    return sponsor_side(event).filter(Exists(Challenge.objects.filter(pk=event.root, prize_total__gt=0)))


def sponsor_side_of_unpaid(event: Event) -> People:
    """The same, where nothing is to be won."""
    return sponsor_side(event).filter(Exists(Challenge.objects.filter(pk=event.root, prize_total=0)))


def the_commented(event: Event) -> People:
    """The entrant whose answer a comment is about."""
    answered = AnswerComment.objects.filter(pk=event.subject_id).exclude(entry__entrant=event.actor_id)
    return User.objects.filter(pk__in=answered.values("entry__entrant_id"))


def backers(event: Event) -> People:
    """Owners and managers of the other sponsors that pay for the challenge."""
    challenge = UUID(event.root)
    return User.objects.filter(memberships__role__in=DECIDERS, memberships__sponsor__backings__challenge=challenge)


def the_payer(event: Event) -> People:
    """The person who paid a contribution, or was about to."""
    return User.objects.filter(pk__in=Contribution.objects.filter(pk=event.subject_id).values("payer_id"))


def entrants(event: Event) -> People:
    """Everyone whose entry stands."""
    standing = Entry.objects.filter(challenge_id=event.root).exclude(
        status__in=[Entry.Status.DRAFT, Entry.Status.WITHDRAWN]
    )
    return User.objects.filter(pk__in=standing.values("entrant_id"))


def bound_entrants(event: Event) -> People:
    """Everyone for whom an amendment's event changes something: who entered, or may yet, having entered before."""
    bound = entries_bound(Challenge.objects.get(pk=event.root))
    return User.objects.filter(pk__in=bound.values("entrant_id"))


def those_who_passed(event: Event) -> People:
    """Who won in the stage before this one."""
    passed = Entry.objects.filter(challenge__followers=UUID(event.root), status__in=PASSING)
    return User.objects.filter(pk__in=passed.values("entrant_id"))


def winners(event: Event) -> People:
    """Entrants whom the decision gives a prize, or a part of it."""
    awards = Award.objects.filter(challenge_id=event.root).exclude(kind=Award.Kind.KILL_FEE)
    return User.objects.filter(pk__in=awards.values("entry__entrant_id"))


def compensated(event: Event) -> People:
    """Entrants who get a part of the fee for a purse that was not awarded: they won nothing."""
    fees = Award.objects.filter(challenge_id=event.root, kind=Award.Kind.KILL_FEE)
    return User.objects.filter(pk__in=fees.values("entry__entrant_id"))


def waiting_entrants(event: Event) -> People:
    """Entrants whose entry waits in the queue."""
    waiting = Entry.objects.filter(challenge_id=event.root, status__in=IN_QUEUE)
    return User.objects.filter(pk__in=waiting.values("entrant_id"))


def the_reviewer(event: Event) -> People:
    """Whoever had the entry on lease."""
    return User.objects.filter(pk=event.payload["reviewer"])


def entrants_left_without(event: Event) -> People:
    """Entrants whom the decision gives nothing, where it gives others something."""
    return other_entrants(event) if winners(event).exists() else User.objects.none()


def supporters(event: Event) -> People:
    """Whoever hears of an idea; not who acts."""
    return hearers_of(UUID(event.subject_id)).exclude(pk__in=[event.actor_id] if event.actor_id else [])


def other_entrants(event: Event) -> People:
    """Entrants whom the decision gives nothing."""
    return entrants(event).exclude(pk__in=winners(event)).exclude(pk__in=compensated(event))


def judges(event: Event) -> People:
    """The panel: everyone who accepted, of the reserve only who was called upon."""
    panel = Judgeship.objects.accepted().filter(challenge_id=event.root)
    return User.objects.filter(pk__in=panel.values("judge_id"))


def the_judge(event: Event) -> People:
    """The judge whom a judgeship's event is about, or whoever has shown by now that the invited address is theirs."""
    seat = Judgeship.objects.filter(pk=event.subject_id)
    owning = EmailAddress.objects.filter(verified=True, primary=True, email__in=seat.filter(judge=None).values("email"))
    return User.objects.filter(Q(pk__in=seat.values("judge_id")) | Q(pk__in=owning.values("user_id")))


def the_member(event: Event) -> People:
    """Whoever a part of an entry is offered to, unless they judge or sponsor: these must not learn who enters.

    Who has not shown yet that the address is theirs is told by the letter that goes there (letters.py).
    """
    shown = User.objects.filter(emailaddress__verified=True, emailaddress__primary=True, is_active=True)
    people = shown.filter(email__in=TeamShare.objects.filter(pk=event.subject_id).values("email"))
    seen = Challenge.objects.filter(pk=event.root)
    return people.exclude(pk__in=[user.pk for user in people if seen.judged_or_sponsored_by(user).exists()])


def the_invited(event: Event) -> People:
    """Whoever has shown that the address is theirs at which somebody is asked to act for a sponsor."""
    asked = Invitation.objects.filter(pk=event.subject_id).values("email")
    return User.objects.filter(email__in=asked, emailaddress__verified=True, emailaddress__primary=True)


def the_voter(event: Event) -> People:
    """Whoever cast the ballot."""
    return User.objects.filter(pk__in=Ballot.objects.filter(pk=event.subject_id).values("voter_id"))


def the_entrant(event: Event) -> People:
    """The entrant whom an entry's event is about."""
    return User.objects.filter(pk__in=Entry.objects.filter(pk=event.subject_id).values("entrant_id"))


def the_winner(event: Event) -> People:
    """The entrant whom an award's event is about."""
    return User.objects.filter(pk__in=Award.objects.filter(pk=event.subject_id).values("entry__entrant_id"))


def the_winner_left_without(event: Event) -> People:
    """The same, unless their entry has got another award instead, such as a better place."""
    award = Award.objects.get(pk=event.subject_id)
    instead = Award.objects.filter(entry=award.entry_id).live()
    return User.objects.none() if instead.exists() else the_winner(event)


def the_appellant(event: Event) -> People:
    """Whoever made an appeal."""
    return User.objects.filter(pk__in=Appeal.objects.filter(pk=event.subject_id).values("appellant_id"))


def the_other_side(event: Event) -> People:
    """Those who are asked to answer an appeal: sponsor and winner, or the moderator who brought a charge."""
    appeal = Appeal.objects.select_related("award__entry", "challenge").get(pk=event.subject_id)
    asked = set(appeal.answers.values_list("side", flat=True))
    sponsor = sponsor_side(event) if "sponsor" in asked else User.objects.none()
    holders = [appeal.award.entry.entrant_id] if appeal.award and "holder" in asked else []
    charges = appeal.entry.disqualifications.all() if "accuser" in asked else appeal.entry.disqualifications.none()
    accusers = charges.values_list("proposed_by_id", flat=True)
    return User.objects.filter(pk__in={*sponsor.values_list("pk", flat=True), *holders, *accusers})


def the_payee(event: Event) -> People:
    """The person whom a payout's event is about."""
    return User.objects.filter(pk__in=Payout.objects.filter(pk=event.subject_id).values("payee__user_id"))


def the_payee_to_onboard(event: Event) -> People:
    """The same, if what they lack is Stripe's to ask for, or where they live."""
    return the_payee(event) if event.payload["hold_reason"] in ("kyc", "country") else User.objects.none()


def the_payee_to_certify(event: Event) -> People:
    """The same, if what they lack is their tax form."""
    return the_payee(event) if event.payload["hold_reason"] == "tax" else User.objects.none()


def the_payee_in_dispute(event: Event) -> People:
    """The same, if nothing is theirs to do: the payer's bank has the money back for now."""
    return the_payee(event) if event.payload["hold_reason"] == "dispute" else User.objects.none()


def finance_staff(event: Event) -> People:
    """Staff who keep the books."""
    return User.objects.filter(role=User.Role.FINANCE, is_active=True)


def staff_concerned(event: Event) -> People:
    """Of a missed service level: finance where a payment is late, moderators where the sponsor is."""
    return finance_staff(event) if event.payload["measure"] == "payout" else moderators(event)


def payers(event: Event) -> People:
    """Of the sponsor whose payment a dispute's event is about: whoever may spend its money."""
    payer = Dispute.objects.values_list("contribution__payer_reference", flat=True).get(pk=event.subject_id)
    return User.objects.filter(memberships__role__in=PAYERS, memberships__sponsor=UUID(payer))


def the_asker(event: Event) -> People:
    """Whoever asked the question."""
    return User.objects.filter(pk__in=Question.objects.filter(pk=event.subject_id).values("asked_by_id"))
