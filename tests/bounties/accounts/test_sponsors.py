"""Sponsors, who verifies them, and who acts for them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction

from bounties.accounts import joining, policies, sponsoring
from bounties.accounts.errors import LastOwner
from bounties.accounts.models import Invitation, Membership, Sponsor
from bounties.errors import BountyError, IllegalMove, NotAllowed
from tests.bounties.conftest import make_sponsor, make_user
from workers.models import Event


def join(sponsor: Sponsor, user, role: str = "manager") -> Membership:
    return Membership.objects.create(sponsor=sponsor, user=user, role=role)


class TestSponsoring:
    def test_who_creates_a_sponsor_owns_it(self, user):
        sponsor = sponsoring.create_sponsor(name="Acme", kind="company", by=user)
        assert policies.sides(user, sponsor.pk) == {"owner"}
        assert sponsor.verified_at is None
        assert Event.objects.get(name="sponsor.created").subject_id == str(sponsor.pk)

    def test_a_moderator_verifies_it(self, owner, moderator):
        sponsor = make_sponsor(owner, verified=False)
        assert sponsoring.verify_sponsor(sponsor_id=sponsor.pk, by=moderator).verified_at
        with pytest.raises(IllegalMove):
            sponsoring.verify_sponsor(sponsor_id=sponsor.pk, by=moderator)

    def test_its_owner_does_not(self, owner):
        sponsor = make_sponsor(owner, verified=False)
        with pytest.raises(NotAllowed):
            sponsoring.verify_sponsor(sponsor_id=sponsor.pk, by=owner)
        assert Sponsor.objects.get(pk=sponsor.pk).verified_at is None

    def test_a_moderator_does_not_verify_a_sponsor_of_their_own(self, moderator):
        sponsor = make_sponsor(moderator, verified=False)
        with pytest.raises(NotAllowed):
            sponsoring.verify_sponsor(sponsor_id=sponsor.pk, by=moderator)


class TestInviting:
    def test_the_invited_become_members_by_accepting(self, sponsor, owner, user):
        invitation = joining.invite(sponsor_id=sponsor.pk, email="User@Example.com", role="judge", by=owner)
        assert not policies.is_member(user, sponsor.pk)
        joining.accept(invitation_id=invitation.pk, by=user)
        assert policies.sides(user, sponsor.pk) == {"judge"}
        assert not Invitation.objects.exists()

    def test_an_unknown_address_is_invited_like_a_known_one(self, sponsor, owner):
        invitation = joining.invite(sponsor_id=sponsor.pk, email="nobody@example.com", role="viewer", by=owner)
        assert invitation.email == "nobody@example.com"

    def test_nobody_accepts_anothers_invitation(self, sponsor, owner, user, stranger):
        invitation = joining.invite(sponsor_id=sponsor.pk, email=user.email, role="owner", by=owner)
        with pytest.raises(Invitation.DoesNotExist):
            joining.accept(invitation_id=invitation.pk, by=stranger)

    def test_nobody_accepts_by_an_address_that_they_did_not_confirm(self, sponsor, owner, user):
        invitation = joining.invite(sponsor_id=sponsor.pk, email=user.email, role="owner", by=owner)
        EmailAddress.objects.filter(user=user).update(verified=False)
        with pytest.raises(NotAllowed):
            joining.accept(invitation_id=invitation.pk, by=user)

    @pytest.mark.parametrize("role", ["manager", "judge", "finance", "viewer"])
    def test_only_owners_invite(self, sponsor, user, role):
        join(sponsor, user, role)
        with pytest.raises(NotAllowed):
            joining.invite(sponsor_id=sponsor.pk, email="a@example.com", role="owner", by=user)

    def test_a_second_invitation_changes_the_first(self, sponsor, owner):
        for role in ("judge", "viewer"):
            joining.invite(sponsor_id=sponsor.pk, email="a@example.com", role=role, by=owner)
        assert [one.role for one in Invitation.objects.all()] == ["viewer"]

    def test_an_invitation_is_taken_back_by_owners_and_declined_by_the_invited(self, sponsor, owner, user, stranger):
        for by in (owner, user):
            invitation = joining.invite(sponsor_id=sponsor.pk, email=user.email, role="judge", by=owner)
            with pytest.raises(Invitation.DoesNotExist):
                joining.withdraw(invitation_id=invitation.pk, by=stranger)
            joining.withdraw(invitation_id=invitation.pk, by=by)
        assert not Invitation.objects.exists()


class TestLeaving:
    def test_the_last_owner_cannot_leave(self, sponsor, owner):
        with pytest.raises(LastOwner):
            joining.remove(sponsor_id=sponsor.pk, user_id=owner.pk, by=owner)

    def test_the_last_owner_cannot_become_less(self, sponsor, owner):
        with pytest.raises(LastOwner):
            joining.change_role(sponsor_id=sponsor.pk, user_id=owner.pk, role="viewer", by=owner)

    def test_an_owner_may_leave_to_another(self, sponsor, owner, user):
        join(sponsor, user)
        joining.change_role(sponsor_id=sponsor.pk, user_id=user.pk, role="owner", by=owner)
        joining.remove(sponsor_id=sponsor.pk, user_id=owner.pk, by=owner)
        assert policies.sides(user, sponsor.pk) == {"owner"}

    def test_everyone_may_leave(self, sponsor, user):
        join(sponsor, user)
        joining.remove(sponsor_id=sponsor.pk, user_id=user.pk, by=user)
        assert not policies.is_member(user, sponsor.pk)

    def test_managers_remove_nobody_else(self, sponsor, owner, user):
        join(sponsor, user)
        with pytest.raises(NotAllowed):
            joining.remove(sponsor_id=sponsor.pk, user_id=owner.pk, by=user)

    @pytest.mark.parametrize("act", ["delete", "demote"])
    def test_even_past_the_services_the_database_keeps_the_last_owner(self, sponsor, act):
        membership = Membership.objects.get(sponsor=sponsor)
        with pytest.raises(IntegrityError, match="at least one owner"), transaction.atomic():
            membership.delete() if act == "delete" else Membership.objects.update(role="viewer")

    def test_two_owners_who_leave_at_once_leave_one_behind(self, committed_db):
        owners = [make_user(), make_user()]
        sponsor = make_sponsor(owners[0])
        join(sponsor, owners[1], "owner")

        def leave(user) -> bool:
            try:
                joining.remove(sponsor_id=sponsor.pk, user_id=user.pk, by=user)
            except BountyError:
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(leave, owners)) == [False, True]
        assert Membership.objects.owning().count() == 1

    def test_the_trigger_alone_settles_the_same_race(self, committed_db):
        owners = [make_user(), make_user()]
        sponsor = make_sponsor(owners[0])
        join(sponsor, owners[1], "owner")

        def delete(user) -> bool:
            try:
                Membership.objects.filter(user=user).delete()
            except IntegrityError:
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(delete, owners)) == [False, True]
        assert Membership.objects.owning().count() == 1


class TestOverHttp:
    def test_a_sponsor_is_made_verified_and_shown(self, client_of, user, moderator):
        made = client_of(user).post("/api/v1/sponsors", {"name": "Acme", "kind": "company"})
        assert made.status_code == 201
        assert {"status": "unverified", "role": "owner", "name": "Acme"}.items() <= made.json().items()
        url = f"/api/v1/sponsors/{made.json()['id']}"
        assert client_of(user).post(f"{url}/verify").status_code == 403
        assert client_of(moderator).post(f"{url}/verify").json()["status"] == "verified"
        assert client_of(user).get(url).json()["status"] == "verified"
        assert client_of(user).get("/api/v1/me").json()["sponsors"] == [
            {"id": made.json()["id"], "name": "Acme", "kind": "company", "role": "owner"}
        ]

    @pytest.mark.parametrize(
        "body", [{}, {"name": "", "kind": "company"}, {"name": "A", "kind": "x"}, {"name": "x" * 161}]
    )
    def test_a_bad_sponsor_names_its_fields(self, client_of, user, body):
        answer = client_of(user).post("/api/v1/sponsors", body)
        assert answer.status_code == 400
        assert answer.json()["errors"]

    def test_members_come_by_invitation_and_go(self, client_of, sponsor, owner, user):
        url = f"/api/v1/sponsors/{sponsor.pk}/members"
        asked = client_of(owner).post(url, {"email": user.email, "role": "judge"})
        assert asked.status_code == 201
        (seen,) = client_of(user).get("/api/v1/invitations").json()["results"]
        assert seen["sponsor_name"] == sponsor.name
        assert client_of(user).post(f"/api/v1/invitations/{seen['id']}/accept").json()["role"] == "judge"
        assert [one["role"] for one in client_of(user).get(url).json()["results"]] == ["owner", "judge"]
        changed = client_of(owner).patch(f"{url}/{user.pk}", {"role": "manager"})
        assert changed.json()["role"] == "manager"
        assert client_of(user).delete(f"{url}/{user.pk}").status_code == 204
        assert client_of(user).get(url).status_code == 404

    def test_strangers_see_nothing_of_it(self, client_of, sponsor, owner, stranger):
        client = client_of(stranger)
        assert client.get("/api/v1/sponsors").json()["results"] == []
        for url in (f"/api/v1/sponsors/{sponsor.pk}", f"/api/v1/sponsors/{sponsor.pk}/members"):
            assert client.get(url).status_code == 404
        invited = client.post(f"/api/v1/sponsors/{sponsor.pk}/members", {"email": "a@example.com", "role": "owner"})
        assert invited.status_code == 404
        assert client.delete(f"/api/v1/sponsors/{sponsor.pk}/members/{owner.pk}").status_code == 404

    def test_the_list_needs_constant_queries(self, client_of, user, django_assert_max_num_queries):
        for number in range(30):
            make_sponsor(user, f"S{number}")
        client = client_of(user)
        client.get("/api/v1/sponsors")
        with django_assert_max_num_queries(2):
            assert len(client.get("/api/v1/sponsors?page_size=30").json()["results"]) == 30

    def test_a_sponsor_that_nobody_verified_yet_renames_itself_at_once(self, client_of, user):
        fresh = make_sponsor(user, "Acme", verified=False)
        answer = client_of(user).patch(f"/api/v1/sponsors/{fresh.pk}", {"name": " Acme Ltd ", "about": "We cool."})
        assert [answer.json()[name] for name in ("name", "wished_name", "about")] == ["Acme Ltd", "", "We cool."]

    def test_another_name_of_a_verified_sponsor_holds_once_a_moderator_has_seen_that_very_name(
        self, client_of, sponsor, owner, moderator
    ):
        url = f"/api/v1/sponsors/{sponsor.pk}"
        wished = client_of(owner).patch(url, {"name": "Acme Cold"}).json()
        assert (wished["name"], wished["wished_name"], wished["status"]) == ("Acme", "Acme Cold", "verified")
        client_of(owner).patch(url, {"name": "Umbrella"})
        late = client_of(moderator).post(f"{url}/verify", {"name": "Acme Cold"})
        assert (late.status_code, "Umbrella" in late.json()["detail"]) == (409, True)
        seen = client_of(moderator).post(f"{url}/verify", {"name": "Umbrella"}).json()
        assert (seen["name"], seen["wished_name"]) == ("Umbrella", "")

    def test_a_wish_is_taken_back_by_its_own_name_and_what_says_nothing_new_tells_nobody(
        self, client_of, sponsor, owner
    ):
        url = f"/api/v1/sponsors/{sponsor.pk}"
        client_of(owner).patch(url, {"name": "Other"})
        assert client_of(owner).patch(url, {"name": sponsor.name}).json()["wished_name"] == ""
        told = Event.objects.filter(name="sponsor.described").count()
        client_of(owner).patch(url, {"name": sponsor.name, "about": ""})
        assert Event.objects.filter(name="sponsor.described").count() == told

    @pytest.mark.parametrize("body", [{"name": ""}, {"name": "x" * 161}, {"about": "x" * 1_001}, {"kind": "company"}])
    def test_what_it_cannot_be_is_refused(self, client_of, sponsor, owner, body):
        assert client_of(owner).patch(f"/api/v1/sponsors/{sponsor.pk}", body).status_code == 400

    def test_only_owners_say_who_it_is(self, client_of, sponsor, stranger, user):
        sponsor.memberships.create(user=user, role="manager")
        url = f"/api/v1/sponsors/{sponsor.pk}"
        assert client_of(user).patch(url, {"name": "Mine"}).status_code == 403
        assert client_of(stranger).patch(url, {"name": "Mine"}).status_code == 404
