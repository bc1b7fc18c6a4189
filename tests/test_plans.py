"""The plans that `make bench` keeps (docs/plans) stand on indexes that there are: who drops one, sees what loses it."""

import re

import pytest
from django.db import connection

from tests.bench.keeping import FOLDER, kept_shape

ON_AN_INDEX = re.compile(r"(?:Index Scan|Index Only Scan|Bitmap Index Scan)(?: \w+)? (\w+)$", re.MULTILINE)


@pytest.mark.django_db
def test_each_index_of_a_kept_plan_is_there():
    plans = {file.stem: ON_AN_INDEX.findall(kept_shape(file.stem)) for file in sorted(FOLDER.glob("*.txt"))}
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
        there = {name for (name,) in cursor.fetchall()}
    assert sum(map(len, plans.values())) > 20, "the plans can't be read"
    assert {name: set(used) - there for name, used in plans.items() if set(used) - there} == {}
