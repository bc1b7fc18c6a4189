"""How often each person who shows it has won, and what they were paid: counted beforehand, so that a board is a range
of an index however many people there are.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.community.models.profiles import Profile
from bounties.community.querysets import StandingQuerySet
from payments.sentences import filled


class Span(models.TextChoices):
    """Of which time."""

    YEAR = "year", _("Year")
    EVER = "ever", _("Ever")


class Standing(models.Model):
    """One person's published wins in one span: in all (`currency` empty), or of one currency alone.

    Amounts of different currencies are never added up. Follows awards, payouts and profiles by handlers; a reader asks
    the profile as well, so that who hides theirs is gone at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="standings")
    span = models.CharField(max_length=4, choices=Span)
    currency = models.CharField(max_length=3, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")  # where they show it
    wins = models.PositiveIntegerField()
    paid = models.BigIntegerField(null=True)  # minor units of the currency; null where they do not show it, or nothing
    due_at = models.DateTimeField(null=True, blank=True)  # when the oldest win of the year is a year old

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="standing_is_one_per_span_and_currency", fields=["profile", "span", "currency"]
            ),
            models.CheckConstraint(name="standing_has_won", condition=Q(wins__gt=0)),
            models.CheckConstraint(
                name="standing_is_paid_in_one_currency", condition=Q(paid=None) | (Q(paid__gt=0) & ~Q(currency=""))
            ),
            models.CheckConstraint(
                name="standing_is_due_iff_of_a_year", condition=Q(span=Span.YEAR) ^ Q(due_at__isnull=True)
            ),
            models.CheckConstraint(name="standing_span_is_known", condition=Q(span__in=Span.values)),
        ]
        indexes = [
            models.Index(fields=["span", "currency", "-wins", "profile"], name="standings_by_wins"),
            models.Index(
                fields=["span", "currency", "-paid", "profile"],
                name="standings_by_paid",
                condition=Q(paid__isnull=False),
            ),
            models.Index(fields=["country", "span", "currency", "-wins", "profile"], name="standings_by_country"),
            models.Index(fields=["due_at"], name="standing_due", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return filled(
            gettext("{profile}: {wins}, {span}, {currency}"),
            profile=self.profile_id,
            wins=self.wins,
            span=self.get_span_display(),
            currency=self.currency.upper(),
        )
