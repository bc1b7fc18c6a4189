"""What a purse is for, is known on the floor above; it is asked inside the settlement, because money and promise move
together. The setting PURSE_KEEPER names the module that answers; `docs/decisions/0042` says why."""

from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from payments.purses.models import Contribution


class Keeper(Protocol):
    """The three questions. All are asked in the settlement's transaction, `lock` before the purse is locked."""

    def lock(self, *, reference: str) -> None:
        """Hold what the purse is for until the transaction ends."""

    def takes(self, *, contribution: Contribution) -> bool:
        """Whether this payment is still wanted; if not, it goes back by itself."""

    def took(self, *, contribution: Contribution) -> None:
        """It is in the purse: do what was promised for it."""


def keeper() -> Keeper:
    """The module that the settings name."""
    return cast(Keeper, import_module(settings.PURSE_KEEPER))
