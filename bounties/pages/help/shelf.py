"""What stands in the guide: which file of docs/ is which page, for whom, and in which order."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its name in the address, and its file under docs/."""

    name: str
    file: str


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that the same people read."""

    title: str | Promise
    leaves: tuple[Leaf, ...]


def _guides(*names: str) -> tuple[Leaf, ...]:
    return tuple(Leaf(name, f"help/{name}.md") for name in names)


SHELF = [
    Section(_("If you take part"), _guides("sponsors", "solvers", "judges", "glossary")),
    Section(_("If you work for the platform"), _guides("moderators", "finance-desk", "operators")),
    Section(_("If you write programs"), _guides("integrators")),
    Section(
        _("To look things up"),
        (
            Leaf("formats", "formats.md"),
            Leaf("scoring", "judging.md"),
            Leaf("service-levels", "service-levels.md"),
            Leaf("books", "finance.md"),
            Leaf("api", "api.md"),
            Leaf("operations", "operations.md"),
            Leaf("screens", "screens.md"),
        ),
    ),
]
LEAVES = [leaf for section in SHELF for leaf in section.leaves]
BY_NAME = {leaf.name: leaf for leaf in LEAVES}
BY_FILE = {leaf.file: leaf for leaf in LEAVES}
