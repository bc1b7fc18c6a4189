"""What an entrant has to say about AI before an entry is received, where the challenge's terms ask for it."""

from django.utils.translation import gettext as _

from bounties.challenges.models.entering import AiPolicy
from bounties.entries.models import Entry
from bounties.errors import InvalidInput

NONE_USED = "none used"


def require_disclosure(entry: Entry) -> None:
    """Raise InvalidInput unless the draft says what its challenge asks: which AI was used, or that none was."""
    said = entry.ai_use.strip()
    policy = entry.challenge.ai_policy
    if policy == AiPolicy.DISCLOSED and not said:
        raise InvalidInput(
            _('Say which AI tools you used and for what, or "{none_used}".'), field="ai_use", none_used=NONE_USED
        )
    if policy == AiPolicy.BARRED and said.casefold().rstrip(".") != NONE_USED:
        raise InvalidInput(
            _('This challenge takes no work made with AI. Confirm it with "{none_used}".'),
            field="ai_use",
            none_used=NONE_USED,
        )
