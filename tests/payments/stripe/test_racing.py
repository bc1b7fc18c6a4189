"""Two who let the same of Stripe's news be handled again."""

from payments.models import InboxEvent
from payments.stripe.inbox import accept
from payments.stripe.replaying import replay
from tests.meeting import held_then_met
from workers.clock import laurel_now
from workers.models import Delivery, Event


def test_news_that_somebody_has_just_brought_back_are_told_anew_to_who_asks_next(committed_db, fay, abe):
    news = {"id": "evt_1", "type": "account.updated", "created": 1_790_000_000, "livemode": False}
    accept({**news, "data": {"object": {"id": "acct_none"}}}, way="poll")
    Delivery.objects.update(dead_at=laurel_now(), last_error="Stripe was away.", started=8)
    _, second = held_then_met(
        *[lambda by=by: replay(event_id="evt_1", by=by, reason="It is back.") for by in (fay, abe)]
    )
    assert second == InboxEvent.objects.get()
    names = Event.objects.filter(name__in=["stripe.received", "delivery.replayed"]).order_by("id")
    assert list(names.values_list("name", flat=True)) == ["stripe.received", "delivery.replayed", "stripe.received"]
