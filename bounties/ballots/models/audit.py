"""What moderators look at before the tally: traces that ballots share, and the flags that they raise."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.ballots.models.ballot import Ballot
from bounties.ballots.querysets import FlagQuerySet
from bounties.challenges.models import Challenge
from payments.purses.moves import Instrument
from payments.sentences import filled
from workers.clock import LaurelNow


class TraceKind(models.TextChoices):
    """What two ballots may have in common: a browser, or the range of an address (IPv4 /24, IPv6 /48)."""

    DEVICE = "device", _("Device")
    NETWORK = "network", _("Network")


class FlagKind(models.TextChoices):
    """Why a group of ballots is looked at: what they share, or accounts made one shortly after the other.

    `instrument`: the voters pay with one card, or pay or are paid with one bank account; or one of them shares such a
    thing with somebody behind an entry that they voted for.
    """

    DEVICE = "device", _("Device")
    NETWORK = "network", _("Network")
    ACCOUNTS = "accounts", _("Accounts")
    INSTRUMENT = "instrument", _("Instrument")


INSTRUMENT_WORDS = {Instrument.CARD: _("one card"), Instrument.BANK_ACCOUNT: _("one bank account")}
SHARING_WORDS = _("The voters, or a voter and somebody behind an entry that they voted for, share {things}.")
WORDS = {
    FlagKind.DEVICE: _("Cast from one browser."),
    FlagKind.NETWORK: _("Cast from one range of addresses."),
    FlagKind.ACCOUNTS: _("By accounts made one shortly after the other since the challenge opened."),
}


class FlagStatus(models.TextChoices):
    """What a moderator made of it: nothing wrong, or ballots voided because of it."""

    OPEN = "open", _("Open")
    DISMISSED = "dismissed", _("Dismissed")
    UPHELD = "upheld", _("Upheld")


class Trace(models.Model):
    """From where a ballot was cast, as a keyed hash that means nothing outside its challenge; gone with the tally."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="traces")
    kind = models.CharField(max_length=8, choices=TraceKind)
    digest = models.CharField(max_length=64)  # hex

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ballot_trace_is_kept_once", fields=["ballot", "kind", "digest"]),
            models.CheckConstraint(name="ballot_trace_kind_is_known", condition=Q(kind__in=TraceKind.values)),
            models.CheckConstraint(name="ballot_trace_is_only_a_hash", condition=Q(digest__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.ballot_id}"


class Audit(models.Model):
    """The votes of a challenge are in, and its flags are raised: once."""

    challenge = models.OneToOneField(Challenge, on_delete=models.PROTECT, primary_key=True, related_name="audit")
    begun_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        triggers = [pgtrigger.Protect(name="ballot_audit_begins_once", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return filled(gettext("Audit of {challenge}"), challenge=self.challenge_id)


class Flag(models.Model):
    """Ballots that may be one person's. It changes nothing by itself: they count until a person voids them."""

    Status = FlagStatus

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="ballot_flags")
    kind = models.CharField(max_length=10, choices=FlagKind)
    instruments = ArrayField(
        models.CharField(max_length=12, choices=Instrument), default=list
    )  # which kinds are shared
    ballots = models.ManyToManyField(Ballot, related_name="flags")
    status = models.CharField(max_length=10, choices=FlagStatus, default=FlagStatus.OPEN)
    raised_at = models.DateTimeField(db_default=LaurelNow())
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="ballot_flag_kind_is_known", condition=Q(kind__in=FlagKind.values)),
            models.CheckConstraint(
                name="ballot_flag_says_which_instruments_are_shared",
                condition=(Q(kind="instrument", instruments__contained_by=Instrument.values) & ~Q(instruments=[]))
                | (~Q(kind="instrument") & Q(instruments=[])),
            ),
            models.CheckConstraint(name="ballot_flag_status_is_known", condition=Q(status__in=FlagStatus.values)),
            models.CheckConstraint(
                name="ballot_flag_answer_says_who_when_and_why",
                condition=Q(status="open", decided_by=None, decided_at=None, reason="")
                | (~Q(status="open") & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [models.Index(fields=["challenge", "status"], name="flags_of_ballots")]
        triggers = [
            pgtrigger.FSM(
                name="ballot_flag_moves_legally",
                field="status",
                transitions=[("open", "dismissed"), ("open", "upheld")],
            ),
            pgtrigger.Protect(name="ballot_flag_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("{kind} in {challenge}"), kind=self.get_kind_display(), challenge=self.challenge_id)

    @property
    def why(self) -> str:
        """What these ballots have in common, in a sentence; of a card or an account never which it is."""
        if self.kind != FlagKind.INSTRUMENT:
            return str(WORDS[FlagKind(self.kind)])
        things = _(" and ").join(str(INSTRUMENT_WORDS[Instrument(one)]) for one in self.instruments)
        return str(SHARING_WORDS).format(things=things)
