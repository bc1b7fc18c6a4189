"""Migrations in a fraction of the time: what a model's class does not show needs no new class.

For every table, constraint, index and trigger Django builds anew the historical class of its model, and those of every
model that is related to it, which here is nearly all of them: nine tenths of the time that an empty database takes. A
new table needs one new class, as when Django starts; the others change only a list in the class's options, so they
write just that list.

On the way back, classes of an earlier state know nothing of the tables that came later: a migration whose way back
deletes rows names what goes with them, and leaves nothing to Django's cascades.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations import AddConstraint, AddIndex, CreateModel, RemoveConstraint, RemoveIndex
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

LISTED = (AddConstraint, RemoveConstraint, AddIndex, RemoveIndex, AddTrigger, RemoveTrigger)

Forwards = Callable[[Any, str, ProjectState], None]


@contextmanager
def classes_kept() -> Iterator[None]:
    """While this lasts, the operations in SHOWN leave the other historical classes standing."""
    as_they_were = {operation: operation.state_forwards for operation in SHOWN}
    for operation, forwards in as_they_were.items():
        operation.state_forwards = _in_place(forwards, SHOWN[operation])
    try:
        yield
    finally:
        for operation, forwards in as_they_were.items():
            operation.state_forwards = forwards


def _in_place(forwards: Forwards, show: Forwards) -> Forwards:
    def state_forwards(self: Any, app_label: str, state: ProjectState) -> None:
        apps = state.__dict__.pop("apps", None)  # a state without classes has none to build anew
        forwards(self, app_label, state)
        if apps is None:
            return
        state.__dict__["apps"] = apps
        show(self, app_label, state)

    return state_forwards


def _write_list(operation: Any, app_label: str, state: ProjectState) -> None:
    told = state.models[app_label, operation.model_name_lower].options[operation.option_name]
    setattr(state.apps.get_model(app_label, operation.model_name)._meta, operation.option_name, list(told))


def _add_class(operation: Any, app_label: str, state: ProjectState) -> None:
    state.apps.render_multiple([state.models[app_label, operation.name_lower]])


SHOWN: dict[Any, Forwards] = {CreateModel: _add_class} | dict.fromkeys(LISTED, _write_list)
