"""Whatever can be done by the API is done on a page, by the same service: a row for each, and no row for nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.bounties.pages.acts_of_people import ACTS, NO_PAGE, OTHERWISE
from tests.bounties.pages.reaching import desk_of, services_of

WRITING = ("post", "put", "patch", "delete")
ROWS = {f"{method} {name}": page for method, name, page in (line.split() for line in ACTS.strip().splitlines())}


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield path, one
        else:
            yield from routes(one, path)


ALL = list(routes(get_resolver()))
PAGES = {one.name: one.callback for path, one in ALL if one.name and not path.startswith("api/")}
OPERATIONS: dict[str, Any] = {
    f"{method.upper()} {one.name}": getattr(one.callback.view_class, method)
    for path, one in ALL
    if path.startswith("api/") and hasattr(one.callback, "view_class")
    for method in WRITING
    if hasattr(one.callback.view_class, method)
}


def test_every_act_of_the_api_has_its_row_and_only_one():
    rows = [*ROWS, *NO_PAGE]
    assert len(ROWS) == len(ACTS.strip().splitlines())
    assert sorted(rows) == sorted(OPERATIONS)


def test_a_reason_is_only_given_for_what_there_is():
    assert set(OTHERWISE) <= set(ROWS)
    assert all(len(reason.split()) > 3 for reason in [*NO_PAGE.values(), *OTHERWISE.values()])


@pytest.mark.parametrize("act", sorted(ROWS))
def test_the_page_reaches_the_service_that_the_api_calls(act):
    page = ROWS[act]
    by_page = services_of(*(desk_of(page) if page.startswith("admin:") else [PAGES[page]]))
    by_api = services_of(OPERATIONS[act])
    assert act in OTHERWISE or by_api & by_page, (by_api, by_page)
