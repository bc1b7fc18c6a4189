"""Which parts in a challenge bar from which act: who decided in the first instance never decides in the second."""

from bounties.challenges.models.involvement import PAYER, SIDE

JUDGE = "SELECT FROM judging_judgeship WHERE challenge_id = {challenge} AND judge_id = {person}"
DECIDER = """SELECT FROM awards_decision WHERE challenge_id = {challenge} AND decided_by_id = {person}
    UNION ALL SELECT FROM awards_departureconsent WHERE challenge_id = {challenge} AND moderator_id = {person}"""
SCREENER = """SELECT FROM entries_screening AS screening JOIN entries_entry AS entry ON entry.id = screening.entry_id
    WHERE entry.challenge_id = {challenge} AND screening.screener_id = {person}"""
CHARGER = """SELECT FROM entries_disqualification AS charge JOIN entries_entry AS entry ON entry.id = charge.entry_id
    WHERE entry.challenge_id = {challenge} AND {person} IN (charge.proposed_by_id, charge.decided_by_id)"""
REVIEWER = """SELECT FROM judging_verdict AS verdict
    JOIN entries_entryversion AS version ON version.id = verdict.version_id
    JOIN entries_entry AS entry ON entry.id = version.entry_id
    WHERE entry.challenge_id = {challenge} AND verdict.given_by_id = {person}"""
ARBITER = "SELECT FROM awards_appeal WHERE challenge_id = {challenge} AND arbiter_id = {person}"

ENTRANTS_AND_JUDGES = (PAYER, SIDE, JUDGE)
# Two appeals of one challenge may have one arbiter: both are the second instance.
FROM_APPEALS = (*ENTRANTS_AND_JUDGES, DECIDER, SCREENER, CHARGER, REVIEWER)
FROM_REREVIEWS = (*FROM_APPEALS, ARBITER)
FROM_CHARGES = (*ENTRANTS_AND_JUDGES, DECIDER, ARBITER)
FROM_THE_FILE = (*ENTRANTS_AND_JUDGES, SCREENER, CHARGER, ARBITER)
