"""A tax form signed over HTTP: what is taken, and every way in which it is not."""

import pytest

from payments.models import TaxForm
from tests.bounties.conftest import client_of
from tests.payments.api.test_payouts import verified

ADDRESS = "/api/v1/me/tax-form"
FORM = {"kind": "w8ben", "legal_name": "Ann Arendt", "country": "DE", "certify": True}


@pytest.fixture
def ann(solver):
    return verified(solver("ann", outcome=None))


def test_a_signed_form_is_kept_and_shown_back(ann):
    answer = ann.post(ADDRESS, FORM)
    kept = TaxForm.objects.get()
    assert answer.status_code == 201
    shown = answer.json()
    assert (shown["kind"], shown["legal_name"], shown["country"]) == ("w8ben", "Ann Arendt", "DE")
    assert shown["signed_at"].startswith(kept.signed_at.strftime("%Y-%m-%dT%H:%M:%S"))
    assert kept.payee.user.email == "ann@example.com"


def test_the_next_form_supersedes_and_changes_none(ann):
    ann.post(ADDRESS, FORM)
    assert ann.post(ADDRESS, {**FORM, "kind": "w9", "country": "US"}).status_code == 201
    assert list(TaxForm.objects.order_by("id").values_list("kind", flat=True)) == ["w8ben", "w9"]


def test_the_same_request_twice_is_signed_once(ann):
    answers = [ann.post(ADDRESS, FORM, headers={"Idempotency-Key": "one"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert TaxForm.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "w4"}, "kind"),
        ({"kind": "w8ben", "country": "US"}, "kind"),
        ({"country": "de"}, "country"),
        ({"country": "ZZ"}, "country"),
        ({"country": "DEU"}, "country"),
        ({"legal_name": "   "}, "legal_name"),
        ({"legal_name": "x" * 201}, "legal_name"),
        ({"certify": False}, "certify"),
        ({"certify": "perhaps"}, "certify"),
        ({"tax_number": "123-45-6789"}, "tax_number"),
    ],
)
def test_what_nobody_could_sign_is_refused_by_field_and_kept_nowhere(ann, changed, field):
    answer = ann.post(ADDRESS, FORM | changed)
    assert answer.status_code == 400
    assert field in answer.text
    assert not TaxForm.objects.exists()


@pytest.mark.parametrize("missing", FORM)
def test_nothing_may_be_left_out(ann, missing):
    answer = ann.post(ADDRESS, {name: value for name, value in FORM.items() if name != missing})
    assert (answer.status_code, TaxForm.objects.exists()) == (400, False)
    assert missing in answer.text


@pytest.mark.parametrize("body", ["[]", "null", "{", '"w9"'])
def test_what_is_no_form_at_all_is_refused(ann, body):
    answer = ann.post(ADDRESS, body, content_type="application/json")
    assert (answer.status_code, TaxForm.objects.exists()) == (400, False)


def test_a_visitor_signs_nothing(db):
    assert client_of(None).post(ADDRESS, FORM).status_code == 401


def test_it_is_signed_by_a_name_of_one_plain_line(ann):
    answer = ann.post(ADDRESS, FORM | {"legal_name": "Ann\nArendt"})
    assert (answer.status_code, *answer.json()["errors"]) == (400, "legal_name")
    assert not TaxForm.objects.exists()
