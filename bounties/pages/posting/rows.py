"""Forms with a list in them: prizes, criteria, stages. Rows come and go without script; an empty row is none."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from bounties.challenges.terms import ChallengeTerms
from bounties.pages.posting.forms import StepForm, whole_number

Row = dict[str, Any]
ADD, REMOVE = "add", "remove-"


class RowsForm(StepForm):
    """A step with a list. Its fields are numbered: `amount-0` is of the first row."""

    row_fields: ClassVar[dict[str, Callable[[], forms.Field]]]
    kept_by: ClassVar[tuple[str, ...]]  # a row in which one of these is filled in is there; else it is left out
    most_rows = 50
    least_rows = 1

    def __init__(self, data: Any = None, *, terms: ChallengeTerms, version: int, typed: Any = None) -> None:
        super().__init__(data, terms=terms, version=version, typed=typed)
        given = (typed or {}).get("rows", self.rows_of(terms))
        asked = whole_number(data.get("rows")) if data else None
        count = len(given) if asked is None else asked
        self.count = max(min(count, self.most_rows), self.least_rows)
        for index in range(self.count):
            self._add_row(index, given[index] if index < len(given) else self.new_row(index))

    def rows_of(self, terms: ChallengeTerms) -> list[Row]:
        """What is saved, as the rows show it."""
        raise LookupError(f"{type(self).__name__} has no rows.")

    def new_row(self, index: int) -> Row:
        """What a new row proposes."""
        return {}

    def _add_row(self, index: int, row: Row) -> None:
        for name, make in self.row_fields.items():
            field = make()
            field.initial = row.get(name)
            field.required = False
            self.fields[f"{name}-{index}"] = field

    def rows(self) -> list[list[BoundField]]:
        """The fields of each row."""
        return [[self[f"{name}-{index}"] for name in self.row_fields] for index in range(self.count)]

    def plain(self) -> list[BoundField]:
        """Without the rows, which have their own place."""
        return [field for field in super().plain() if field.name.rpartition("-")[0] not in self.row_fields]

    def filled(self) -> list[Row]:
        """The rows in which something stands; of a valid form."""
        found = [
            {name: self.cleaned_data.get(f"{name}-{index}") for name in self.row_fields} for index in range(self.count)
        ]
        return [row for row in found if any(row[name] not in (None, "") for name in self.kept_by)]

    def clean(self) -> dict[str, Any]:
        """A row that has something lacks nothing of what keeps it."""
        for index in range(self.count):
            missing = [name for name in self.kept_by if self.cleaned_data.get(f"{name}-{index}") in (None, "")]
            if missing and len(missing) < len(self.kept_by):
                self._ask_for(missing, index)
        return self.cleaned_data

    def _ask_for(self, missing: list[str], index: int) -> None:
        for name in missing:
            if f"{name}-{index}" not in self.errors:
                self.add_error(f"{name}-{index}", _("It is empty. Fill it in, or empty the whole row."))

    def reshaped(self, act: str) -> Row:
        """What was typed, with one row more, or without one: to fill a new form with."""
        typed = self.typed()
        rows = [{name: typed.pop(f"{name}-{index}", None) for name in self.row_fields} for index in range(self.count)]
        if act == ADD and len(rows) < self.most_rows:
            rows.append(self.new_row(len(rows)))
        elif (gone := whole_number(act.removeprefix(REMOVE))) is not None and gone < len(rows):
            del rows[gone]
        return typed | {"rows": rows}
