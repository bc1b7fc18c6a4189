"""Of payments in and out."""

from django.utils.translation import gettext_noop as _

from bounties.notifications import recipients as to
from bounties.notifications.wording.telling import Telling

PAYMENTS = "/challenges/{challenge_id}/payments"
DISPUTES = "/admin/payments/dispute/"
MONEY: dict[str, tuple[Telling, ...]] = {
    "contribution.settled": (
        Telling(
            to.the_payer,
            _("Paid: {title}"),
            _("Your payment has arrived. The money is held for the winners."),
            path=PAYMENTS,
        ),
    ),
    "contribution.lapsed": (
        Telling(
            to.the_payer,
            _("Not paid: {title}"),
            _("The payment page ran out, and nothing was taken. Ask for another if you still want to pay."),
            path=PAYMENTS,
        ),
    ),
    "contribution.delayed": (
        Telling(
            to.the_payer,
            _("On its way: {title}"),
            _("Your bank is working on the payment, which takes days. Nothing is to be done."),
            path=PAYMENTS,
        ),
    ),
    "contribution.failed": (
        Telling(
            to.the_payer,
            _("Refused by your bank: {title}"),
            _("Nothing was taken. You can pay again, by another means."),
            path=PAYMENTS,
        ),
    ),
    "contribution.strayed": (
        Telling(
            to.the_payer,
            _("Your payment goes back: {title}"),
            _("It came too late, twice, or with another amount than asked. All of it goes back by itself."),
            path=PAYMENTS,
        ),
    ),
    "purse.funded": (
        Telling(
            to.sponsor_side,
            _("Funded: {title}"),
            _("The whole prize is held. The challenge opens at its hour, or now if that has passed."),
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
            to.finance_staff,
            _("A bank asks: {title}"),
            _("A payer's bank asks about a payment. No money moved yet."),
            path=DISPUTES,
        ),
        Telling(
            to.payers,
            _("Your bank asks about your payment: {title}"),
            _("Your bank asks us about it. If you know of this payment, tell your bank so; nothing has changed here."),
            path=PAYMENTS,
        ),
    ),
    "dispute.opened": (
        Telling(
            to.finance_staff,
            _("Payment disputed: {title}"),
            _("A payer's bank has taken the payment back. Evidence is due; the desk shows until when."),
            path=DISPUTES,
        ),
        Telling(
            to.payers,
            _("Your payment is disputed: {title}"),
            _(
                "Your bank has taken the payment back from us. If this is an error, ask your bank to withdraw the"
                " dispute. Until it is settled no prize leaves this challenge; its deadlines go on."
            ),
            path=PAYMENTS,
        ),
    ),
    "dispute.due": (
        Telling(
            to.finance_staff,
            _("Evidence is due: {title}"),
            _("A dispute waits for evidence or a decision to give in. Without an answer it is lost."),
            path=DISPUTES,
        ),
    ),
    "dispute.refused": (
        Telling(
            to.finance_staff,
            _("Stripe took no answer: {title}"),
            _("It refused what was sent in a dispute."),
            path=DISPUTES,
        ),
    ),
    "dispute.won": (
        Telling(
            to.finance_staff,
            _("Dispute won: {title}"),
            _("The bank gave the payment back. Payouts go on."),
            path=DISPUTES,
        ),
        Telling(
            to.payers,
            _("Your payment stands: {title}"),
            _("Your bank has returned the payment that was disputed. Everything goes on as before."),
            path=PAYMENTS,
        ),
    ),
    "dispute.borne": (
        Telling(
            to.finance_staff,
            _("Dispute lost, and borne by us: {title}"),
            _("People had entered or were paid, so the platform bears it. The sponsor owes it, and is blocked."),
            path=DISPUTES,
        ),
        Telling(
            to.payers,
            _("You owe us a payment: {title}"),
            _(
                "Your bank took back a payment that entrants had worked for. We pay them; you owe us the amount. Until"
                " it is paid you can neither post nor pay for challenges. Your sponsor's page shows how to pay it."
            ),
            path=PAYMENTS,
        ),
    ),
    "dispute.taken": (
        Telling(
            to.finance_staff,
            _("Dispute lost: {title}"),
            _("Nobody had entered: the purse gave it, and it is called off."),
            path=DISPUTES,
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
}
