"""What most nouns share: retrieve one, list them with filters."""

from collections.abc import Callable

from payments.simulator.act import Act
from payments.simulator.paging import field_is, hidden_is, page
from payments.simulator.scope import require_filters
from payments.simulator.store import Document

Operation = Callable[[Act], Document]


def retriever(kind: str) -> Operation:
    """GET of one object of that kind."""
    return lambda act: act.named(kind)


def lister(kind: str, url: str, *fields: str, hidden: tuple[str, ...] = ()) -> Operation:
    """GET of a page; each of these parameters narrows it to the objects whose field has that value.

    `hidden` names the parameters that Stripe filters by without showing such a field.
    """

    def listing(act: Act) -> Document:
        require_filters(act.params, (*fields, *hidden))
        shown = [field_is(name, act.params[name]) for name in fields if name in act.params]
        kept = [hidden_is(name, act.params[name]) for name in hidden if name in act.params]
        return page(act, kind, url, [*shown, *kept])

    return listing
