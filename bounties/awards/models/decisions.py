"""What was decided, and by which rule."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bounties.awards.models.involvement import FROM_THE_FILE
from bounties.challenges.models import Challenge
from bounties.challenges.models.involvement import uninvolved
from payments.sentences import filled
from workers.clock import LaurelNow


class Rule(models.TextChoices):
    """The published rule that the awards follow; those after the arbiter are the ladder's last step."""

    RANKING = "ranking", _("Ranking")
    SPONSOR = "sponsor", _("Sponsor")  # alone, where there is no rubric to rank by
    ASKER = "asker", _("Asker")  # accepted an answer to their own question
    REVIEWS = "reviews", _("Reviews")  # entries were accepted one by one, first come, first served
    JURY = "jury", _("Jury")  # the sponsor picked among the first of a public vote
    ARBITER = "arbiter", _("Arbiter")
    TALLY = "tally", _("Tally")  # of a public vote, by the clock
    JURY_AND_PUBLIC = "jury_and_public", _("Jury and public")  # a jury's scores and the public's votes, by the clock
    MEAN_OF_SCORECARDS = "mean_of_scorecards", _("Mean of scorecards")
    SPLIT_AMONG_FINALISTS = "split_among_finalists", _("Split among finalists")
    SPLIT_AMONG_QUALIFIED = "split_among_qualified", _("Split among qualified")
    TOP_ANSWER = "top_answer", _("Top answer")
    NO_TOP_ANSWER = "no_top_answer", _("No top answer")
    KILL_FEE = "kill_fee", _("Kill fee")
    NO_QUALIFIED_ENTRY = "no_qualified_entry", _("No qualified entry")
    NONE_TAKEN = "none_taken", _("None taken")  # a buyer found no offer good enough, and said why
    OFFERS_LAPSED = "offers_lapsed", _("Offers lapsed")  # a buyer was silent
    POOL_RETURNED = "pool_returned", _("Pool returned")  # a board's sponsor was silent, and its pool went back
    NO_POOL = "no_pool", _("No pool")  # a board ended on which nothing was to be won


BY_SCORES = {Rule.JURY_AND_PUBLIC, Rule.MEAN_OF_SCORECARDS}  # of those by the clock, also where the public votes


class Decision(models.Model):
    """How a challenge was decided: written once, by one decider only, whether a person or the clock."""

    Rule = Rule

    challenge = models.OneToOneField(Challenge, on_delete=models.PROTECT, primary_key=True, related_name="decision")
    rule = models.CharField(max_length=24, choices=Rule)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(db_default=LaurelNow())
    reason = models.TextField(blank=True, default="")  # why nobody is awarded
    departs = models.BooleanField(default=False)  # from the published ranking, with a moderator's consent; public

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_by_a_person_has_one",
                condition=~Q(rule__in=["ranking", "sponsor", "asker", "jury", "arbiter", "none_taken"])
                | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_to_take_none_says_why", condition=~Q(rule="none_taken") | ~Q(reason="")
            ),
            models.CheckConstraint(name="decision_rule_is_known", condition=Q(rule__in=Rule.values)),
        ]
        triggers = [
            pgtrigger.Protect(name="decision_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            uninvolved(
                "arbiter_of_the_file_had_no_part",
                FROM_THE_FILE,
                person="decided_by_id",
                operation=pgtrigger.Insert,
                when="NEW.rule = 'arbiter'",
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("{challenge} by {rule}"), challenge=self.challenge_id, rule=self.get_rule_display())


class DepartureConsent(models.Model):
    """A moderator's consent that the sponsor may decide otherwise than the published ranking, and why."""

    challenge = models.OneToOneField(
        Challenge, on_delete=models.PROTECT, primary_key=True, related_name="departure_consent"
    )
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    given_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [models.CheckConstraint(name="departure_consent_says_why", condition=~Q(reason=""))]
        triggers = [
            pgtrigger.Protect(name="departure_consent_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("{challenge} by {moderator}"), challenge=self.challenge_id, moderator=self.moderator_id)
