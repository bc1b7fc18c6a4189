"""Migrations write options into the historical classes instead of building these anew."""

import pgtrigger
import pytest
from django.db import models
from django.db.migrations import AddConstraint, AddIndex, CreateModel, RemoveConstraint, RemoveIndex
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from workers.migrating import classes_kept

POSITIVE = models.CheckConstraint(name="toy_is_positive", condition=models.Q(size__gt=0))
BY_SIZE = models.Index(name="toy_by_size", fields=["size"])
KEPT = pgtrigger.Protect(name="toy_is_kept", operation=pgtrigger.Delete)
PAIRS = {
    "constraints": (AddConstraint("toy", POSITIVE), RemoveConstraint("toy", POSITIVE.name)),
    "indexes": (AddIndex("toy", BY_SIZE), RemoveIndex("toy", BY_SIZE.name)),
    "triggers": (AddTrigger("toy", KEPT), RemoveTrigger("toy", KEPT.name)),
}


@pytest.fixture
def state():
    state = ProjectState()
    state.add_model(
        ModelState("toys", "Toy", [("id", models.AutoField(primary_key=True)), ("size", models.IntegerField())])
    )
    return state


@pytest.mark.parametrize("option", PAIRS)
def test_the_class_stays_and_its_options_say_what_the_state_says(state, option):
    before = state.apps.get_model("toys", "toy")
    for operation, number in zip(PAIRS[option], (1, 0), strict=True):
        with classes_kept():
            operation.state_forwards("toys", state)
        assert state.apps.get_model("toys", "toy") is before
        assert len(getattr(before._meta, option)) == len(state.models["toys", "toy"].options[option]) == number


def test_a_new_table_is_a_new_class_that_the_old_ones_know(state):
    toy = state.apps.get_model("toys", "toy")
    box = [("id", models.AutoField(primary_key=True)), ("toy", models.ForeignKey("toys.toy", models.CASCADE))]
    with classes_kept():
        CreateModel("Box", box).state_forwards("toys", state)
    box = state.apps.get_model("toys", "box")
    assert state.apps.get_model("toys", "toy") is toy is box._meta.get_field("toy").related_model
    assert [relation.related_model for relation in toy._meta.related_objects] == [box]


def test_elsewhere_django_builds_the_class_anew(state):
    before = state.apps.get_model("toys", "toy")
    with classes_kept():
        pass
    AddConstraint("toy", POSITIVE).state_forwards("toys", state)
    assert state.apps.get_model("toys", "toy") is not before


def test_a_state_without_classes_is_only_told(state):
    with classes_kept():
        AddConstraint("toy", POSITIVE).state_forwards("toys", state)
    assert [told.name for told in state.apps.get_model("toys", "toy")._meta.constraints] == [POSITIVE.name]
