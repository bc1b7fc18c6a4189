"""Columns of words that no row of the world fills, so that no page is looked at with them hostile.

Each is listed, by why it has no word there: a column that is new, or silent anew, fails the suite until somebody fills
it in the world or names it here. For these stand the four places that vouch for markup, and that there is no fifth.
"""

SILENT = {
    "no such thing has happened in the world": {
        *("admin.logentry.change_message", "admin.logentry.object_repr", "awards.departureconsent.reason"),
        *("awards.paper.document", "awards.paper.legal_name", "awards.rereviewscore.comment", "ideas.idea.note"),
        *("ideas.ideachange.note", "judging.answercomment.body", "judging.tiebreak.reason", "judging.verdict.reason"),
        *("entries.screening.reason", "payments.discrepancynote.text", "payments.disputeact.reason"),
        *("entries.dismissedreport.reason", "entries.dismissedreport.report_reason"),
        *("payments.disputeact.refusal", "payments.flag.subject", "payments.flag.why", "payments.flagclearance.reason"),
        *("payments.handpayment.reason", "payments.handpayment.second_reason", "payments.payoutapproval.reason"),
        *("payments.payoutreversal.reason", "payments.payoutreversal.refusal", "payments.payoutreversal.second_reason"),
        *("payments.periodclosing.note", "payments.periodreopening.reason", "payments.refund.refusal"),
        *("payments.sanctionentry.label", "payments.sanctionentry.source", "payments.sanctionentry.value"),
        *("payments.taxform.legal_name", "service_levels.dayoff.label", "usersessions.usersession.user_agent"),
    },
    "its row is at a stage at which PostgreSQL wants it empty": {
        *("awards.appeal.verdict", "awards.appealanswer.text", "ballots.ballot.void_reason", "ballots.flag.reason"),
        *("challenges.challenge.pause_reason", "challenges.question.answer", "entries.disqualification.verdict"),
        *("entries.message.hidden_reason", "entries.similarityflag.reason", "payments.purse.waiting_refund"),
        *("payments.reconciliationrun.note", "payments.transferattempt.error", "payments.writeoff.decision_reason"),
        "workers.delivery.skipped_reason",
    },
    "drawn or hashed by us, or a client's own key": {
        *("api.keptanswer.fingerprint", "api.keptanswer.key", "awards.paper.sha256", "awards.resultbundle.public_key"),
        *("awards.resultbundle.sha256", "awards.resultbundle.signature", "ballots.trace.digest"),
        *("challenges.raise.client_key", "challenges.shortpost.client_key", "challenges.shortpost.sha256"),
        *("payments.export.sha256", "payments.onboardingvisit.client_key", "payments.onboardingvisit.link_key"),
        *("payments.periodclosing.sha256", "payments.transferattempt.idempotency_key", "workers.processbeat.host"),
    },
    "Stripe's word": {
        *("payments.contribution.fingerprint", "payments.contribution.instrument", "payments.inboxevent.account"),
        *("payments.inboxevent.object_id", "payments.inboxevent.type", "payments.legreversal.status"),
        *("payments.legreversal.stripe_id", "payments.pastaccount.account_id", "payments.pastaccount.country"),
        *("payments.payee.account_id", "payments.refund.refund_id", "payments.stripemovement.parent"),
        *("payments.stripemovement.reporting_category", "payments.stripemovement.source"),
        *("payments.stripemovement.status", "payments.taxform.country", "payments.transferleg.transfer_id"),
    },
}
# Their tables hold no words of people: names of models, secrets of second factors, and what a session keeps.
OTHER_HOUSES = {"contenttypes", "mfa", "sessions"}
