"""Rows of the table that are counts and not ratios: queries of lists, details and pages, and plans that changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LIST, DETAIL = "/api/v1/challenges", "/api/v1/challenges/{public}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A count, and the most it may be."""

    name: str
    says: str
    value: int
    most: int

    @property
    def holds(self) -> bool:
        return self.value <= self.most


def of_pages(pages: Sequence[Mapping[str, Any]]) -> list[Fact]:
    """What the goals say of queries."""
    asked = {page["path"]: int(page["queries"]) for page in pages}
    html = {path: count for path, count in asked.items() if not path.startswith("/api/")}
    worst = max(html, key=html.__getitem__, default="")
    found = [("list", "queries of the board's list", LIST, 2), ("detail", "queries of a challenge", DETAIL, 4)]
    facts = [Fact(f"queries_{name}", says, asked[path], most) for name, says, path, most in found if path in asked]
    return facts + ([Fact("queries_page", f"queries of a page, the most: {worst}", html[worst], 12)] if html else [])


def of_plans(changed: Sequence[str], kept: int) -> list[Fact]:
    """None may change unseen."""
    names = f": {', '.join(changed)}" if changed else ""
    says = f"plans of {kept} hot statements that are not as kept{names}"
    return [Fact("plans", says, len(changed), 0)] if kept else []
