"""The challenge itself: its fields, its life, and what the database holds against anyone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar, TypeAlias
from uuid import UUID

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.accounts.models import Sponsor
from bounties.challenges.formats import Format, format_named
from bounties.challenges.models import aggregations, chain, entering, formalities, life, offers, reasons
from bounties.challenges.querysets import ChallengeQuerySet
from bounties.errors import IllegalMove
from payments.sentences import either
from workers.clock import LaurelNow
from workers.marks import marked_by_rows

PAUSED = Q(status="paused", paused_from__in=life.PAUSABLE, paused_at__isnull=False, paused_due_at__isnull=False)
NOT_PAUSED = Q(paused_from="", paused_at=None, paused_due_at=None, pause_reason="")
LISTED = Q(published_at__isnull=False, visibility="public")


class Challenge(models.Model):
    """A problem with a reward, from draft to the last payment. Amounts are in the currency's minor unit."""

    Status: TypeAlias = life.Status
    MOVES: ClassVar = life.MOVES
    Aggregation: TypeAlias = aggregations.Aggregation
    CancelReason: TypeAlias = reasons.CancelReason
    Guarantee: TypeAlias = offers.Guarantee
    IpTerms: TypeAlias = offers.IpTerms
    Visibility: TypeAlias = offers.Visibility
    FundingMode: TypeAlias = offers.FundingMode

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="challenges")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=24)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=500, blank=True)
    statement = models.TextField(blank=True)  # Markdown
    currency = models.CharField(max_length=3)  # ISO 4217, lower case
    guarantee = models.CharField(max_length=16, choices=Guarantee, default=Guarantee.GUARANTEED)
    ip_terms = models.CharField(max_length=16, choices=IpTerms, blank=True)
    ip_text = models.TextField(blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    judge_by = models.DateTimeField(null=True, blank=True)
    appeal_seconds = models.PositiveIntegerField(default=72 * 3600)
    durations = models.JSONField(default=dict, blank=True)  # seconds by name; limits.py has names and defaults
    kill_fee_bp = models.PositiveIntegerField(default=0)  # basis points of the purse
    time_zone = models.CharField(max_length=64, default="UTC")
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    eligibility = models.JSONField(default=dict, blank=True)
    ballot = models.JSONField(default=dict, blank=True)  # ballot_rules.py has names and defaults
    visibility = models.CharField(max_length=16, choices=Visibility, default=Visibility.PUBLIC)
    aggregation = models.CharField(
        max_length=24, choices=aggregations.Aggregation, default=aggregations.Aggregation.WEIGHTED_MEAN
    )
    aggregation_options = models.JSONField(default=dict, blank=True)  # whole numbers by name; see scoring_rules.py
    judges_per_entry = models.PositiveSmallIntegerField(null=True, blank=True)  # null: every judge scores every entry
    ai_policy = models.CharField(max_length=12, choices=entering.AiPolicy, default=entering.AiPolicy.ALLOWED)
    entry_media = models.CharField(max_length=8, choices=entering.EntryMedia, default=entering.EntryMedia.ANY)
    entry_limit = models.PositiveSmallIntegerField(default=1)  # entries per solver
    submissions_a_day = models.PositiveSmallIntegerField(default=entering.MOST_SUBMISSIONS)  # per solver
    threshold = models.PositiveIntegerField(null=True, blank=True)  # points that send an idea to review; null: default
    screening = models.BooleanField(default=False)  # a person looks whether each entry may be judged
    papers = ArrayField(models.CharField(max_length=8), default=list, blank=True)  # of Formality, from winners
    funding_mode = models.CharField(max_length=8, choices=FundingMode, default=FundingMode.SINGLE)
    funding_ends_at = models.DateTimeField(null=True, blank=True)  # of crowdfunding
    minimum_contribution = models.BigIntegerField(null=True, blank=True)  # of crowdfunding
    prize_total = models.BigIntegerField(db_default=0)  # kept by the trigger on Prize
    status = models.CharField(max_length=20, choices=life.Status, default=life.Status.DRAFT)
    due_at = models.DateTimeField(null=True, blank=True)
    ladder_step = models.PositiveSmallIntegerField(default=0)
    extensions = models.PositiveSmallIntegerField(default=0)  # of closes_at, by the sponsor
    version = models.PositiveIntegerField(default=1)
    terms_sha256 = models.CharField(max_length=64, blank=True)  # of the latest Terms; empty before review
    cancel_reason = models.CharField(max_length=32, choices=reasons.CancelReason, blank=True, default="")
    # Set while paused, and only then: whence it came, when, what was due then, and why a moderator stopped it.
    paused_from = models.CharField(max_length=20, choices=life.Status, blank=True, default="")
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_due_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.TextField(blank=True, default="")
    # Since it closed, and before `judge_by`.
    stood_still = models.DurationField(default=timedelta(0), db_default=timedelta(0))
    published_at = models.DateTimeField(null=True, blank=True)  # when it left the drawer; from then on everyone sees it
    stages = models.JSONField(default=list, blank=True)  # of a staged prize: those that follow; terms.StageTerms
    stage = models.PositiveSmallIntegerField(default=1)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, related_name="followers", null=True, blank=True)
    source = models.CharField(max_length=32, blank=True)  # the public feed that it was imported from
    source_id = models.CharField(max_length=120, blank=True)
    source_facts = models.JSONField(default=dict, blank=True)  # what the feed says, as it says it
    created_at = models.DateTimeField(db_default=LaurelNow())
    search = models.GeneratedField(
        expression=SearchVector("title", config="simple", weight="A")
        + SearchVector("title", config="english", weight="A")
        + SearchVector("summary", config="english", weight="B"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ChallengeQuerySet.as_manager()

    # What `seen_by` reads with it, for one page and its reader; nobody's and never otherwise.
    reader_id: UUID | None = None
    roles_of_reader: Sequence[str] = ()
    seen_at: datetime | None = None

    class Meta:
        constraints = [
            models.CheckConstraint(name="challenge_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="challenge_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(
                name="challenge_is_judged_after_it_closes", condition=Q(judge_by__gt=F("closes_at"))
            ),
            models.CheckConstraint(
                name="challenge_has_dates_once_submitted",
                condition=Q(status__in=life.DATELESS)
                | Q(opens_at__isnull=False, closes_at__isnull=False, judge_by__isnull=False),
            ),
            models.CheckConstraint(
                name="challenge_has_terms_once_submitted", condition=Q(status__in=life.DATELESS) | ~Q(terms_sha256="")
            ),
            models.CheckConstraint(
                name="challenge_is_due_iff_timed", condition=Q(status__in=life.TIMED) ^ Q(due_at__isnull=True)
            ),
            models.CheckConstraint(
                name="challenge_is_published_once_live",
                condition=~Q(status__in=life.LIVE) | ~Q(published_at=None),
            ),
            models.CheckConstraint(
                name="challenge_cancelled_says_why", condition=Q(status="cancelled") ^ Q(cancel_reason="")
            ),
            models.CheckConstraint(
                name="challenge_paused_says_whence_when_and_why",
                condition=(PAUSED & ~Q(pause_reason="")) | (~Q(status="paused") & NOT_PAUSED),
            ),
            models.CheckConstraint(name="challenge_status_is_known", condition=Q(status__in=life.Status.values)),
            models.CheckConstraint(name="challenge_currency_is_a_code", condition=Q(currency__regex=r"^[a-z]{3}$")),
            models.CheckConstraint(
                name="challenge_kill_fee_is_a_share_of_an_up_to_purse",
                condition=Q(guarantee="guaranteed", kill_fee_bp=0) | Q(guarantee="up_to", kill_fee_bp__range=(0, 2500)),
            ),
            models.CheckConstraint(
                name="challenge_crowdfunding_has_its_end_and_minimum",
                condition=Q(funding_mode="single", funding_ends_at=None, minimum_contribution=None)
                | Q(funding_mode="crowd", funding_ends_at__isnull=False, minimum_contribution__gt=0),
            ),
            models.CheckConstraint(
                name="challenge_is_funded_before_it_closes", condition=Q(funding_ends_at__lt=F("closes_at"))
            ),
            models.CheckConstraint(name="challenge_limits_entries_per_solver", condition=Q(entry_limit__range=(1, 20))),
            models.CheckConstraint(name="challenge_is_extended_at_most_twice", condition=Q(extensions__lte=2)),
            models.CheckConstraint(name="challenge_prize_total_is_no_debt", condition=Q(prize_total__gte=0)),
            models.CheckConstraint(name="challenge_version_counts_from_one", condition=Q(version__gte=1)),
            models.UniqueConstraint(
                name="challenge_is_imported_once", fields=["source", "source_id"], condition=~Q(source="")
            ),
            *chain.CONSTRAINTS,
            *formalities.CONSTRAINTS,
        ]
        # The board's orders, newest, soonest and richest first, each with its own keyset; only what is listed there.
        indexes = [
            models.Index(fields=["due_at"], name="challenge_due", condition=Q(due_at__isnull=False)),
            models.Index("published_at", "id", name="board_by_publication", condition=LISTED),
            models.Index("closes_at", "id", name="board_by_deadline", condition=LISTED),
            models.Index("prize_total", "id", name="board_by_prize", condition=LISTED),
            GinIndex("search", name="challenge_search"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="challenge_title_part"),
            GinIndex("tags", name="challenge_tags"),
        ]
        triggers = [
            pgtrigger.FSM(name="challenge_moves_legally", field="status", transitions=life.TRANSITIONS),
            pgtrigger.Protect(
                name="challenge_is_born_a_draft",
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__status="draft"),
            ),
            pgtrigger.Protect(
                name="challenge_resumes_where_it_paused",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="paused")
                & ~pgtrigger.Q(new__status__in=["paused", "cancelled"])
                & ~pgtrigger.Q(new__status=pgtrigger.F("old__paused_from")),
            ),
            *chain.TRIGGERS,
            *marked_by_rows("board", shown="published_at IS NOT NULL AND visibility = 'public'"),  # LISTED
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rules(self) -> Format:
        """What its format says."""
        return format_named(self.format)

    @property
    def is_public(self) -> bool:
        """Whether it left its sponsor's drawer for good."""
        return self.published_at is not None

    @property
    def takes_images_only(self) -> bool:
        """Whether it asks for pictures: no other file is taken, and an entry has one at least."""
        return self.entry_media == entering.EntryMedia.IMAGES

    @property
    def is_crowdfunded(self) -> bool:
        """Whether many may pay for it."""
        return self.funding_mode == self.FundingMode.CROWD

    @property
    def phase(self) -> life.Status:
        """Its status, or while it is paused the one that it goes back to: what was secret or fixed there stays so."""
        return life.Status(self.paused_from or self.status)

    @property
    def judged_from(self) -> datetime | None:
        """The close, later by what it was paused since: what counts from the close while it is judged counts here."""
        return self.closes_at and self.closes_at + self.stood_still

    def move_to(self, status: life.Status, *, due_at: datetime | None = None) -> None:
        """Enter the next status in memory, or raise IllegalMove; the service saves. `due_at` as TIMED demands."""
        self.require_move(status)
        self.status, self.due_at = status, due_at
        self.paused_from, self.paused_at, self.paused_due_at, self.pause_reason = "", None, None, ""

    def require_move(self, *statuses: life.Status) -> None:
        """Raise IllegalMove unless one of these may come next."""
        if not self.MOVES[life.Status(self.status)].intersection(statuses):
            raise IllegalMove(
                _("A challenge that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=either(status.label for status in statuses),
            )
