"""What there is to fetch, in two lists: doors where two swapped entrants are looked for, and doors where they are not.

A URL in neither list fails tests/bounties/judging/test_blindness.py. Names in braces are objects of the contest under
test; each door is opened with every one of them.
"""

API_DOORS = [
    "challenges/{challenge}",
    "challenges/{challenge}/amendments",
    "challenges/{challenge}/answers",
    "challenges/{challenge}/ballot",
    "challenges/{challenge}/ballot-flags",
    "challenges/{challenge}/calibration",
    "challenges/{challenge}/coverage",
    "challenges/{challenge}/entries",
    "challenges/{challenge}/funding",
    "challenges/{challenge}/gallery",
    "challenges/{challenge}/ideas",
    "challenges/{challenge}/ideas/facets",
    "challenges/{challenge}/ideas/similar",
    "challenges/{challenge}/judges",
    "challenges/{challenge}/judging",
    "challenges/{challenge}/payability",
    "challenges/{challenge}/questions",
    "challenges/{challenge}/queue",
    "challenges/{challenge}/ranking",
    "challenges/{challenge}/recount",
    "challenges/{challenge}/result-bundle",
    "challenges/{challenge}/results",
    "challenges/{challenge}/screening",
    "challenges/{challenge}/tally",
    "challenges/{challenge}/timeline",
    "entries/{entry}",
    "entries/{entry}/feedback",
    "entries/{entry}/files/{file}",
    "entries/{entry}/messages",
    "entries/{entry}/position",
    "entries/{entry}/verdicts",
    "answers/{entry}",
    "answers/{entry}/comments",
    "answers/{entry}/files/{file}",
    "ideas/{entry}",
    "ideas/{entry}/comments",
    "ideas/{entry}/history",
    "judging/files/{file}",
    "renditions/{rendition}",
]

PAGE_DOORS = [
    "challenges/{challenge}",
    "challenges/{challenge}/rehearsal",
    "judging/{challenge}",
    "judging/{challenge}/{entry}",
]

# Lists that name no contest, and might still tell of one; opened once, in the contest with a panel.
LISTS = [
    "appeals",
    "appeals/digest",
    "awards",
    "challenges",
    "challenges/similar",
    "disqualifications",
    "invitations",
    "judgeships",
    "leaderboards/answers",
    "me",
    "me/payability",
    "me/statement",
    "messages/reported",
    "notifications",
    "payouts",
    "similarity-flags",
    "sponsors",
    "sponsors/{sponsor}",
    "sponsors/{sponsor}/members",
    "sponsors/{sponsor}/reliability",
    "sponsors/{sponsor}/service-clocks",
    "sponsors/{sponsor}/service-level",
    "sponsors/{sponsor}/statement",
    "sponsors/{sponsor}/templates",
]

PAGE_LISTS = ["", "challenges", "challenges/feed", "judging", "mine", "sponsors/{sponsor}"]

CONTEST = [*(f"api/v1/{door}" for door in API_DOORS), *PAGE_DOORS]
EVERYWHERE = [*(f"api/v1/{door}" for door in LISTS), *PAGE_LISTS]

# Routes, each with the reason why nobody is looked for behind it.
NOT_BLIND = {
    "api/v1/appeals/<uuid:appeal_id>/rereview": "Begins after the decision, which names who won.",
    "api/v1/appeals/grounds": "The same list for everyone.",
    "api/v1/awards/<uuid:award_id>": "There is none before the decision, which names who won.",
    "api/v1/awards/<uuid:award_id>/papers": "Of an award, which comes after the decision, and only for its holder.",
    "api/v1/awards/<uuid:award_id>/papers/signed": "The same.",
    "api/v1/business-calendars": "The same list for everyone.",
    "api/v1/contributions/<uuid:pk>": "One's own payment; no entrant has a part in it.",
    "api/v1/currencies/<str:code>/reach": "Which countries a currency reaches.",
    "api/v1/docs": "The documents of the API.",
    "api/v1/finance/debts": "Of those who keep the books, who must know whom they pay and who judge nothing.",
    "api/v1/finance/disputes": "Of those who keep the books.",
    "api/v1/finance/disputes/<uuid:pk>": "Of those who keep the books.",
    "api/v1/finance/exceptions": "Of those who keep the books.",
    "api/v1/finance/exceptions/<uuid:pk>": "Of those who keep the books.",
    "api/v1/finance/journal": "Of those who keep the books.",
    "api/v1/finance/periods": "Of those who keep the books.",
    "api/v1/finance/periods/<month:month>": "Of those who keep the books.",
    "api/v1/finance/periods/<month:month>/trial-balance": "Of those who keep the books.",
    "api/v1/finance/reconciliations": "Of those who keep the books.",
    "api/v1/finance/reconciliations/<uuid:pk>": "Of those who keep the books.",
    "api/v1/finance/reconciliations/<uuid:pk>/lines": "Of those who keep the books.",
    "api/v1/finance/statements": "Of those who keep the books.",
    "api/v1/finance/summary": "Of those who keep the books.",
    "api/v1/finance/trace": "Of those who keep the books.",
    "api/v1/finance/write-offs": "Of those who keep the books.",
    "api/v1/payouts/<uuid:pk>": "There is none before the decision is final.",
    "api/v1/schema": "The documents of the API.",
    "api/v1/service-plans": "The same list for everyone.",
    "api/v1/solvency": "Sums of the whole house.",
    "api/v1/tokens": "One's own keys.",
    ".well-known/laurel-keys.json": "Public keys.",
    "clock": "The hour.",
    "judging/<uuid:challenge_id>/<uuid:entry_id>/save": "Answers no GET.",
    "judging/<uuid:challenge_id>/<uuid:entry_id>/statement": "Answers no GET.",
    "judging/seats/<uuid:judgeship_id>/accept": "Answers no GET.",
    "judging/seats/<uuid:judgeship_id>/decline": "Answers no GET.",
    "livez": "Whether the process is alive.",
    "metrics": "Sums of the whole house.",
    "mine/onboarding": "Answers no GET.",
    "readyz": "Whether the servers answer.",
    "solvency": "Sums of the whole house.",
    "stripe/connect-webhook": "Answers no GET.",
    "stripe/webhook": "Answers no GET.",
    "style": "Samples of the pieces; nothing of anybody.",
}

# Whole trees of routes.
NOT_BLIND_BELOW = {
    "accounts/": "One's own account and the ways to sign in.",
    "admin/": "The desk of staff, who check who may take part and be paid; it has no act by which anyone judges.",
}
