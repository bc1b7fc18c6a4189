"""Every act that the API offers, and the page on which a person does the same: nobody must read the API's documents.

One row per writing operation of the API: its method, the name of its URL, and the name of the page's URL. A page named
`admin:…` is the desk's, whose acts are buttons on a row. `test_acts.py` finds by itself that both reach the same
service; where they cannot, `OTHERWISE` says why. `NO_PAGE` has what is for machines alone.
"""

ACTS = """
POST   tokens                       account-tokens
DELETE token                        revoke-token
PATCH  me                           account
PATCH  my-profile                   account
PATCH  template                     saved-template
DELETE template                     saved-template
POST   challenge-templates          keep-template
POST   template-drafts              saved-template
POST   challenge-raises             raise-prize
POST   challenge-contributions      back-challenge
POST   contribution-withdraw        withdraw-payment
POST   challenge-pause              pause-challenge
POST   challenge-resume             pause-challenge
POST   challenge-amendments         propose-terms
POST   challenge-cancel             call-off
PATCH  sponsor-member               members-of-sponsor
DELETE sponsor-member               members-of-sponsor
POST   sponsor-members              members-of-sponsor
POST   invitation-accept            invitation-to-act
DELETE invitation                   invitation-to-act
POST   sponsor-pay-debt             debt-of-sponsor
POST   sponsor-service-level        promise-of-sponsor
POST   sponsors                     post
PATCH  sponsor                      profile-of-sponsor
POST   sponsor-verify               verify-sponsor
POST   challenges                   post
POST   challenge-submit             review-draft
POST   challenge-approve            review-challenge
POST   challenge-request-changes    review-challenge
POST   challenge-reject             review-challenge
POST   challenge-fund               fund-challenge
POST   challenge-questions          ask
POST   question-answer              questions
PATCH  challenge                    change-terms
POST   amendment-answer             amendment
POST   challenge-entries            enter
PATCH  entry                        entry
POST   entry-files                  entry
DELETE entry-file                   entry
POST   entry-consent                consent
POST   entry-mend                   mend
POST   entry-screen                 screen-entry
POST   disqualification-answer      charge
POST   entry-submit                 entry
POST   entry-withdraw               withdraw
POST   judges                       panel-of-challenge
POST   tie-breaks                   ranking
POST   queue-take                   queue-take-next
POST   entry-give-back              queue-give-back
POST   entry-reject                 review-queue
POST   entry-changes                review-queue
POST   judgeship-accept             accept-seat
POST   judgeship-decline            decline-seat
PUT    notes                        score-save
PUT    scorecard                    score-save
PUT    ballot                       ballot
POST   decide                       decide
POST   answer-accept                accept-answer
POST   entry-accept                 review-queue
POST   award-accept                 award
POST   award-decline                award
POST   award-rights                 award
POST   award-papers-extend          award
POST   award-appeal                 appeal-award
POST   entry-appeal                 appeal-entry
POST   appeal-answer                appeal
PUT    notification-preferences     account-notifications
POST   notifications-read           news-read-all
POST   notification-read            news-open
POST   challenge-rehearse           rehearsal
POST   delete-me                    account-delete
POST   appeal-decide                hear-appeal
POST   rereview                     hear-appeal
POST   rereview-scores              score-anew
POST   disqualification-decide      hear-charge
POST   entry-disqualify             charge-entry
POST   similarity-flag-dismiss      likeness
POST   similarity-flag-uphold       likeness
POST   ballot-flag-dismiss          audit-votes
POST   ballot-flag-uphold           audit-votes
POST   ballot-void                  audit-votes
POST   consent-departure            departure
POST   message-hide                 reported-message
POST   message-dismiss              reported-message
POST   message-report               report-message
POST   entry-messages               messages
POST   idea-comments                idea-page
POST   idea-answer                  idea-page
POST   idea-merge                   idea-page
PUT    idea-vote                    idea-page
PUT    idea-follow                  idea-page
DELETE idea-follow                  idea-page
PUT    answer-vote                  answer-page
POST   answer-comments              answer-page
POST   my-tax-form                  tax-form
POST   payee-onboarding             onboard
POST   payout-approvals             admin:payments_payout_changelist
POST   payout-approve               admin:payments_payout_changelist
POST   payout-hold                  admin:payments_payout_changelist
POST   payout-release               admin:payments_payout_changelist
POST   payout-retry                 admin:payments_payout_changelist
POST   payout-cancel                admin:payments_payout_changelist
POST   period-prepare               admin:payments_period_changelist
POST   period-take-back             admin:payments_period_changelist
POST   period-close                 admin:payments_period_changelist
POST   period-reopen                admin:payments_period_changelist
POST   finance-dispute-evidence     admin:payments_dispute_changelist
POST   finance-dispute-accept       admin:payments_dispute_changelist
POST   finance-write-offs           admin:payments_dispute_changelist
POST   finance-write-off-agree      admin:payments_writeoff_changelist
POST   finance-write-off-decline    admin:payments_writeoff_changelist
POST   finance-exception-assign     admin:payments_discrepancy_changelist
POST   finance-exception-note       admin:payments_discrepancy_changelist
POST   finance-exception-look       admin:payments_discrepancy_changelist
POST   finance-exception-propose    admin:payments_discrepancy_changelist
POST   finance-remedy-accept        admin:payments_remedy_changelist
POST   finance-remedy-refuse        admin:payments_remedy_changelist
POST   reconciliations              admin:payments_reconciliationrun_changelist
POST   reconciliation-sign-off      admin:payments_reconciliationrun_changelist
"""

# Acts without a page, each with the reason.
NO_PAGE = {
    "POST post-and-pay": "The wizard does the same in steps that a person can look at; one call is for programs.",
    "POST periods": "The clock takes up each month by itself; nobody has to press anything.",
}

# Pages that do the same by another service, each with the reason.
OTHERWISE = {
    "POST finance-write-offs": "The desk proposes it at the dispute that made the debt, for its sponsor and amount.",
    "POST period-reopen": "The desk has two buttons, to ask and to agree; the API is told apart by who calls it.",
}
