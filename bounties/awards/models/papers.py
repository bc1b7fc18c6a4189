"""What winners hand in before they are paid: their signature under the rights that pass, and that Stripe knows them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from bounties.awards.models.award import Award
from bounties.challenges.models.formalities import Formality
from payments.ledger.triggers import append_only
from payments.sentences import filled
from workers.clock import LaurelNow

# The share of the lock keeps the award where it is; a signature is in time by the database's clock, like an entry.
WHILE_ASKED = """
PERFORM 1 FROM awards_award WHERE id = NEW.award_id FOR SHARE;
IF NOT EXISTS (
    SELECT FROM awards_award AS award JOIN challenges_challenge AS challenge ON challenge.id = award.challenge_id
    WHERE award.id = NEW.award_id AND award.status = 'verifying' AND NEW.kind = ANY(challenge.papers)
    AND (NEW.kind <> 'rights' OR award.due_at > coalesce(challenge.paused_at, laurel_now()))
) THEN
    RAISE EXCEPTION 'a paper is given while its award waits for it'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_is_given_while_it_is_asked_for';
END IF;
RETURN NEW;
"""
BY_A_HOLDER = """
IF NOT EXISTS (
    SELECT FROM awards_award AS award JOIN entries_entry AS entry ON entry.id = award.entry_id
    WHERE award.id = NEW.award_id AND (entry.entrant_id = NEW.user_id OR EXISTS (
        SELECT FROM entries_teamshare AS share WHERE share.entry_id = entry.id AND share.user_id = NEW.user_id
    ))
) THEN
    RAISE EXCEPTION 'a paper is given by whoever holds a share of the award'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_is_given_by_who_holds_a_share';
END IF;
RETURN NEW;
"""
SIGNED = ~Q(legal_name="") & ~Q(document="")
HASH_OF_DOCUMENT = Func(
    Func(Func(F("document"), Value("UTF8"), function="convert_to"), function="sha256"),
    Value("hex"),
    function="encode",
    output_field=TextField(),
)


class Paper(models.Model):
    """One formality done by one person, for good. No address of theirs is kept, and no document but the text."""

    Kind = Formality

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="papers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Formality)
    legal_name = models.CharField(max_length=160, blank=True, default="")  # as signed
    document = models.TextField(blank=True, default="")  # the very text that was shown and signed
    sha256 = models.CharField(max_length=64, blank=True, default="")  # hex, of the document
    given_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(name="paper_is_one_per_person_and_kind", fields=["award", "user", "kind"]),
            models.CheckConstraint(name="paper_kind_is_known", condition=Q(kind__in=[str(one) for one in Formality])),
            models.CheckConstraint(
                name="paper_of_rights_is_signed_and_no_other",
                condition=(Q(kind="rights") & SIGNED) | (~Q(kind="rights") & Q(legal_name="", document="", sha256="")),
            ),
            models.CheckConstraint(
                name="paper_hash_is_of_its_document",
                condition=Q(document="", sha256="") | Q(sha256=HASH_OF_DOCUMENT),
            ),
        ]
        triggers = [
            *append_only("paper"),
            pgtrigger.Trigger(
                name="paper_is_given_while_it_is_asked_for",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=WHILE_ASKED,
            ),
            pgtrigger.Trigger(
                name="paper_is_given_by_who_holds_a_share",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=BY_A_HOLDER,
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("{kind} of {award}"), kind=self.get_kind_display(), award=self.award_id)
