"""The table of who is told what, which stands in several files."""

from importlib import import_module
from pathlib import Path

from bounties.notifications import wording
from bounties.notifications.wording import WORDING


def test_each_event_stands_in_one_file():
    files = [
        file.stem for file in Path(wording.__file__).parent.glob("*.py") if file.stem not in {"__init__", "telling"}
    ]
    tables = [getattr(import_module(f"{wording.__name__}.{name}"), name.upper()) for name in files]
    assert sum(map(len, tables)) == len(WORDING)
