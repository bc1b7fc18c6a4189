"""What finance staff may do with money, and who may: the one place that services, the API and the desk ask.

Four groups (Django's, made by a migration) carry named permissions. Whoever has the role `finance` and is in none of
them counts as maker and checker; with a group only the groups count. Administrators may everything. Nobody acts alone
where two people are asked for: that is held by the rows themselves, administrators included.
"""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from payments.errors import NotAllowed


class Right(StrEnum):
    """A permission by its codename; all are of the app `payments`."""

    READ = "read_money"  # see every page of money
    MAKE = "make_money"  # hold, note, assign, retry, ask for what others decide, prepare
    CHECK = "check_money"  # approve, release, confirm, cancel
    CLOSE = "close_month"


# In English as the database names them; a refusal translates them.
MEANING: dict[Right, str] = {
    Right.READ: gettext_noop("Read all pages of money"),
    Right.MAKE: gettext_noop("Hold, note, assign, retry, prepare, and ask for what others decide"),
    Right.CHECK: gettext_noop("Approve, release, confirm and cancel"),
    Right.CLOSE: gettext_noop("Close a month"),
}
GROUPS: dict[str, list[Right]] = {
    "viewer": [Right.READ],
    "maker": [Right.READ, Right.MAKE],
    "checker": [Right.READ, Right.CHECK],
    "closer": [Right.READ, Right.CLOSE],
}
OF_THE_ROLE = frozenset({Right.READ, Right.MAKE, Right.CHECK})


def rights_of(user: Any) -> frozenset[Right]:
    """Everything that this user may do with money; nothing for whoever is not of the staff."""
    if not (user and user.is_authenticated and user.is_active):
        return frozenset()
    if user.is_superuser:
        return frozenset(Right)
    if not user.is_staff:
        return frozenset()
    return _of_groups(user) or (OF_THE_ROLE if getattr(user, "role", "") == "finance" else frozenset())


def _of_groups(user: Any) -> frozenset[Right]:
    """What the user's groups give, asked once per loaded user: a page of the desk asks for each of its parts."""
    if "money_rights" not in vars(user):
        given = user.groups.filter(permissions__content_type__app_label="payments")
        codenames = set(given.values_list("permissions__codename", flat=True))
        vars(user)["money_rights"] = frozenset(right for right in Right if right in codenames)
    return frozenset(vars(user)["money_rights"])


def has_right(user: Any, right: Right) -> bool:
    """Whether the user may do this."""
    return right in rights_of(user)


def require_right(user: Any, right: Right) -> None:
    """Raise NotAllowed unless the user may do this."""
    if not has_right(user, right):
        raise NotAllowed(_("Only finance staff with the right “{right}” may do this."), right=_(MEANING[right]))
