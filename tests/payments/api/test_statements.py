import pytest

from bounties.accounts.models import User
from payments.models import Export
from tests.bounties.conftest import client_of
from tests.payments.statements.conftest import move, read_csv, winter

__all__ = ["winter"]
ROW = {"from": "2026-01-01", "to": "2026-02-28"}
PURSE = {"subject": "purse", "id": "R", **ROW}


@pytest.fixture
def finance(db_of_test):
    return client_of(User.objects.create_user("fay@example.com", role="finance", is_staff=True))


@pytest.fixture
def known(ask, simulator, winter):
    """Purse R of the winter has a row of its own."""
    ask("R")


def test_a_statement_says_every_amount_twice(known, finance):
    page = finance.get("/api/v1/finance/statements", PURSE).json()
    assert (page["title"], page["currency"], page["lines"], page["next"]) == ("A prize", "usd", 5, "")
    assert page["opening"] == {"minor": 0, "decimal": "0.00"}
    first = page["results"][0]
    assert (first["description"], first["credit"]) == (
        "Prize money paid in by card",
        {"minor": 10_000, "decimal": "100.00"},
    )
    assert (first["stripe_id"], first["balance"]["minor"], page["closing"]["minor"]) == ("ch_R", 10_000, 0)


def test_pages_of_a_statement_go_on_where_the_last_ended(known, finance):
    page, found = {"next": ""}, []
    for _ in range(5):
        page = finance.get("/api/v1/finance/statements", {**PURSE, "page_size": 2, "cursor": page["next"]}).json()
        found += [row["balance"]["minor"] for row in page["results"]]
        if not page["next"]:
            break
    assert found == [10_000, 4_000, 0, 4_000, 0]


def test_a_cursor_of_another_statement_is_refused(known, finance):
    cursor = finance.get("/api/v1/finance/statements", {**PURSE, "page_size": 2}).json()["next"]
    for asked in ({**PURSE, "to": "2026-03-01", "cursor": cursor}, {**PURSE, "cursor": "made up"}):
        answer = finance.get("/api/v1/finance/statements", asked)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"subject": "moon"}, "subject"),
        ({"from": "2026-13-01"}, "from"),
        ({"from": "2026-03-01", "to": "2026-02-01"}, "to"),
        ({"currency": "xxy"}, "currency"),
        ({"as": "pdf"}, "as"),
        ({"subject": "account", "id": "gold"}, "id"),
        ({"page_size": "101"}, "page_size"),
        ({"id": "\0"}, "id"),
    ],
)
def test_what_no_statement_can_be_is_blamed_on_its_field(known, finance, wrong, field):
    answer = finance.get("/api/v1/finance/statements", PURSE | wrong)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


@pytest.mark.parametrize("nobody", [{"id": "Z"}, {"subject": "payer", "id": "Z"}, {"subject": "payee", "id": "Z"}])
def test_nobody_s_statement_is_not_found(known, finance, nobody):
    assert finance.get("/api/v1/finance/statements", PURSE | nobody).status_code == 404


def test_a_statement_is_sent_as_a_file_and_kept_on_the_list(known, finance):
    answer = finance.get("/api/v1/finance/statements", {**PURSE, "as": "csv"}, headers={"Accept": "text/csv"})
    assert answer["Content-Disposition"] == 'attachment; filename="statement-purse-R-usd-2026-01-01-2026-02-28.csv"'
    rows = read_csv(answer.streaming_content)
    assert [row["balance_minor"] for row in rows] == ["0", "10000", "4000", "0", "4000", "0", "0"]
    kept = Export.objects.get()
    assert (kept.kind, kept.rows, kept.is_complete) == ("statement", 7, True)
    assert kept.filters == {"subject": "purse", "id": "R", "currency": "usd", **ROW}


def test_a_journal_is_streamed(known, finance):
    answer = finance.get("/api/v1/finance/journal", ROW)
    assert answer.streaming
    assert len(read_csv(answer.streaming_content)) == 8


def test_a_solver_reads_their_own_statement_only(known, finance):
    ann = User.objects.create_user("ann@example.com")
    move(3_000, ("stripe_pending", ""), ("payable", str(ann.pk)))
    mine = client_of(ann).get("/api/v1/me/statement").json()
    assert (mine["closing"]["minor"], mine["id"]) == (3_000, str(ann.pk))
    other = User.objects.create_user("ben@example.com")
    assert client_of(other).get("/api/v1/me/statement").json()["results"] == []
    sent = read_csv(client_of(ann).get("/api/v1/me/statement", {"as": "csv"}).streaming_content)
    assert [row["row"] for row in sent] == ["opening", "movement", "closing"]
    assert Export.objects.get().by == ann
