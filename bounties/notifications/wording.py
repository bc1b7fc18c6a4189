"""Who is told what when: one line per event and group of people. `{title}` is the challenge's title."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from bounties.challenges.formats import Format, Need
from bounties.notifications import holders
from bounties.notifications import recipients as to
from workers.models import Event


def anywhere(rules: Format) -> bool:
    """Told whatever the format."""
    return True


def of_offers(rules: Format) -> bool:
    """Told where entries name their price."""
    return rules.is_priced


def of_answers(rules: Format) -> bool:
    """Told where entries are read and accepted as they come."""
    return rules.is_rolling and not rules.entries_are_sealed


def of_queues(rules: Format) -> bool:
    """Told where entries wait for their turn."""
    return rules.has_queue


def of_boards(rules: Format) -> bool:
    """Told where entries are ideas on a board."""
    return rules.is_board


def of_contests(rules: Format) -> bool:
    """Told where entries compete, and the decision is about all of them."""
    return not rules.is_priced and not rules.has_queue and not rules.is_board


def of_votes(rules: Format) -> bool:
    """Told where the public decides."""
    return rules.ballot != Need.NONE


def of_stages(rules: Format) -> bool:
    """Told where whoever wins in one stage may enter the next."""
    return rules.stages != Need.NONE


def of_panels(rules: Format) -> bool:
    """Told where entries go to whoever judges them."""
    return of_contests(rules) and not of_votes(rules)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one group of people is told; the texts are translated and filled in when they are sent."""

    people: Callable[[Event], to.People]
    title: str
    body: str
    path: str = "/challenges/{challenge_id}"
    where: Callable[[Format], bool] = anywhere  # by what its format's row says


