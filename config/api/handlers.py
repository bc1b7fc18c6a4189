"""When the API's housekeeping runs."""

from uuid import UUID

from config.api import keeping
from workers.events import Event, every, on


@every(seconds=3600)
def forget_kept_answers() -> None:
    keeping.forget_old()


@on("user.erased")
def forget_answers_to(event: Event) -> None:
    keeping.forget_answers_to(actor_id=UUID(event.subject_id))
