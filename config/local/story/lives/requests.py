"""Lives of a request: offers come sealed, are opened together, and one is taken at its price, or none."""

from typing import Any

from config.local.story.lives.playing import Ending, Life, Play

REQUEST: dict[str, Any] = {
    "format": "request",
    "guarantee": "up_to",
    "prizes": [{"rank": 1, "amount": 50_000, "label": "A mountain bike, in Hull"}],
}
OFFERS = {"solver1": 47_500, "solver2": 42_000}


def request_by_people(play: Play) -> None:
    """The buyer takes the cheaper offer; the rest of the budget goes back."""
    play.post(enter_seconds=10, judge_seconds=60, **REQUEST)
    _offer(play)
    with play.telling.step("sponsor", "reads both offers, and takes the cheaper one"):
        awards = [{"entry": play.entries["solver2"], "rank": 1, "reason": "It can be fetched tomorrow."}]
        play.people["sponsor"].post(f"{play.path}/decide", awards=awards)
    play.wait_until("awarding")
    play.require_rule("sponsor")
    play.accept_awards("solver2")
    play.require_end("completed", paid=42_000, refunded=8_000)


def request_by_silence(play: Play) -> None:
    """The buyer never decides: the offers lapse, and the whole budget goes back."""
    play.post(enter_seconds=10, judge_seconds=2, **REQUEST)
    _offer(play)
    play.require_end("no_award", paid=0, refunded=50_000)
    play.require_rule("offers_lapsed")


def _offer(play: Play) -> None:
    for name, price in OFFERS.items():
        play.enter(name, f"A bike for {price // 100}", "Nearly new, with mudguards.", price=price)
    play.wait_until("judging", "no_award")


LIVES = [Life("request", Ending.PEOPLE, request_by_people), Life("request", Ending.SILENCE, request_by_silence)]
