"""The table of who is told what, which stands in several files."""

from importlib import import_module
from pathlib import Path
from uuid import uuid4

from django.urls import resolve

from bounties.notifications import wording
from bounties.notifications.wording import WORDING


def test_each_event_stands_in_one_file():
    files = [
        file.stem for file in Path(wording.__file__).parent.glob("*.py") if file.stem not in {"__init__", "telling"}
    ]
    tables = [getattr(import_module(f"{wording.__name__}.{name}"), name.upper()) for name in files]
    assert sum(map(len, tables)) == len(WORDING)


def test_each_news_leads_to_a_page():
    ids = {"challenge_id": uuid4(), "subject_id": uuid4()}
    for path in sorted({telling.path for tellings in WORDING.values() for telling in tellings}):
        assert not resolve(path.format(**ids)).route.startswith("api/"), path  # raises for an address that is not there


def test_news_of_an_appeal_leads_to_it():
    tellings = [one for name, rows in WORDING.items() if name.startswith("appeal.") for one in rows]
    assert {one.path for one in tellings} == {"/appeals/{subject_id}", "/review/waiting/appeals"}
