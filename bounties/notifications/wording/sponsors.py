"""Of sponsors and who acts for them; `{title}` is the sponsor's name, once a moderator has seen it."""

from django.utils.translation import gettext_noop as _

from bounties.notifications import recipients as to
from bounties.notifications.wording.telling import Telling

SPONSORS: dict[str, tuple[Telling, ...]] = {
    "invitation.sent": (
        Telling(
            to.the_invited,
            _("Will you act for {title}?"),
            _("You are asked to act for this sponsor. The invitation says as what; accept it or decline."),
            path="/invitations/{subject_id}",
        ),
    ),
}
