"""Who does what when: the declared events, their handlers and the ticks. The one registry that is module state.

An app declares its events in `events.py` and its handlers in `handlers.py`; every process finds them all at its start.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from workers.errors import Misdeclared, Undeclared
from workers.models import Event
from workers.vocabulary import QUEUES, Audience


@dataclass(frozen=True, slots=True)
class Declaration:
    """An event's name, who may see it, and the lookup path from its subject to what it belongs to."""

    name: str
    audience: Audience
    root: str


@dataclass(frozen=True, slots=True)
class Handler:
    """A function that is owed each event of its names once."""

    name: str  # stable: the last three parts of its dotted path
    run: Callable[[Event], None]
    queue: str
    outside: bool  # network work: runs under a lease, without an open transaction
    brief: bool  # a few statements that wait for nobody: many may share a transaction
    events: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tick:
    """A function run again and again by whoever leads the schedule."""

    name: str
    run: Callable[[], float | None]  # may say in how many seconds it is wanted again, if that is sooner
    seconds: float


declarations: dict[str, Declaration] = {}
handlers: dict[str, Handler] = {}
ticks: dict[str, Tick] = {}


def declare(name: str, *, audience: Audience, root: str) -> None:
    """Announce an event's name; `root` is a lookup path like "pk", "challenge_id" or "purse__reference".

    Raises Misdeclared if the name is no `noun.past_tense`, or already means something else.
    """
    declaration = Declaration(name, audience, root)
    if "." not in name:
        raise Misdeclared(f'Event "{name}" should be named like "entry.submitted".')
    if declarations.setdefault(name, declaration) != declaration:
        raise Misdeclared(f'Event "{name}" is declared twice, differently.')


def declared(name: str) -> Declaration:
    """Find an event's declaration, or raise Undeclared."""
    if name not in declarations:
        raise Undeclared(f'Nobody declares the event "{name}". Declare it in the events.py of its app.')
    return declarations[name]


def handlers_of(name: str) -> list[Handler]:
    """The handlers that are owed this event, in the order of their registration."""
    return [handler for handler in handlers.values() if name in handler.events]


def on(
    name: str, *, queue: str = "default", outside: bool = False, brief: bool = False
) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Owe each event of this name to the function, which may be decorated for several names.

    Without `outside` it runs in a transaction that also marks its delivery as done: its effect in the database happens
    once. With `outside` it runs without a transaction, at least once: whatever it calls needs a stable key. `brief` is
    for what only reads and inserts, in a few statements: many of its deliveries may share a transaction
    (workers/grouping.py), so it locks no row that others lock too, and changes no setting of the transaction.
    Raises Undeclared for an unknown event, Misdeclared for an unknown queue, a name already taken, or both at once.
    """
    declared(name)
    if outside and brief:
        raise Misdeclared("A handler outside has no transaction that another could share.")
    if queue not in QUEUES:
        raise Misdeclared(f'There is no queue "{queue}", only {", ".join(QUEUES)}.')

    def register(run: Callable[[Event], None]) -> Callable[[Event], None]:
        wanted = Handler(_name_of(run), run, queue, outside, brief)
        handler = handlers.setdefault(wanted.name, wanted)
        if (handler.run, handler.queue, handler.outside, handler.brief) != (run, queue, outside, brief):
            raise Misdeclared(f'Two different handlers would be named "{wanted.name}".')
        handler.events.append(name)
        return run

    return register


def owe_only(floor: str) -> None:
    """From now on this process owes events only to that floor's handlers ("payments"): no one above is concerned."""
    for name in [name for name in handlers if not name.startswith(f"{floor}.")]:
        del handlers[name]


def every(*, seconds: float) -> Callable[[Callable[[], float | None]], Callable[[], float | None]]:
    """Run the function every so many seconds, in one process at a time but safely in several.

    Where it knows what is due before that, it returns in how many seconds, and is run then.
    """

    def register(run: Callable[[], float | None]) -> Callable[[], float | None]:
        tick = Tick(_name_of(run), run, seconds)
        if ticks.setdefault(tick.name, tick) != tick:
            raise Misdeclared(f'Two different ticks would be named "{tick.name}".')
        return run

    return register


def _name_of(run: Callable[..., object]) -> str:
    return ".".join(f"{run.__module__}.{run.__qualname__}".split(".")[-3:])
