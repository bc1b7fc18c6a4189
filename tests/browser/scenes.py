"""What the demo does not have, for pictures of it: a ballot, a queue, a question, an idea board, a panel that is done.

Played over the API on the running stack, by the demo's people, and only once: the addresses are kept in its state.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from config.local.story.actors import StoryFailed, TooLate
from config.local.story.lives.people import People
from config.local.story.lives.playing import Play
from config.local.story.telling import Telling
from tests.browser.plot import COMMENT, HINGES, POINTS, RUBRIC, RUDE, SAID, TITLES
from tests.browser.troubles import TROUBLES

DAY = 86_400
Places = dict[str, str]  # ids by name


def said(name: str) -> dict[str, str]:
    """The words of a scene's challenge."""
    summary, statement = SAID[name]
    return {"title": TITLES[name], "summary": summary, "statement": statement}


def vote(play: Play) -> Places:
    """Votes are taken now."""
    prizes = [{"rank": 1, "amount": 60_000}, {"rank": 2, "amount": 20_000}]
    play.post(enter_seconds=8, judge_seconds=3 * DAY, format="vote", **said("vote"), prizes=prizes, criteria=[])
    for name, title in (("solver1", "Morning Star"), ("solver2", "The Patient One"), ("solver3", "Second Bridge")):
        play.enter(name, title, "It is short, and can be read from the shore.")
    play.wait_until("judging")
    return {}


def queue(play: Play) -> Places:
    """Three wait, the first is being read."""
    prizes = [{"rank": 1, "amount": 15_000, "count": 2}]
    play.post(
        enter_seconds=DAY,
        judge_seconds=20 * DAY,
        format="first_correct",
        **said("queue"),
        prizes=prizes,
        durations={},
    )
    for name in ("solver2", "solver3", "solver4"):
        play.enter(name, "A patch with a test", "It returns an empty table, and says so in the log.")
    play.people["sponsor"].post(f"{play.path}/queue/take")
    return {}


def question(play: Play) -> Places:
    """Two answers, none accepted."""
    prizes = [{"rank": 1, "amount": 5_000}]
    play.post(enter_seconds=3 * DAY, judge_seconds=3 * DAY, format="question", **said("question"), prizes=prizes)
    play.enter("solver1", "Summer time", "The log writes local time; at two in the morning the clock jumps to three.")
    answer = play.enter("solver4", "The battery", "The logger sleeps while it charges. Look at the voltage.")
    play.people["judge3"].put(f"/answers/{answer}/vote", value=1)
    return {"answer": answer}


def ideas(play: Play) -> Places:
    """Some ideas, one of them under review."""
    play.post(
        enter_seconds=20 * DAY,
        judge_seconds=10 * DAY,
        format="ideas",
        **said("ideas"),
        prizes=[{"rank": 1, "amount": 20_000}],
        guarantee="up_to",
        threshold=2,
        durations={},
    )
    idea = play.enter("solver1", "A splash stick", "So that nothing spills on the way to the train.")
    play.enter("solver2", "Free refills", "For whoever brings a cup of their own.")
    for voter in ("judge1", "judge2"):
        play.people[voter].put(f"/ideas/{idea}/vote", value=1)
    return {"idea": idea}


def panel(play: Play) -> Places:
    """Every entry has its scorecards; the sponsor may decide."""
    play.post(
        enter_seconds=20,
        judge_seconds=20 * DAY,
        format="prize",
        **said("panel"),
        prizes=[{"rank": 1, "amount": 80_000}, {"rank": 2, "amount": 20_000}],
        criteria=RUBRIC,
        durations={},
    )
    for name, (title, body) in HINGES.items():
        play.enter(name, title, body)
    for judge in POINTS:
        seat = play.people["sponsor"].post(f"{play.path}/judges", email=f"{judge}@demo.test")
        play.people[judge].post(f"/judgeships/{seat['id']}/accept")
    play.wait_until("judging")
    criteria = play.people["sponsor"].get(play.path)["criteria"]
    for judge, points in POINTS.items():
        for name, first in zip(HINGES, points, strict=True):
            scores = [
                {"criterion": one["id"], "score": first - 5 * place, "comment": COMMENT}
                for place, one in enumerate(criteria)
            ]
            play.people[judge].put(
                f"/entries/{play.entries[name]}/scorecard", conflict=False, scores=scores, submit=True
            )
    return {}


def team(play: Play) -> Places:
    """An entry with two versions and a team, and a draft of a third."""
    play.post(
        enter_seconds=30 * DAY,
        judge_seconds=20 * DAY,
        format="prize",
        **said("team"),
        prizes=[{"rank": 1, "amount": 90_000}],
        criteria=RUBRIC,
        durations={},
    )
    solver = play.people["solver1"]
    entry = play.enter("solver1", "A lid that listens", "The lid closes the whistle as soon as the water boils.")
    for body in (
        "The lid closes the whistle *half a minute after* the water boils.",
        "The lid closes the whistle *half a minute after* the water boils, and tells the phone.",
    ):
        seen = solver.get(f"/entries/{entry}")
        team = [{"email": f"solver{one}@demo.test", "share_bp": bp} for one, bp in ((1, 7_000), (2, 3_000))]
        solver.patch(f"/entries/{entry}", version=seen["version"], body=body, team=team)
        if "phone" not in body:
            solver.post(f"/entries/{entry}/submit")
    return {"entry": entry}