WORDING: dict[str, tuple[Telling, ...]] = {
    "challenge.submitted": (
        Telling(
            to.moderators, _("To review: {title}"), _("A sponsor submitted a challenge. It waits for your review.")
        ),
    ),
    "challenge.approved": (
        Telling(
            to.sponsor_side_of_unpaid,
            _("Approved: {title}"),
            _("The review is done. Nothing is to be paid, so the challenge opens at its hour."),
        ),
        Telling(
            to.sponsor_side_to_pay,
            _("Approved: {title}"),
            _("The review is done. Fund the prize within 14 days; the challenge opens at its hour once it is paid."),
        ),
    ),
    "challenge.collecting": (
        Telling(
            to.sponsor_side,
            _("Collecting: {title}"),
            _("Everyone sees it now, and any verified sponsor can back it until its goal is met or its time is over."),
        ),
    ),
    "challenge.payment_reminded": (
        Telling(
            to.sponsor_side,
            _("Not paid yet: {title}"),
            _("It is approved, and waits for its prize money. Unpaid after 14 days it goes back to your drafts."),
        ),
    ),
    "challenge.unpaid": (
        Telling(
            to.sponsor_side,
            _("Back in your drafts: {title}"),
            _("Nobody paid its prize money in 14 days. You can submit it again."),
        ),
    ),
    "challenge.prize_raised": (
        Telling(to.entrants, _("A higher prize: {title}"), _("A prize of the challenge rose; its page says which.")),
        Telling(to.sponsor_side, _("A higher prize: {title}"), _("A raise is paid, and the prize rose.")),
    ),
    "contribution.settled": (
        Telling(to.the_payer, _("Paid: {title}"), _("Your payment has arrived. The money is held for the winners.")),
    ),
    "contribution.lapsed": (
        Telling(
            to.the_payer,
            _("Not paid: {title}"),
            _("The payment page ran out, and nothing was taken. Ask for another if you still want to pay."),
        ),
    ),
    "contribution.delayed": (
        Telling(
            to.the_payer,
            _("On its way: {title}"),
            _("Your bank is working on the payment, which takes days. Nothing is to be done."),
        ),
    ),
    "contribution.failed": (
        Telling(
            to.the_payer,
            _("Refused by your bank: {title}"),
            _("Nothing was taken. You can pay again, by another means."),
        ),
    ),
    "contribution.strayed": (
        Telling(
            to.the_payer,
            _("Your payment goes back: {title}"),
            _("It came too late, twice, or with another amount than asked. All of it goes back by itself."),
        ),
    ),
    "challenge.changes_requested": (
        Telling(to.sponsor_side, _("Changes requested: {title}"), _("The moderator asks for changes before approval.")),
    ),
    "challenge.rejected": (
        Telling(to.sponsor_side, _("Rejected: {title}"), _("The moderator rejected the challenge and gave a reason.")),
    ),
    "purse.funded": (
        Telling(to.sponsor_side, _("Funded: {title}"), _("The whole prize is held. The challenge opens at its hour.")),
    ),
    "question.asked": (
        Telling(
            to.sponsor_side, _("Question about {title}"), _("Someone asks about your challenge. Answers are public.")
        ),
    ),
    "question.answered": (Telling(to.the_asker, _("Answered: {title}"), _("The sponsor answered your question.")),),
    "judge.invited": (
        Telling(to.the_judge, _("Will you judge {title}?"), _("You are asked to judge. Accept or decline.")),
    ),
    "judge.invitation_reminded": (
        Telling(
            to.the_judge, _("Will you judge {title}?"), _("Half of the time to answer is over. Accept or decline.")
        ),
    ),
    "team_share.offered": (
        Telling(
            to.the_member,
            _("A part of an entry is offered to you: {title}"),
            _(
                "Somebody who enters this challenge offers you a part of what their entry may win. Take it before the"
                " challenge closes; after that, what you have not taken stays with them."
            ),
        ),
    ),
    "judge.assigned": (
        Telling(to.the_judge, _("Entries for you: {title}"), _("You were given entries to score; they wait for you.")),
    ),
    "judge.replaced": (
        Telling(
            to.the_judge,
            _("Somebody judges in your place: {title}"),
            _("None of your scores came in, so your seat went to the reserve. There is nothing more for you to do."),
        ),
    ),
    "judge.called_up": (
        Telling(
            to.the_judge,
            _("You are needed: {title}"),
            _("A judge fell silent, and their seat is yours. Please score now."),
        ),
    ),
    "panel.lacking": (
        Telling(
            to.sponsor_side,
            _("Judges are missing: {title}"),
            _("Some entries have too few judges without a conflict. Invite more; the panel's coverage says how many."),
        ),
    ),
    "judge.reminded": (
        Telling(to.the_judge, _("Scores are due: {title}"), _("Some entries still wait for your scores.")),
    ),
    "entry.submitted": (
        Telling(
            to.the_entrant,
            _("Received: your entry to {title}"),
            _("Your entry is in, and its receipt is kept with it. You may hand in again until the deadline."),
        ),
        Telling(
            to.sponsor_side,
            _("An answer: {title}"),
            _("Someone answered, or improved an answer. Accept one, and it is paid at once."),
            where=of_answers,
        ),
    ),
    "entry.queued": (
        Telling(
            to.sponsor_side, _("An entry waits: {title}"), _("It waits for its review; the queue says until when.")
        ),
        Telling(to.judges, _("An entry waits: {title}"), _("It waits for its review; the queue says until when.")),
    ),
    "entry.lease_ended": (
        Telling(
            to.the_reviewer,
            _("Your time with an entry is over: {title}"),
            _("It is back in the queue. Take the next one when you have the time to decide on it."),
        ),
    ),
    "entry.review_reminded": (
        Telling(to.sponsor_side, _("Your verdict is due: {title}"), _("An entry will soon have waited too long.")),
        Telling(to.judges, _("Your verdict is due: {title}"), _("An entry will soon have waited too long.")),
    ),
    "entry.escalated": (
        Telling(
            to.arbiters,
            _("An entry for the arbiter: {title}"),
            _("Nobody decided on it in its time. Take it from the queue: it is yours alone to decide."),
        ),
        Telling(
            to.the_entrant,
            _("Your entry is with an arbiter: {title}"),
            _("Nobody decided on it in its time, so an arbiter does. You need not do anything."),
        ),
        Telling(to.sponsor_side, _("Too late: {title}"), _("An entry waited too long; an arbiter decides on it now.")),
    ),
    "entry.rejected": (
        Telling(
            to.the_entrant,
            _("Not accepted: {title}"),
            _("Your entry was reviewed and not accepted; the verdict says why. You may enter anew while it is open."),
        ),
    ),
    "entry.changes_requested": (
        Telling(
            to.the_entrant,
            _("Changes are asked for: {title}"),
            _("The verdict says which. Hand in another version before the close; it waits at the back of the queue."),
        ),
    ),
    "entry.not_selected": (
        Telling(
            to.the_entrant,
            _("The queue is closed: {title}"),
            _("Your entry was not accepted before it ended: every prize is taken, or changes were not made in time."),
            where=of_queues,
        ),
    ),
    "entry.charged": (
        Telling(
            to.the_entrant,
            _("A charge against your entry: {title}"),
            _("A moderator proposes to disqualify it, and says why. You can answer; somebody else decides."),
        ),
    ),
    "entry.answered": (
        Telling(to.moderators, _("A charge was answered: {title}"), _("It can be decided, by who did not bring it.")),
    ),
    "entry.cleared": (
        Telling(to.the_entrant, _("The charge is dropped: {title}"), _("Your entry stands, and the verdict says why.")),
    ),
    "entry.reinstated": (
        Telling(
            to.the_entrant,
            _("Your entry is back: {title}"),
            _("What put it out did not hold. Its page shows where it stands now."),
        ),
    ),
    "entry.disqualified": (
        Telling(
            to.the_entrant, _("Disqualified: {title}"), _("The charge against your entry was upheld; it says why.")
        ),
    ),
    "entry.found_ineligible": (
        Telling(
            to.the_entrant,
            _("Something is missing: {title}"),
            _("Your entry can't be judged as it is; it says why. Add what is missing before its time is over."),
        ),
    ),
    "entry.ruled_out": (
        Telling(
            to.the_entrant, _("Not judged: {title}"), _("Your entry was screened and will not be judged; it says why.")
        ),
    ),
    "entry.accepted": (
        Telling(
            to.the_entrant,
            _("Accepted: {title}"),
            _("What you handed in was accepted. Your prize is on its way to you."),
        ),
    ),
    "answer.commented": (
        Telling(to.the_commented, _("A comment: {title}"), _("Someone commented on your answer."), where=of_answers),
        Telling(to.the_commented, _("A comment: {title}"), _("Someone commented on your idea."), where=of_boards),
    ),
    "idea.raised": (
        Telling(
            to.supporters,
            _("Under review: an idea on {title}"),
            _("An idea that you support has the points it needed. The sponsor answers next; it shows until when."),
        ),
        Telling(
            to.sponsor_side,
            _("Answer an idea: {title}"),
            _("Votes sent an idea to review. Say what becomes of it; past its hour everyone sees it as overdue."),
        ),
    ),
    "idea.answered": (
        Telling(
            to.supporters,
            _("News of an idea on {title}"),
            _("The sponsor says what becomes of an idea that you posted, voted on or commented on."),
        ),
    ),
    "idea.merged": (
        Telling(
            to.supporters,
            _("Merged: an idea on {title}"),
            _("Another idea stands for one that you posted, voted on or commented on. Your vote counts there, once."),
        ),
    ),
    "idea.overdue": (
        Telling(
            to.sponsor_side,
            _("An answer is overdue: {title}"),
            _("An idea under review waits for you, and everyone sees since when. Say what becomes of it."),
        ),
    ),
    "message.sent": (
        Telling(to.who_received_it, _("A message about {title}"), _("The other side of an offer wrote to you.")),
    ),
    "message.reported": (
        Telling(to.moderators, _("Reported: a message about {title}"), _("Who received it asks you to look at it.")),
    ),
    "message.hidden": (
        Telling(
            to.who_wrote_it,
            _("Hidden: your message about {title}"),
            _("A moderator has hidden it; the thread says why."),
        ),
    ),
    "challenge.closed": (
        Telling(
            to.waiting_entrants,
            _("Closed: {title}"),
            _("No more entries are taken. Yours waits, and is still decided in its turn."),
            where=of_queues,
        ),
        Telling(
            to.entrants,
            _("Closed: {title}"),
            _("The deadline has passed. Your entry is locked, and waits to be decided."),
            where=of_panels,
        ),
        Telling(
            to.entrants,
            _("Closed: {title}"),
            _("The deadline has passed. The buyer reads all offers now, and may write to you under your alias."),
            where=of_offers,
        ),
        Telling(to.judges, _("Ready to judge: {title}"), _("The entries are locked. You can score them now.")),
        Telling(
            to.sponsor_side,
            _("Closed: {title}"),
            _("The deadline has passed. Its page says what comes next, and by when."),
            where=of_panels,
        ),
        Telling(
            to.sponsor_side,
            _("The offers are open: {title}"),
            _("You can read them with their prices, ask back, and take what you like, or none and say why."),
            where=of_offers,
        ),
        Telling(
            to.entrants,
            _("Closed: {title}"),
            _("The deadline has passed. Your entry is locked, and the public votes; the page says until when."),
            where=of_votes,
        ),
        Telling(
            to.sponsor_side,
            _("Closed: {title}"),
            _("The deadline has passed. The public votes; the page says until when."),
            where=of_votes,
        ),
        Telling(
            to.entrants,
            _("Closed: {title}"),
            _("The board takes no more ideas or votes. You go on hearing what becomes of yours."),
            where=of_boards,
        ),
        Telling(
            to.sponsor_side,
            _("Closed: {title}"),
            _("The board takes no more ideas or votes. You can still answer ideas, and award a pool until its hour."),
            where=of_boards,
        ),
    ),
    "ballot.opened": (
        Telling(
            to.entrants, _("The vote is open: {title}"), _("The public votes now. Nobody votes for their own entry.")
        ),
        Telling(
            to.sponsor_side,
            _("The vote is open: {title}"),
            _("The public votes now. How the votes stand is told to nobody before they are counted."),
        ),
    ),
    "ballot.ended": (
        Telling(
            to.moderators,
            _("Ballots to audit: {title}"),
            _("The vote is over. Look at what is flagged before the votes are counted; the page says when."),
        ),
    ),
    "ballot.voided": (
        Telling(
            to.the_voter,
            _("Your vote does not count: {title}"),
            _("A moderator voided your ballot. The ballot's page shows the reason."),
        ),
    ),
    "ballot.tallied": (
        Telling(
            to.sponsor_side,
            _("The votes are counted: {title}"),
            _("Everyone can read the tally. If your terms announce a jury, pick the winners among its first now."),
        ),
        Telling(to.entrants, _("The votes are counted: {title}"), _("Everyone can read the tally now.")),
    ),
    "challenge.expired": (
        Telling(
            to.sponsor_side_of_unpaid,
            _("No entries: {title}"),
            _("The deadline passed, and nobody handed in anything."),
        ),
        Telling(
            to.sponsor_side_to_pay,
            _("No entries: {title}"),
            _("The deadline passed without an entry. Prize money and platform fee go back to you."),
        ),
    ),
    "challenge.cancelled": (
        Telling(to.entrants, _("Cancelled: {title}"), _("The challenge is cancelled; its page says why.")),
        Telling(
            to.sponsor_side, _("Cancelled: {title}"), _("The challenge is cancelled. What is held goes back to you.")
        ),
        Telling(
            to.backers,
            _("Cancelled: {title}"),
            _("The challenge is cancelled; its page says why. What you paid goes back to you by itself."),
        ),
    ),
    "challenge.paused": (
        Telling(
            to.entrants,
            _("Paused: {title}"),
            _("A moderator has paused the challenge; its page says why. No deadline passes until it goes on."),
        ),
        Telling(
            to.sponsor_side,
            _("Paused: {title}"),
            _("A moderator has paused your challenge; its page says why. No deadline passes until it goes on."),
        ),
    ),
    "challenge.resumed": (
        Telling(
            to.entrants,
            _("It goes on: {title}"),
            _("The challenge goes on. Every deadline that lay ahead is later by the time it was paused."),
        ),
        Telling(
            to.sponsor_side,
            _("It goes on: {title}"),
            _("Your challenge goes on. Every deadline that lay ahead is later by the time it was paused."),
        ),
    ),
    "judging.reminded": (
        Telling(
            to.sponsor_side, _("Your decision is due: {title}"), _("The time to decide runs out; its page says when.")
        ),
    ),
    "judging.extended": (
        Telling(
            to.entrants,
            _("Judging takes longer: {title}"),
            _("The sponsor did not decide in time. There is one extension; after it the matter goes to an arbiter."),
        ),
        Telling(
            to.sponsor_side,
            _("Your decision is overdue: {title}"),
            _("The time to judge is extended once. After it an arbiter decides, then the published rule."),
        ),
        Telling(
            to.judges, _("Scores are overdue: {title}"), _("The time to judge is extended once. Please score now.")
        ),
    ),
    "judging.escalated": (
        Telling(to.arbiters, _("For the arbiter: {title}"), _("The sponsor is silent. The file is yours now.")),
        Telling(to.entrants, _("With the arbiter: {title}"), _("The sponsor is silent. An arbiter has the file now.")),
        Telling(
            to.sponsor_side, _("With the arbiter: {title}"), _("You did not decide in time. An arbiter has the file.")
        ),
    ),
    "challenge.decided": (
        Telling(
            to.winners,
            _("You won: {title}"),
            _("Your entry is among the winners. Once the appeal window has passed you can accept the award."),
            where=of_contests,
        ),
        Telling(
            to.other_entrants,
            _("Decided: {title}"),
            _("The challenge is decided; your entry is not among the winners. You can see your feedback, and appeal."),
            where=of_contests,
        ),
        Telling(
            to.winners,
            _("Your offer is taken: {title}"),
            _("The buyer takes it at your price. Accept it within ten days, then deliver."),
            where=of_offers,
        ),
        Telling(
            to.other_entrants,
            _("Not taken: {title}"),
            _("Your offer was not taken. The results say whether the buyer decided so, or was silent."),
            where=of_offers,
        ),
        Telling(
            to.entrants_left_without,
            _("Decided: {title}"),
            _("The pool is awarded to other ideas. You go on hearing what becomes of yours."),
            where=of_boards,
        ),
    ),
    "appeal.opened": (
        Telling(
            to.the_other_side,
            _("Contested: {title}"),
            _("Someone contests a result in which you have a part. Read the appeal, and say your side in time."),
        ),
        Telling(
            to.arbiters,
            _("An appeal: {title}"),
            _("It can be decided once the other side has answered, or its time is over; undecided, it fails."),
        ),
    ),
    "appeal.answered": (
        Telling(to.the_appellant, _("Your appeal was answered: {title}"), _("One of the other side has answered it.")),
    ),
    "appeal.rereview_ordered": (
        Telling(
            to.the_appellant,
            _("Looked at anew: {title}"),
            _("The arbiter of your appeal sends entries to another one, who scores them anew; it says why."),
        ),
        Telling(
            to.the_other_side,
            _("Looked at anew: {title}"),
            _("An arbiter sends entries to another one, who scores them anew; the appeal says why."),
        ),
        Telling(
            to.arbiters,
            _("A re-review waits: {title}"),
            _("Whoever neither ordered it nor had a part can do it; undone in time, the appeal fails."),
        ),
    ),
    "appeal.decided": (
        Telling(
            to.the_appellant, _("Your appeal is decided: {title}"), _("The verdict says how, and for which reasons.")
        ),
        Telling(
            to.the_other_side,
            _("An appeal is decided: {title}"),
            _("The verdict on what was contested says how, and for which reasons."),
        ),
    ),
    "award.offered": (
        Telling(to.the_winner, _("Accept your award: {title}"), _("The award is yours to accept within ten days.")),
    ),
    "award.verifying": (
        Telling(
            holders.who_owes_papers,
            _("Before you are paid: {title}"),
            _("The terms ask something of you first. Sign the rights that pass, or let Stripe verify you, in time."),
        ),
        Telling(
            to.sponsor_side,
            _("Accepted, and not paid yet: {title}"),
            _("The winner does first what your terms ask for. You can give them more time, once."),
        ),
    ),
    "award.papers_reminded": (
        Telling(
            holders.who_owes_papers,
            _("Something is still missing: {title}"),
            _("Your prize waits for what the terms ask of you. When the time is over, it goes to others."),
        ),
    ),
    "award.papers_extended": (
        Telling(
            holders.who_owes_papers,
            _("You have more time: {title}"),
            _("The time for what the terms ask of you before you are paid is longer now. It is not extended again."),
        ),
    ),
    "award.papers_given": (
        Telling(
            to.sponsor_side,
            _("The papers are there: {title}"),
            _("What your terms ask of the winner is done. You can download what was signed; the payment follows."),
        ),
    ),
    "award.share_lapsed": (
        Telling(
            holders.whose_share_lapsed,
            _("Your share went to others: {title}"),
            _("You did not do in time what the terms ask for, so your share went to those of your team who did."),
        ),
    ),
    "award.forfeited": (
        Telling(
            holders.who_held_it_without_papers,
            _("Your prize is lost: {title}"),
            _("What the terms ask for was not done in time, so the place passed to the next in rank."),
        ),
    ),
    "award.revoked": (
        Telling(
            to.the_winner_left_without,
            _("Your award is withdrawn: {title}"),
            _("It is not paid any more, and goes to the next in rank or back to who paid it in. Ask us why."),
        ),
    ),
    "challenge.not_awarded": (
        Telling(
            to.entrants,
            _("Nobody is awarded: {title}"),
            _("No entry gets a prize here, by the rule that the results name. The money goes back to who paid it in."),
        ),
        Telling(
            to.sponsor_side,
            _("Nobody is awarded: {title}"),
            _("No entry gets a prize, by the rule that the results name. What is held goes back to you."),
        ),
        Telling(
            to.backers,
            _("Nobody is awarded: {title}"),
            _("No entry gets a prize, by the rule that the results name. What you paid goes back to you by itself."),
        ),
    ),
    "payout.blocked": (
        Telling(
            to.the_payee_to_onboard,
            _("Your prize waits for you: {title}"),
            _("We cannot pay you yet: complete your onboarding with Stripe. The money is kept for you for 180 days."),
            path="/mine",
        ),
        Telling(
            to.the_payee_to_certify,
            _("Your prize waits for you: {title}"),
            _("We cannot pay you yet: we need your tax form first. The money is kept for you for 180 days."),
            path="/mine",
        ),
        Telling(
            to.the_payee_in_dispute,
            _("Your prize waits a while: {title}"),
            _(
                "The sponsor's bank has taken its payment back, and we dispute that. There is nothing for you to do;"
                " your prize stays yours, and is paid once this is settled, whoever is right."
            ),
            path="/mine",
        ),
    ),
    "dispute.inquired": (
        Telling(
            to.finance_staff, _("A bank asks: {title}"), _("A payer's bank asks about a payment. No money moved yet.")
        ),
        Telling(
            to.payers,
            _("Your bank asks about your payment: {title}"),
            _("Your bank asks us about it. If you know of this payment, tell your bank so; nothing has changed here."),
        ),
    ),
    "dispute.opened": (
        Telling(
            to.finance_staff,
            _("Payment disputed: {title}"),
            _("A payer's bank has taken the payment back. Evidence is due; the desk shows until when."),
        ),
        Telling(
            to.payers,
            _("Your payment is disputed: {title}"),
            _(
                "Your bank has taken the payment back from us. If this is an error, ask your bank to withdraw the"
                " dispute. Until it is settled no prize leaves this challenge; its deadlines go on."
            ),
        ),
    ),
    "dispute.due": (
        Telling(
            to.finance_staff,
            _("Evidence is due: {title}"),
            _("A dispute waits for evidence or a decision to give in. Without an answer it is lost."),
        ),
    ),
    "dispute.refused": (
        Telling(to.finance_staff, _("Stripe took no answer: {title}"), _("It refused what was sent in a dispute.")),
    ),
    "dispute.won": (
        Telling(to.finance_staff, _("Dispute won: {title}"), _("The bank gave the payment back. Payouts go on.")),
        Telling(
            to.payers,
            _("Your payment stands: {title}"),
            _("Your bank has returned the payment that was disputed. Everything goes on as before."),
        ),
    ),
    "dispute.borne": (
        Telling(
            to.finance_staff,
            _("Dispute lost, and borne by us: {title}"),
            _("People had entered or were paid, so the platform bears it. The sponsor owes it, and is blocked."),
        ),
        Telling(
            to.payers,
            _("You owe us a payment: {title}"),
            _(
                "Your bank took back a payment that entrants had worked for. We pay them; you owe us the amount. Until"
                " it is paid you can neither post nor pay for challenges. Your sponsor's page shows how to pay it."
            ),
            path="/mine",
        ),
    ),
    "dispute.taken": (
        Telling(
            to.finance_staff,
            _("Dispute lost: {title}"),
            _("Nobody had entered: the purse gave it, and it is called off."),
        ),
    ),
    "payout.reversed": (
        Telling(
            to.the_payee,
            _("Your prize was taken back: {title}"),
            _("Two people of our finance desk have taken the transfer back. Ask them why, if they have not told you."),
            path="/mine",
        ),
    ),
    "payout.returned": (
        Telling(
            to.the_payee,
            _("Your bank sent your prize back: {title}"),
            _("It is in your Stripe account. Correct your bank details there; Stripe then pays it out by itself."),
            path="/mine",
        ),
    ),
    "payout.reminded": (
        Telling(
            to.the_payee_to_onboard,
            _("Your prize still waits for you: {title}"),
            _("Complete your onboarding with Stripe. After 180 days a prize goes to the next in rank, or is kept."),
            path="/mine",
        ),
        Telling(
            to.the_payee_to_certify,
            _("Your prize still waits for you: {title}"),
            _("We still need your tax form. After 180 days a prize goes to the next in rank, or is kept."),
            path="/mine",
        ),
    ),
    "payout.expired": (
        Telling(
            to.the_payee,
            _("Your prize was not taken: {title}"),
            _("180 days have passed. If it has not gone to the next in rank, it is paid once Stripe may pay you."),
            path="/mine",
        ),
    ),
    "payout.claimed": (
        Telling(
            to.the_payee,
            _("Your prize is on its way: {title}"),
            _("It had been kept for you, and is being paid now."),
            path="/mine",
        ),
    ),
    "payout.paid": (
        Telling(
            to.the_payee,
            _("Paid: {title}"),
            _("Your prize is transferred to your Stripe account, which pays it to your bank."),
            path="/mine",
        ),
    ),
    "service_clock.warned": (
        Telling(
            to.promised("answer"),
            _("A question waits for your answer: {title}"),
            _("Four fifths of the time that your service level gives you are over."),
        ),
        Telling(
            to.promised("judging"),
            _("Your decision is due soon: {title}"),
            _("Four fifths of the time that your service level gives you are over."),
        ),
        Telling(
            to.promised("payout"),
            _("A prize is not paid yet: {title}"),
            _("Four fifths of the time that your service level names are over. Our finance staff know of it."),
        ),
    ),
    "service_clock.breached": (
        Telling(
            to.promised("answer"),
            _("A question is answered late: {title}"),
            _("Your service level's time for an answer is over. It counts in your public record; please answer now."),
        ),
        Telling(
            to.promised("judging"),
            _("Your decision is late: {title}"),
            _("Your service level's time to decide is over. It counts in your public record; please decide now."),
        ),
        Telling(
            to.promised("payout"),
            _("A prize is paid late: {title}"),
            _("Your service level's time for payment is over. It counts in your public record."),
        ),
        Telling(
            to.staff_concerned,
            _("A service level is missed: {title}"),
            _("Its sponsor was warned, and told now. The desk lists what is late."),
        ),
    ),
    "amendment.proposed": (
        Telling(
            to.bound_entrants,
            _("New terms are proposed: {title}"),
            _("A moderator proposes changed terms. They hold only if every entrant agrees in time."),
        ),
        Telling(
            to.sponsor_side,
            _("New terms are put to the entrants: {title}"),
            _("A moderator proposes changed terms. They hold only if every entrant agrees in time."),
        ),
    ),
    "amendment.applied": (
        Telling(
            to.bound_entrants,
            _("The terms changed: {title}"),
            _("Every entrant agreed. The new terms hold from now on."),
        ),
        Telling(
            to.sponsor_side, _("The terms changed: {title}"), _("Every entrant agreed. The new terms hold from now on.")
        ),
    ),
    "amendment.refused": (
        Telling(to.bound_entrants, _("The terms stay: {title}"), _("Not everyone agreed to the proposed change.")),
        Telling(to.sponsor_side, _("The terms stay: {title}"), _("Not everyone agreed to the proposed change.")),
    ),
    "amendment.lapsed": (
        Telling(
            to.bound_entrants, _("The terms stay: {title}"), _("Not everyone agreed to the proposed change in time.")
        ),
        Telling(
            to.sponsor_side, _("The terms stay: {title}"), _("Not everyone agreed to the proposed change in time.")
        ),
    ),
    "challenge.opened": (
        Telling(
            to.those_who_passed,
            _("The next stage is open: {title}"),
            _("You won in the stage before, so you may enter this one. Its page says what is asked, and until when."),
            where=of_stages,
        ),
    ),
    "challenge.completed": (
        Telling(to.sponsor_side, _("Completed: {title}"), _("Every award is paid. The results are public now.")),
    ),
}
