"""A buyer and an offeror write to each other before the choice, by alias; moderators read what is reported.

Before the deadline there is no thread, since it would tell the buyer of an offer; the question board is for that time.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from bounties.accounts.models import Membership, User
from bounties.accounts.policies import is_member, is_moderator, require_moderator
from bounties.challenges.models import Challenge
from bounties.challenges.policies import EDITORS
from bounties.entries.contact import require_no_contact
from bounties.entries.locking import lock_entry
from bounties.entries.models import DismissedReport, Entry, Message, MessageSide
from bounties.errors import BountyError, InvalidInput, NotAllowed
from bounties.spacing import require_room
from bounties.text import require_length
from workers.clock import laurel_now
from workers.events import emit

LONGEST_MESSAGE = 4_000  # bytes in UTF-8
MOST_UNANSWERED = 5  # messages of one side in a row
MOST_REPORTS = 30  # of one person in an hour
Status = Challenge.Status
REPORT = ["reported_at", "reported_by", "report_reason"]
OPENED = [Status.JUDGING, Status.PROVISIONAL, Status.AWARDING, Status.COMPLETED, Status.NO_AWARD]
TAKEN = {Entry.Status.WINNER, Entry.Status.PLACED}


class NoThread(BountyError):
    """Nobody may write here: not yet, not any more, or not in this format."""

    code = "no_thread"


class AwaitsAnswer(BountyError):
    """One side has written several times without an answer."""

    code = "awaits_answer"


class NotReported(BountyError):
    """A moderator answers what one of its readers has reported and nobody answered, and nothing else."""

    code = "not_reported"


class ReportAnswered(BountyError):
    """A moderator found nothing wrong with what this person reported; they report it once."""

    code = "report_answered"


def threads_of(user: User | AnonymousUser) -> QuerySet[Entry]:
    """The entries whose thread this user reads: the team's own; to the sponsor's owners and managers once the entries
    are open; to moderators of no side what was reported."""
    if not user.is_authenticated:
        return Entry.objects.none()
    own = Q(pk__in=Entry.objects.visible_to(user).values("pk"))
    mine = Membership.objects.filter(user=user, role__in=EDITORS).values("sponsor")
    opened = Q(challenge__status__in=OPENED) | Q(challenge__paused_from__in=OPENED)
    received = Q(challenge__sponsor__in=mine) & opened & Q(pk__in=Entry.objects.competing().values("pk"))
    seen = own | received
    if is_moderator(user):
        seen |= Q(pk__in=once_reported().values("entry")) & ~Q(challenge__sponsor__memberships__user=user)
    return Entry.objects.filter(seen)


def once_reported() -> QuerySet[Message]:
    """What was ever reported, whatever became of it."""
    dismissed = DismissedReport.objects.values("message")
    return Message.objects.filter(Q(reported_at__isnull=False) | Q(pk__in=dismissed))


def waiting() -> QuerySet[Message]:
    """What is reported and not answered, oldest first."""
    return Message.objects.filter(reported_at__isnull=False, hidden_at=None).order_by("id")


def thread_of(entry: Entry, user: User) -> QuerySet[Message]:
    """A thread that the caller may read; each `report_answer` says why a report of their own had no cause."""
    own = DismissedReport.objects.filter(message=OuterRef("pk"), reported_by=user)
    return entry.messages.annotate(
        report_answer=Coalesce(Subquery(own.values("reason")), Value(""), output_field=TextField())
    )


@transaction.atomic
def write(*, entry_id: UUID, body: str, by: User) -> Message:
    """Send a message to the other side of an offer.

    Raises Entry.DoesNotExist for whom there is no such thread, NotAllowed, NoThread, AwaitsAnswer, GivesContact,
    InvalidInput.
    """
    if not threads_of(by).filter(pk=entry_id).exists():
        raise Entry.DoesNotExist
    entry = lock_entry(entry_id)
    side = _side_of(entry, by)
    _require_open(entry)
    if not body.strip():
        raise InvalidInput(_("It is empty. Write something."), field="body")
    require_length(body, limit=LONGEST_MESSAGE, field="body")
    if entry.status not in TAKEN:
        require_no_contact(body, field="body")
    _require_answered(entry, side)
    message = Message.objects.create(entry=entry, side=side, author=by, body=body.strip())
    emit("message.sent", subject=message, by=by)
    return message


@transaction.atomic
def report(*, message_id: UUID, reason: str, by: User) -> Message:
    """Show a message that one received to the moderators; again is harmless while they have not answered.

    Raises Message.DoesNotExist, NotAllowed, TooMuchAtOnce, or ReportAnswered for whose report was dismissed.
    """
    message = _locked(message_id, by)
    if _side_of(message.entry, by) == message.side:
        raise NotAllowed(_("Only who received a message reports it."))
    if message.reported_at is None:
        _require_unanswered(message, by)
        require_room(_reports_of(by), most=MOST_REPORTS)
        message.reported_at, message.reported_by, message.report_reason = laurel_now(), by, reason
        message.save(update_fields=REPORT)
        emit("message.reported", subject=message, by=by)
    return message


@transaction.atomic
def hide(*, message_id: UUID, reason: str, by: User) -> Message:
    """Hide a reported message from both sides, who read why; for moderators of no side.

    Raises Message.DoesNotExist, NotAllowed or NotReported.
    """
    message = _to_answer(message_id, by)
    if message.hidden_at is None:
        message.hidden_at, message.hidden_by, message.hidden_reason = laurel_now(), by, reason
        message.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        emit("message.hidden", subject=message, by=by)
    return message


@transaction.atomic
def dismiss(*, message_id: UUID, reason: str, by: User) -> Message:
    """Answer a report: nothing is wrong. The message stays, who reported it reads why; for moderators of no side.

    Raises Message.DoesNotExist, NotAllowed or NotReported, also for what was hidden.
    """
    message = _to_answer(message_id, by)
    reporter, reported_at = message.reported_by, message.reported_at
    if message.hidden_at or reporter is None or reported_at is None:
        raise NotReported(_("No report of this message waits for an answer."))
    said = {"reported_by": reporter, "reported_at": reported_at, "report_reason": message.report_reason}
    dismissed = DismissedReport.objects.create(message=message, **said, dismissed_by=by, reason=reason)
    message.reported_at, message.reported_by, message.report_reason = None, None, ""
    message.save(update_fields=REPORT)
    emit("report.dismissed", subject=dismissed, by=by)
    return message


def side_of(entry: Entry, user: User) -> MessageSide | None:
    """Which side this reader of a thread writes for; None for one who only looks."""
    if entry.entrant_id == user.pk:
        return MessageSide.ENTRANT
    if is_member(user, entry.challenge.sponsor_id, *EDITORS):
        return MessageSide.SPONSOR
    return None


def bar_to_writing(entry: Entry, user: User) -> str:
    """Why this reader of a thread writes nothing now; empty: they may."""
    try:
        side = _side_of(entry, user)
        _require_open(entry)
        _require_answered(entry, side)
    except BountyError as refusal:
        return str(refusal)
    return ""


def _locked(message_id: UUID, by: User) -> Message:
    seen = Message.objects.filter(pk=message_id, entry__in=threads_of(by)).values("pk")
    rows = Message.objects.select_for_update(no_key=True, of=("self",)).select_related("entry__challenge")
    return rows.get(pk__in=seen)


def _to_answer(message_id: UUID, by: User) -> Message:
    """The message, locked, for a moderator of no side, whose report they may answer."""
    message = _locked(message_id, by)
    require_moderator(by)
    if is_member(by, message.entry.challenge.sponsor_id) or message.entry.entrant_id == by.pk:
        raise NotAllowed(_("Another moderator must do this: you are on one of its sides."))
    if message.reported_at is None:
        raise NotReported(_("No report of this message waits for an answer."))
    return message


def _reports_of(user: User) -> QuerySet[Any, datetime]:
    """When this person reported anything, the latest first."""
    answered = DismissedReport.objects.filter(reported_by=user).values_list("reported_at", flat=True)
    standing = Message.objects.filter(reported_by=user).values_list("reported_at", flat=True)
    return answered.order_by().union(standing.order_by(), all=True).order_by("-reported_at")


def _require_unanswered(message: Message, by: User) -> None:
    answered = DismissedReport.objects.filter(message=message, reported_by=by).first()
    if answered:
        raise ReportAnswered(
            _("You reported this message, and a moderator found nothing wrong: {reason}"), reason=answered.reason
        )


def _side_of(entry: Entry, user: User) -> MessageSide:
    """The same; raises NotAllowed for a reader who only looks."""
    side = side_of(entry, user)
    if side is None:
        raise NotAllowed(_("Only the entrant, and the sponsor's owner and managers, write here."))
    return side


def _require_open(entry: Entry) -> None:
    challenge = entry.challenge
    if not challenge.rules.is_priced:
        raise NoThread(_("There are no private messages here. Ask on the question board; everyone reads the answer."))
    is_taken = entry.status in TAKEN and challenge.status == Status.AWARDING
    if challenge.phase != Status.JUDGING and not is_taken:
        raise NoThread(
            _("Messages are written between the deadline and the choice, and about an offer that was taken.")
        )


def _require_answered(entry: Entry, side: MessageSide) -> None:
    latest = entry.messages.order_by("-id").values_list("side", flat=True)[:MOST_UNANSWERED]
    if list(latest).count(side) == MOST_UNANSWERED:
        raise AwaitsAnswer(
            _("Your last {most_unanswered} messages are not answered yet. Wait for an answer."),
            most_unanswered=MOST_UNANSWERED,
        )