def draft(play: Play) -> Places:
    """A draft in its drawer."""
    play.challenge = play.people["maker"].post("/challenges", **_draft(play))
    return {}


def unpaid(play: Play) -> Places:
    """Approved, and on its way to Stripe's page."""
    maker = play.people["maker"]
    play.challenge = maker.post("/challenges", **_draft(play) | {"title": TITLES["unpaid"]})
    maker.post(f"{play.path}/submit")
    play.people["moderator"].post(f"{play.path}/approve")
    maker.post(f"{play.path}/fund")
    return {}


def _draft(play: Play) -> dict[str, Any]:
    opens_at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=14)
    return {
        "sponsor": play.people.sponsor_of("maker"),
        "format": "prize",
        "title": TITLES["draft"],
        "summary": "A park bench whose seat is dry two hours after rain, without power.",
        "statement": "Our benches stay wet until noon.\n\n- **Given**: oak and steel.\n- **Wanted**: a drawing.",
        "currency": "eur",
        "prizes": [
            {"rank": 1, "amount": 120_000, "label": "First prize"},
            {"rank": 2, "amount": 40_000, "label": "Second prize"},
        ],
        "criteria": RUBRIC,
        "guarantee": "guaranteed",
        "ip_terms": "licence",
        "time_zone": "Europe/Amsterdam",
        "tags": ["cities", "wood"],
        "opens_at": opens_at.isoformat(),
        "closes_at": (opens_at + timedelta(days=40)).isoformat(),
        "judge_by": (opens_at + timedelta(days=61)).isoformat(),
    }


def request(play: Play) -> Places:
    """Offers are open, and the buyer asked one of those who made them."""
    play.post(
        enter_seconds=8,
        judge_seconds=10 * DAY,
        format="request",
        guarantee="up_to",
        **said("request"),
        prizes=[{"rank": 1, "amount": 50_000, "label": "A mountain bike"}],
        durations={},
    )
    for name, price in (("solver1", 47_500), ("solver2", 42_000)):
        offer = play.enter(name, f"A bike for {price // 100}", "Nearly new, with mudguards.", price=price)
    play.wait_until("judging")
    rude = play.people["solver1"].post(f"/entries/{play.entries['solver1']}/messages", body=RUDE)["id"]
    play.people["sponsor"].post(f"/messages/{rude}/report", reason="It threatens us, and wants to go around the rules.")
    play.people["sponsor"].post(f"/entries/{offer}/messages", body="Does it have lights that work?")
    play.people["solver2"].post(f"/entries/{offer}/messages", body="Both do; the dynamo is new.")
    return {"offer": offer, "rude": rude}


SCENES: dict[str, Callable[[Play], Places]] = {
    "vote": vote, "queue": queue, "question": question, "ideas": ideas, "panel": panel, "team": team,
    "draft": draft, "unpaid": unpaid, "request": request, **TROUBLES,
}  # fmt: skip
# Of the demo itself: words of their titles, and who sees them.
FOUND = {
    "propeller": ("sponsor", "propeller"), "bins": ("sponsor", "bins"), "greenhouse": ("sponsor", "greenhouse"),
    "choir": ("maker", "choir"), "invoice": ("maker", "invoice"), "bird": ("sponsor", "bird"),
    "orchard": ("maker", "orchard"),
}  # fmt: skip


PACES = (1, 3, 8)  # a busy machine gets longer windows


def played(name: str, people: People, telling: Telling) -> Places:
    """A scene, and the id of its challenge; played again, slower, where a window closed before its people came."""
    for pace in PACES:
        play = Play(people, telling, pace)
        try:
            return SCENES[name](play) | {name: play.challenge.get("id", "")}
        except TooLate:
            telling.say(f"{name}: the machine was too busy; once more, slower")
    raise StoryFailed(f"{name}: too late at each pace.")


def places(web: str, state: Path) -> Places:
    """The ids of all that pictures show; what is not there yet is played."""
    kept = state / "pictures.json"
    known: Places = json.loads(kept.read_text()) if kept.exists() else {}
    people, telling = People(web), Telling()
    for name in SCENES:
        if name not in known:
            known |= played(name, people, telling)
            kept.write_text(json.dumps(known))
    for name, (person, words) in FOUND.items():
        found: dict[str, Any] = people[person].get("/challenges", q=words)
        known[name] = found["results"][0]["id"]
    first, second = people["solver1"].get(f"/challenges/{known['invoice']}/results")["awards"]
    if "hearing" not in known:
        reason = "Two of its 212 pairs are the same invoice; the table on its second page shows it."
        opened = people["solver1"].post(f"/awards/{second['id']}/appeal", ground="score_error", reason=reason)
        known["hearing"] = opened["id"]
        kept.write_text(json.dumps(known))
    return known | {"award": first["id"], "sponsor": people.sponsor_of("sponsor")}
