"""A small model beside the machine: who may expect what, told by nothing but the answers that people got."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from payments.models import Payout
from tests.campaigns.books.world import FORMATS

AT_PAYEE = {"transferred", "banked", "returned"}
OVER = {"reversed", "cancelled", "expired"}  # this row pays nobody (any more)
UNDER_WAY = {"created", "approved", "submitting", "unknown"}  # at rest nothing stands so

Promise = tuple[str, UUID]  # an award's reference, and who is paid


@dataclass
class Oracle:
    """Promises of the purses alone, and of the challenges who has handed in."""

    formats: dict[str, str]  # of a challenge, by its id
    promised: dict[Promise, int] = field(default_factory=dict)
    taken_back: set[Promise] = field(default_factory=set)
    has_lapsed: bool = False  # half a year went by: what nobody claimed is kept as unclaimed
    entrants: defaultdict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def promise(self, award: str, users: Sequence[UUID], parts_bp: Sequence[int], amount: int) -> None:
        """An award was acknowledged: whole units by the shares, those left over to the largest remainders."""
        exact = [(amount * part) / 10_000 for part in parts_bp]
        whole = [(amount * part) // 10_000 for part in parts_bp]
        by_remainder = sorted(range(len(users)), key=lambda place: whole[place] - exact[place])
        for place in by_remainder[: amount - sum(whole)]:
            whole[place] += 1
        self.promised |= {(award, user): part for user, part in zip(users, whole, strict=True)}

    def breaches(self, *, at_rest: bool = False) -> list[Any]:
        """Nobody is owed but whom an answer named, once, and that much; at rest, nobody is forgotten."""
        columns = ("pk", "purse__reference", "award_reference", "payee__user_id", "amount", "status")
        standing, paid = Counter[Promise](), Counter[str]()
        kept = set(Payout.objects.unclaimed().values_list("pk", flat=True))  # whoever claims it is owed by another row
        wrong: list[Any] = []
        for key, purse, award, user, amount, status in Payout.objects.values_list(*columns):
            is_over = status in OVER and not (status == "expired" and self.has_lapsed and key in kept)
            standing[award, user] += 0 if is_over else amount
            paid[purse] += amount if status in AT_PAYEE else 0
            is_known = (award, user) in self.promised if purse not in self.formats else user in self.entrants[purse]
            if not is_known or (at_rest and status in UNDER_WAY):
                wrong.append(("nobody promised" if not is_known else "forgotten", purse, award, user, status))
        for promise, amount in self.promised.items():
            if standing[promise] != amount and not (standing[promise] == 0 and promise in self.taken_back):
                wrong.append(("promised", promise, amount, "stands", standing[promise]))
        for purse, name in self.formats.items():
            if paid[purse] > sum(prize.amount * prize.count for prize in FORMATS[name]["prizes"]):
                wrong.append(("more than the prizes", purse, paid[purse]))
        return wrong
