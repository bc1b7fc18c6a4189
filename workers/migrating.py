"""Migrations in a fraction of the time: what a model's class does not show needs no new class.

For every constraint, index and trigger Django builds anew the historical class of its model, and those of every model
that is related to it, which here is nearly all of them: nine tenths of the time that an empty database takes. These
operations change only a list in the class's options, so they write just that list.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations import AddConstraint, AddIndex, RemoveConstraint, RemoveIndex
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

LISTED: tuple[Any, ...] = (AddConstraint, RemoveConstraint, AddIndex, RemoveIndex, AddTrigger, RemoveTrigger)

Forwards = Callable[[Any, str, ProjectState], None]


@contextmanager
def classes_kept() -> Iterator[None]:
    """While this lasts, the operations in LISTED leave the historical classes standing."""
    as_they_were = {operation: operation.state_forwards for operation in LISTED}
    for operation, forwards in as_they_were.items():
        operation.state_forwards = _in_place(forwards)
    try:
        yield
    finally:
        for operation, forwards in as_they_were.items():
            operation.state_forwards = forwards


def _in_place(forwards: Forwards) -> Forwards:
    def state_forwards(self: Any, app_label: str, state: ProjectState) -> None:
        apps = state.__dict__.pop("apps", None)  # a state without classes has none to build anew
        forwards(self, app_label, state)
        if apps is None:
            return
        state.__dict__["apps"] = apps
        told = state.models[app_label, self.model_name_lower].options[self.option_name]
        setattr(apps.get_model(app_label, self.model_name)._meta, self.option_name, list(told))

    return state_forwards
