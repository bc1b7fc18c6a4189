"""When the API's housekeeping runs."""

from config.api import keeping
from workers.events import every


@every(seconds=3600)
def forget_kept_answers() -> None:
    keeping.forget_old()
