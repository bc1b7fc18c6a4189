"""Everything that the service itself wrote down in English as a reason, for pages to say in a reader's language."""

from django.utils.translation import override

from bounties.awards import answering, automatic, disqualifying, granting, reinstating, revising, ruling, succeeding
from bounties.challenges.scoring_rules import SCORING_RULES
from bounties.entries.similarity import deciding
from payments.sentences import Retelling

AWARDS = [
    *(answering.REASON, granting.REASON, reinstating.REASON, revising.REASON, succeeding.REASON),
    *automatic.REASONS,
]
VERDICTS = [disqualifying.SILENCE, ruling.SILENCE, deciding.WITHDRAWN, deciding.DISQUALIFIED]
with override("en"):
    SCORING_SENTENCES = [str(rule.sentence) for rule in SCORING_RULES.values()]
retold = Retelling([*AWARDS, *VERDICTS, *SCORING_SENTENCES])
