"""Post, hand in, withdraw, judge, appeal, rule, accept, decline, cancel; or say nothing, and let the ladder decide."""

from datetime import datetime
from typing import Any

from django.db.models import Min
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from bounties.awards import accepting, appealing, hearing, ruling
from bounties.awards.models import Appeal, Award
from bounties.challenges.models import Challenge
from bounties.entries import cancelling, entering, submitting, withdrawing
from bounties.entries.entering import Changes
from bounties.entries.models import Entry
from bounties.judging.models import Judgeship
from bounties.rehearsals.scripts import script_of, seat_panel
from tests.campaigns.books.story import FORMATS, Story, late
from tests.campaigns.books.world import SOLVERS
from workers.clock import laurel_now

formats, solvers = st.sampled_from(sorted(FORMATS)), st.sampled_from(SOLVERS)
MOST_POSTED = 1  # beside the three with which a story begins


class LifeRules(Story):
    """The rules of challenges; of each format there is one to begin with, open and paid for."""

    @precondition(lambda self: len(self.oracle.formats) < len(FORMATS) + MOST_POSTED)
    @rule(name=formats)
    def post(self, name: str) -> None:
        """Written, reviewed, and its page is paid; it opens when we hear of that."""
        if key := self.play(f"post {name}", lambda: self.world.post(name)):
            self.oracle.formats[key] = name

    @rule(name=formats, solver=solvers)
    def hand_in(self, name: str, solver: str) -> None:
        user = self.world.people[solver]
        for key in self._of(name):
            price = 20_000 if name == "request" else None
            draft = Changes(title=f"By {solver}", body="An answer.", accept_terms=True, price=price)

            def act(key: str = key, draft: Changes = draft) -> Any:
                entry = entering.start(challenge_id=key, draft=draft, by=user)
                return submitting.submit(entry_id=entry.pk, by=user)

            if self.play("hand in", act):
                self.oracle.entrants[key].add(user.pk)

    @late
    @rule(solver=solvers)
    def withdraw(self, solver: str) -> None:
        entry = Entry.objects.filter(entrant=self.world.people[solver], status="submitted").order_by("id").first()
        if entry:
            self.play("withdraw", lambda: withdrawing.withdraw(entry_id=entry.pk, by=self.world.people[solver]))

    @precondition(lambda self: len(self.oracle.formats) > len(FORMATS))
    @rule()
    def seat_judges(self) -> None:
        """Those of the challenges to begin with have taken their seats."""
        for key in self._of("prize"):
            if Judgeship.objects.filter(challenge=key).count() < len(self.world.judges):
                stage = self.world.rehearsed(key)
                self.play("seat", lambda stage=stage: seat_panel(stage))

    @rule(name=formats)
    def judge(self, name: str) -> None:
        """As the format has it: scorecards and a decision, an accepted answer, a taken offer."""
        for key in self._of(name):
            stage = self.world.rehearsed(key)
            if Entry.objects.filter(challenge=key).exists():
                self.play(f"judge {name}", lambda stage=stage: script_of(stage.challenge())[1](stage))

    @rule(solver=solvers)
    def appeal(self, solver: str) -> None:
        award, by = Award.objects.standing().order_by("id").first(), self.world.people[solver]
        if award and Entry.objects.filter(challenge=award.challenge_id, entrant=by).exists():
            self.play("appeal", lambda: appealing.appeal(award_id=award.pk, reason="It does not work.", by=by))

    @rule(outcome=st.sampled_from(["upheld", "annulled"]))
    def rule_on_appeal(self, outcome: str) -> None:
        """Both sides are heard first, if they have not been."""
        contest = Appeal.objects.filter(status="open").order_by("id").first()
        if contest:
            for side in contest.answers.filter(text=""):
                by = self.world.owner if side.side == "sponsor" else contest.award.entry.entrant
                self.play("answer", lambda by=by: hearing.answer(appeal_id=contest.pk, text="It does.", by=by))
            terms = {"outcome": Appeal.Status(outcome), "verdict": "Read.", "by": self.world.arbiter}
            self.play(f"appeal {outcome}", lambda: ruling.decide_appeal(appeal_id=contest.pk, **terms))

    @rule(solver=solvers, takes=st.sampled_from([True, True, False]))
    def answer_an_offer(self, solver: str, takes: bool) -> None:
        by = self.world.people[solver]
        award = Award.objects.filter(status="offered", entry__entrant=by).order_by("id").first()
        if award:
            act = accepting.accept if takes else accepting.decline
            self.play(act.__name__, lambda: act(award_id=award.pk, by=by))

    @late
    @rule(name=formats)
    def cancel(self, name: str) -> None:
        for key in self._of(name):
            terms = {"challenge_id": key, "reason": "client_request", "by": self.world.owner}
            self.play("cancel", lambda terms=terms: cancelling.cancel(**terms))

    @rule()
    def say_nothing(self) -> None:
        """Until the next hour at which something happens by itself: a deadline, the ladder's step, an offer's end."""
        if appointment := self._next_appointment():
            self.play("say nothing", lambda: self.let_pass((appointment - laurel_now()).total_seconds() + 0.01))

    def _next_appointment(self) -> datetime | None:
        now = laurel_now()
        waiting = [Challenge.objects, Award.objects, Appeal.objects]
        ahead = [rows.filter(due_at__gt=now).aggregate(first=Min("due_at"))["first"] for rows in waiting]
        return min((moment for moment in ahead if moment), default=None)

    def _of(self, name: str) -> list[str]:
        return [key for key, known in self.oracle.formats.items() if known == name]
