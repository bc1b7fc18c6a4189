"""A tick's rows, one by one: what fails is said, stays due, and holds up nobody."""

from uuid import uuid4

from structlog.testing import capture_logs

from bounties.accounts.models import Sponsor
from tests.bounties.conftest import make_sponsor, make_user
from workers.sweeping import sweep


def test_one_that_fails_is_said_and_holds_up_nobody(committed_db):
    keys = [make_sponsor(make_user()).pk for _ in range(3)]

    def act(key):
        if key == keys[1]:
            Sponsor.objects.filter(pk=key).update(name=None)
        Sponsor.objects.filter(pk=key).update(name="Done")

    with capture_logs() as lines:
        assert sweep(keys, act) == 2
    assert list(Sponsor.objects.filter(name="Done").order_by("pk").values_list("pk", flat=True)) == [keys[0], keys[2]]
    (line,) = lines
    assert (line["event"], line["log_level"], line["key"], line["act"]) == (
        "tick_failed", "error", str(keys[1]), __name__,
    )  # fmt: skip


def test_what_had_nothing_to_do_any_more_is_not_counted():
    due, known = [uuid4(), uuid4()], set()
    known.add(due[0])
    assert sweep(due, known.__contains__) == 1
