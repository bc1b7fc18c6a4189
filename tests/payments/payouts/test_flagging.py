"""A flag keeps money back until two people, neither raiser nor side, say that it is nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from bounties.accounts.models import User
from payments.errors import IllegalMove, NotAllowed, PaymentError
from payments.models import Flag, FlagClearance, Payout, SanctionEntry
from payments.payees.sanctions import normalised
from payments.payouts.flagging import ClearedAlready, clear, flag_payout
from payments.payouts.holding import ReasonMissing, hold
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import settle_payouts
from workers.models import Event


@pytest.fixture
def owed(funded, solver, award):
    """A payout of this amount to this winner."""

    def owed(amount: int = 60_000, winner: User | None = None, **more) -> Payout:
        funded("R", amount)
        (payout,) = award(amount, winner or solver(), **more)
        deliver_money()
        payout.refresh_from_db()
        return payout

    return owed


def state(payout: Payout) -> tuple[str, str]:
    payout.refresh_from_db()
    return payout.status, payout.hold_reason


def clear_by(*people: User) -> None:
    for person in people:
        clear(flag_id=Flag.objects.get().pk, by=person, reason="Looked into.")


class TestByHand:
    def test_it_keeps_the_payout_back_at_once(self, owed, finance):
        payout, fay = owed(), finance("fay")
        flag_payout(payout_id=payout.pk, kind="same_instrument", by=fay, reason="The same card pays and is paid.")
        assert state(payout) == ("blocked", "flag")
        told = Event.objects.get(name="flag.raised")
        assert (told.actor_id, told.payload["payout"]) == (fay.pk, str(payout.pk))
        assert not Payout.objects.overdue().exists()

    def test_what_was_cleared_is_not_raised_again_in_the_same_words_and_that_is_said(self, owed, finance):
        payout, fay = owed(), finance("fay")
        flag_payout(payout_id=payout.pk, kind="other", by=fay, reason="Odd.")
        clear_by(finance("fred"), finance("flo"))
        hold(payout_id=payout.pk, by=fay, reason="Wait.")
        with pytest.raises(IllegalMove, match="Say what is new") as refusal:
            flag_payout(payout_id=payout.pk, kind="other", by=fay, reason="Odd.")
        assert refusal.value.field == "reason"
        flag_payout(payout_id=payout.pk, kind="other", by=fay, reason="Odd again: the same street.")
        assert Flag.objects.filter(cleared_at=None).count() == 1

    def test_two_others_clear_it_and_the_payout_goes_on(self, owed, finance):
        payout = owed()
        flag_payout(payout_id=payout.pk, kind="other", by=finance("fay"), reason="Odd.")
        clear_by(finance("fred"))
        assert state(payout) == ("blocked", "flag")
        clear_by(finance("flo"))
        assert state(payout) == ("ready", "")
        assert Event.objects.filter(name="flag.cleared").count() == 1

    def test_nobody_is_two_people(self, owed, finance):
        payout, fred = owed(), finance("fred")
        flag_payout(payout_id=payout.pk, kind="other", by=finance("fay"), reason="Odd.")
        clear_by(fred)
        with pytest.raises(ClearedAlready):
            clear_by(fred)

    def test_neither_raiser_nor_payee_nor_payer_clears_it(self, owed, finance):
        barred = finance("bo")
        payout, fay = owed(barred=(barred.pk,)), finance("fay")
        User.objects.filter(pk=payout.payee.user_id).update(role="finance", is_staff=True)
        flag_payout(payout_id=payout.pk, kind="other", by=fay, reason="Odd.")
        for person in (fay, barred, User.objects.get(pk=payout.payee.user_id)):
            with pytest.raises(NotAllowed):
                clear_by(person)
            with pytest.raises(IntegrityError, match="may not clear it"), transaction.atomic():
                FlagClearance.objects.create(flag=Flag.objects.get(), by=person, reason="x")

    def test_the_database_itself_asks_for_two(self, owed, finance):
        payout = owed()
        flag_payout(payout_id=payout.pk, kind="other", by=finance("fay"), reason="Odd.")
        clear_by(finance("fred"))
        with pytest.raises(IntegrityError, match="cleared by two people"), transaction.atomic():
            Flag.objects.update(cleared_at="2026-01-01T00:00Z")

    def test_however_long_the_reason_is_it_is_kept(self, owed, finance):
        flag_payout(payout_id=owed().pk, kind="other", by=finance("fay"), reason="Odd. " * 99)
        assert Flag.objects.get().why == "Odd. " * 99

    def test_it_says_why(self, owed, finance):
        payout = owed()
        with pytest.raises(ReasonMissing):
            flag_payout(payout_id=payout.pk, kind="other", by=finance("fay"), reason=" ")

    def test_what_has_left_is_not_flagged(self, owed, finance):
        payout = owed(1_000)
        with pytest.raises(IllegalMove):
            flag_payout(payout_id=payout.pk, kind="other", by=finance("fay"), reason="Too late.")

    def test_what_is_cleared_is_cleared_once(self, committed_db, owed, finance):
        payout = owed()
        flag_payout(payout_id=payout.pk, kind="other", by=finance("fay"), reason="Odd.")
        flag, people = Flag.objects.get(), [finance(f"p{number}") for number in range(6)]

        def try_it(person: User) -> bool:
            try:
                clear(flag_id=flag.pk, by=person, reason="Fine.")
            except PaymentError:
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(6) as pool:
            assert sum(pool.map(try_it, people)) == 2
        assert Event.objects.filter(name="flag.cleared").count() == 1


class TestByRule:
    def test_who_paid_for_the_purse_is_not_paid_by_itself(self, funded, award, payer):
        funded("R", 1_000)
        (payout,) = award(1_000, payer)
        assert state(payout) == ("blocked", "flag")
        assert Flag.objects.get().subject == "payer"

    def test_mail_at_one_house_makes_the_payout_wait(self, funded, solver, award, payer):
        funded("R", 1_000)
        winner = solver()
        User.objects.filter(pk=payer.pk).update(email="boss@bigco.io")
        User.objects.filter(pk=winner.pk).update(email="friend@bigco.io")
        (payout,) = award(1_000, User.objects.get(pk=winner.pk))
        assert settle_payouts(payout) == ["blocked"]
        assert Flag.objects.get().why == "Who pays and who is paid both have their mail at bigco.io."

    @pytest.mark.parametrize("domain", ["gmail.com", "example.com", "demo.test"])
    def test_mail_that_anyone_has_says_nothing(self, funded, solver, award, payer, domain):
        funded("R", 1_000)
        winner = solver()
        User.objects.filter(pk=payer.pk).update(email=f"boss@{domain}")
        User.objects.filter(pk=winner.pk).update(email=f"friend@{domain}")
        (payout,) = award(1_000, User.objects.get(pk=winner.pk))
        assert settle_payouts(payout) == ["transferred"]

    def test_many_payouts_in_a_day_are_flagged(self, settings, funded, solver, award):
        settings.PAYOUTS_A_DAY = 2
        funded("R", 3_000)
        winner = solver()
        payouts = [award(1_000, winner)[0] for _ in range(3)]
        assert settle_payouts(*payouts) == ["transferred", "transferred", "blocked"]
        assert Flag.objects.get().kind == "velocity"

    def test_payouts_of_the_day_before_are_not_counted(self, settings, funded, solver, award):
        settings.PAYOUTS_A_DAY = 2
        funded("R", 3_000)
        winner = solver()
        payouts = [award(1_000, winner)[0] for _ in range(2)]
        move_clock(seconds=25 * 3_600)
        assert settle_payouts(*payouts, *award(1_000, winner)) == ["transferred"] * 3

    def test_what_was_cleared_is_not_raised_again(self, owed, solver, finance):
        winner = solver()
        User.objects.filter(pk=winner.pk).update(name="John Doe")
        SanctionEntry.objects.create(kind="name", value=normalised("name", "DOE, Jöhn"), label="DOE, Jöhn")
        payout = owed(1_000, User.objects.get(pk=winner.pk))
        assert state(payout) == ("blocked", "flag")
        clear_by(finance("fay"), finance("fred"))
        assert settle_payouts(payout) == ["transferred"]
        assert Flag.objects.count() == 1

    def test_a_sanctioned_country_keeps_everyone_there_back(self, owed, solver):
        SanctionEntry.objects.create(kind="country", value="US", label="US")
        assert state(owed(1_000)) == ("blocked", "flag")

    def test_whoever_came_on_the_list_after_onboarding_is_flagged_with_their_payout(self, funded, solver, award):
        funded("R", 1_000)
        winner = solver()
        SanctionEntry.objects.create(kind="country", value="US", label="US")
        (payout,) = award(1_000, winner)
        assert state(payout) == ("blocked", "flag")

    @pytest.mark.parametrize(("source", "said"), [("OFAC", "(OFAC)"), ("", "(no source given)")])
    def test_whoever_is_listed_is_flagged_at_onboarding_with_the_list_s_source(self, solver, source, said):
        SanctionEntry.objects.create(kind="country", value="US", label="US", source=source)
        solver()
        deliver_money()
        flag = Flag.objects.get()
        assert (flag.payout, flag.why) == (None, f"“US” is on the list of sanctions {said}.")


class TestTheList:
    def load(self, tmp_path, text):
        file = tmp_path / "list.csv"
        file.write_text(text, encoding="utf-8")
        call_command("load_sanctions", str(file))

    def test_it_becomes_the_file(self, db, tmp_path, capsys):
        self.load(tmp_path, "kind,value,source\nname,John Doe,OFAC\ncountry,kp,UN\n")
        self.load(tmp_path, "kind,value\nname,JOHN   DOÉ\nname,Jane Roe\n")
        assert sorted(SanctionEntry.objects.values_list("value", flat=True)) == ["doe john", "jane roe"]
        assert "1 added, 1 removed, 1 kept" in capsys.readouterr().out

    @pytest.mark.parametrize("line", ["mood,bad", "name,", "name,!!!", "country"])
    def test_a_bad_line_is_named_and_nothing_is_taken(self, db, tmp_path, line):
        with pytest.raises(CommandError, match="Line 3"):
            self.load(tmp_path, f"kind,value\nname,John Doe\n{line}\n")
        assert not SanctionEntry.objects.exists()

    def test_what_waits_to_leave_is_looked_at_again(self, owed, tmp_path, capsys):
        payout = owed()
        self.load(tmp_path, "kind,value\ncountry,US\n")
        assert state(payout) == ("blocked", "flag")
        assert "; 1 payouts are kept back." in capsys.readouterr().out
