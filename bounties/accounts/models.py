"""Who is who: users, the sponsors they act for, and the tokens that act for them."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.accounts.querysets import InvitationQuerySet, MembershipQuerySet, SponsorQuerySet, TokenQuerySet
from payments.sentences import filled
from workers.marks import marked_by_columns


class UserManager(BaseUserManager["User"]):
    """Makes users by their e-mail address, which is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user; their address still has to be verified before a token or an entry."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Everyone may be solver, sponsor's member and judge, but never on both sides of one challenge."""

    class Role(models.TextChoices):
        """Staff's part in the house; users have none."""

        NONE = "", _("User")
        MODERATOR = "moderator", _("Moderator")
        ARBITER = "arbiter", _("Arbiter")
        FINANCE = "finance", _("Finance")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=16, choices=Role, blank=True, default=Role.NONE)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1 alpha-2, upper case
    time_zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=16, default="en")  # of pages and mails; one of LANGUAGES
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)  # they left, and took name and address with them

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="user_email_is_lower_case", condition=Q(email=Lower(F("email")))),
            models.CheckConstraint(name="user_role_means_staff", condition=Q(role="") | Q(is_staff=True)),
            models.CheckConstraint(
                name="erased_user_has_no_trace",
                condition=Q(erased_at=None)
                | Q(email__endswith="@deleted.invalid", name="", country="", is_active=False, is_staff=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="erased_user_stays_erased",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__erased_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return "Former member"
        return self.name or self.email


class Sponsor(models.Model):
    """A company or a person who posts challenges; verified by a moderator before the first may be submitted."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        INDIVIDUAL = "individual", _("Individual")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=160)
    wished_name = models.CharField(max_length=160, blank=True)  # holds once a moderator has verified it
    about = models.TextField(blank=True)  # what it says of itself, as plain text
    verified_at = models.DateTimeField(null=True, blank=True)
    blocked_at = models.DateTimeField(null=True, blank=True)  # owes us money: posts nothing new
    created_at = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="sponsors")
    objects = SponsorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="sponsor_has_a_name", condition=~Q(name="")),
        ]
        triggers = marked_by_columns("board", "name", "kind")  # which stand on the board

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A user's part in a sponsor. Owners also decide who else acts for it; there is always at least one."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MANAGER = "manager", _("Manager")
        JUDGE = "judge", _("Judge")
        FINANCE = "finance", _("Finance")
        VIEWER = "viewer", _("Viewer")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sponsor = models.ForeignKey(Sponsor, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)
    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="membership_is_one_per_user", fields=["sponsor", "user"]),
        ]
        triggers = [
            # Locks the sponsor first: of two owners who leave at the same moment, the second sees the first gone.
            pgtrigger.Trigger(
                name="sponsor_keeps_an_owner",
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__role="owner"),
                timing=pgtrigger.Immediate,
                func="""
                PERFORM 1 FROM accounts_sponsor WHERE id = OLD.sponsor_id FOR NO KEY UPDATE;
                IF FOUND AND NOT EXISTS (
                    SELECT 1 FROM accounts_membership WHERE sponsor_id = OLD.sponsor_id AND role = 'owner'
                ) THEN
                    RAISE EXCEPTION 'A sponsor keeps at least one owner'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'sponsor_keeps_an_owner';
                END IF;
                RETURN NULL;
                """,
            ),
            # Waits for the person who is just entering; who enters waits for who is just joining (challenges.Side).
            pgtrigger.Trigger(
                name="member_has_entered_nothing_unfinished",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("sponsor_id", "user_id"),
                func="""
                PERFORM FROM accounts_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
                IF EXISTS (
                    SELECT FROM challenges_side AS side JOIN challenges_challenge AS entered
                        ON entered.id = side.challenge_id
                    WHERE side.user_id = NEW.user_id AND side.kind = 'entrant'
                    AND entered.status NOT IN ('completed', 'no_award', 'cancelled', 'expired')
                    AND (entered.sponsor_id = NEW.sponsor_id OR EXISTS (
                        SELECT FROM challenges_backing
                        WHERE challenge_id = entered.id AND sponsor_id = NEW.sponsor_id
                    ))
                ) THEN
                    RAISE EXCEPTION 'An entrant does not join who pays for what they entered'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'member_has_entered_nothing_unfinished';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return filled(
            gettext("{person} is {role} of {sponsor}"),
            person=self.user,
            role=self.get_role_display(),
            sponsor=self.sponsor,
        )


class Invitation(models.Model):
    """An offer to act for a sponsor, to whoever owns this address; it ends by being accepted, declined or withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sponsor = models.ForeignKey(Sponsor, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(db_index=True)
    role = models.CharField(max_length=16, choices=Membership.Role)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="invitation_is_one_per_address", fields=["sponsor", "email"]),
            models.CheckConstraint(name="invitation_address_is_lower_case", condition=Q(email=Lower(F("email")))),
        ]

    def __str__(self) -> str:
        return filled(gettext("{email} is invited by {sponsor}"), email=self.email, sponsor=self.sponsor)


class ApiToken(models.Model):
    """A scoped bearer token, `lrl_...`, that acts for its user; only its hash is kept, and it is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    last_four = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64, unique=True)  # hex of SHA-256 over the whole token
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)  # to the minute: not every request writes it
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="token_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="token_hash_is_sha256_in_hex", condition=Q(sha256__regex="^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…{self.last_four})"
