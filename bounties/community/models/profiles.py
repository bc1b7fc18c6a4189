"""What a person chose to show of themselves, and the handles that are theirs for good."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from bounties.community.handles import LONGEST, PATTERN, RESERVED, SHORTEST
from bounties.community.querysets import ProfileQuerySet
from workers.clock import LaurelNow

LONGEST_BIO = 500  # characters
# The lock on a handle makes whoever takes it wait for whoever gives it up, and then see that it was theirs.
NEVER_TAKEN_OVER = """
IF TG_OP <> 'INSERT' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('handle ' || OLD.handle, 0));
END IF;
IF TG_OP = 'DELETE' THEN
    RETURN OLD;
END IF;
PERFORM pg_advisory_xact_lock(hashtextextended('handle ' || NEW.handle, 0));
IF EXISTS (
    SELECT FROM community_formerhandle
    WHERE digest = encode(sha256(convert_to(NEW.handle, 'UTF8')), 'hex') AND user_id IS DISTINCT FROM NEW.user_id
) THEN
    RAISE EXCEPTION 'a handle that somebody gave up is nobody else''s'
    USING ERRCODE = 'unique_violation', CONSTRAINT = 'handle_is_never_taken_over';
END IF;
RETURN NEW;
"""
IS_REMEMBERED = """
IF TG_OP = 'DELETE' THEN
    UPDATE community_formerhandle SET user_id = NULL WHERE user_id = OLD.user_id;
END IF;
INSERT INTO community_formerhandle (digest, user_id)
VALUES (encode(sha256(convert_to(OLD.handle, 'UTF8')), 'hex'), CASE TG_OP WHEN 'DELETE' THEN NULL ELSE OLD.user_id END)
ON CONFLICT (digest) DO UPDATE SET user_id = EXCLUDED.user_id;
RETURN NULL;
"""


class Profile(models.Model):
    """A person's public page, shown to nobody until they say so; each part beyond the name is a choice of its own."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="profile"
    )
    handle = models.CharField(max_length=LONGEST)
    handle_since = models.DateTimeField(db_default=LaurelNow())
    bio = models.CharField(max_length=LONGEST_BIO, blank=True, default="")  # plain text
    is_public = models.BooleanField(default=False)
    shows_country = models.BooleanField(default=False)
    shows_paid = models.BooleanField(default=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="handle_is_one_person_s", fields=["handle"]),
            models.CheckConstraint(name="handle_is_readable_in_an_address", condition=Q(handle__regex=PATTERN)),
            models.CheckConstraint(name="handle_is_not_too_short", condition=Q(handle__regex=f"^.{{{SHORTEST},}}$")),
            models.CheckConstraint(name="handle_is_not_reserved", condition=~Q(handle__in=RESERVED)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="handle_is_never_taken_over",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("handle") | pgtrigger.Delete,
                func=NEVER_TAKEN_OVER,
            ),
            pgtrigger.Trigger(
                name="handle_given_up_is_remembered",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("handle") | pgtrigger.Delete,
                func=IS_REMEMBERED,
            ),
        ]

    def __str__(self) -> str:
        return self.handle


class FormerHandle(models.Model):
    """A handle that was given up: nobody else's for good, so that nobody is taken for who had it.

    Only its hash is kept. PostgreSQL writes the rows; of those who left, not even whose it was.
    """

    digest = models.CharField(max_length=64, primary_key=True)  # hex of SHA-256 over the handle
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="former_handle_is_sha256_in_hex", condition=Q(digest__regex="^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.digest
