"""The demo's lives, from forty days ago to now: at the end a challenge stands in each status that can be reached."""

from bounties.awards import deciding
from bounties.challenges import asking, reviewing
from bounties.challenges.models import Challenge
from bounties.entries import cancelling, pausing
from config.local.demo import texts
from config.local.demo.clock import set_clock, wait_until_quiet
from config.local.demo.playing import Play, Span
from payments.reconciliation import running

PANEL = ("judge1", "judge2")


def forty_days_ago(play: Play) -> None:
    """The first challenges open; solvers arrange how they are paid."""
    set_clock(days=-40)
    for solver in ("solver1", "solver2", "solver3"):
        play.onboard(solver)
    propeller = play.publish(texts.PROPELLER, Span(0.01, 12, 30))
    label = play.publish(texts.LABEL, Span(0.01, 12, 30, appeal_days=1), by="maker")
    play.publish(texts.STAIRS, Span(0.01, 12, 30))
    wallet = play.publish(texts.WALLET, Span(2, 12, 30))
    cancelling.cancel(challenge_id=wallet.pk, reason="client_request", by=play.cast["sponsor"])
    play.publish(texts.MENU, Span(0.01, 12, 30, appeal_days=1), guarantee="up_to")
    set_clock(days=-35)
    wait_until_quiet()
    play.seat(propeller, *PANEL)
    play.seat(label, "judge3", "judge1", by="maker")
    play.enter(
        propeller, "solver1", "Owl's comb", "A comb on the leading edge breaks the whistle; lift falls by 2.1 %."
    )
    play.enter(propeller, "solver2", "Uneven spacing", "Blades at 80 and 280 degrees spread one tone over four.")
    play.enter(
        propeller, "solver3", "Slower and wider", "A wider chord at 70 % of the speed; mesh and numbers enclosed."
    )
    play.enter(label, "solver2", "Three exposures", "Stack three exposures, find the year by its digits' stroke width.")
    play.enter(
        label, "solver3", "Ask the shape", "Bottle and label shape narrow the producer to nine; then read two letters."
    )
    menu = Challenge.objects.get(title=texts.MENU.title)
    for solver, title in (("solver1", "Soup first"), ("solver2", "Fewer dishes"), ("solver4", "Swap lists")):
        play.enter(menu, solver, title, "Ten dishes, two kitchens, one shopping list.")
    play.seat(menu, *PANEL)


def twenty_days_ago(play: Play) -> None:
    """The first challenges are judged and decided; those without an entry went back to their sponsors."""
    set_clock(days=-25)
    wait_until_quiet()
    propeller, label, menu = (
        Challenge.objects.get(title=text.title) for text in (texts.PROPELLER, texts.LABEL, texts.MENU)
    )
    for judge, first in (("judge1", 88), ("judge2", 84)):
        play.score(
            propeller, judge, {"Owl's comb": first, "Uneven spacing": first - 15, "Slower and wider": first - 30}
        )
        play.score(menu, judge, {"Soup first": 20, "Fewer dishes": 15, "Swap lists": 10})
    for judge in ("judge3", "judge1"):
        play.score(label, judge, {"Three exposures": 91, "Ask the shape": 79})
    play.decide(propeller, "Owl's comb", "Uneven spacing")
    play.decide(label, "Three exposures", by="maker")
    deciding.decide(challenge_id=menu.pk, awards=[], by=play.cast["sponsor"])
    route = play.publish(texts.ROUTE, Span(0.01, 23, 62))
    battery = play.publish(texts.BATTERY, Span(0.01, 10, 40, appeal_days=1))
    invoice = play.publish(texts.INVOICE, Span(0.01, 15, 50, appeal_days=30), by="maker")
    set_clock(days=-20)
    wait_until_quiet()
    for challenge in (propeller, label):
        play.accept(challenge)
    play.pay_out("finance1")
    enter_the_second_round(play, route, battery, invoice)


def enter_the_second_round(play: Play, route: Challenge, battery: Challenge, invoice: Challenge) -> None:
    """Entries to what is judged, provisional and awarding now."""
    play.seat(route, *PANEL)
    play.enter(
        route, "solver1", "Two-day memory", "Fill levels follow market days; a two-day memory finds 94 % of them."
    )
    play.enter(route, "solver4", "Neighbours tell", "Bins without a sensor follow the nearest two that have one.")
    play.seat(battery, *PANEL)
    play.enter(
        battery, "solver5", "One pulse, one minute", "The voltage's rebound after a 10 s pulse gives capacity to 4 %."
    )
    play.seat(invoice, "judge3", "judge2", by="maker")
    play.enter(invoice, "solver1", "Typing mistakes have a shape", "Weigh swaps on the number pad; 212 pairs, 9 false.")
    play.enter(invoice, "solver3", "Same supplier, same cents", "Cents rarely repeat by chance; start there.")


def ten_days_ago(play: Play) -> None:
    """One award waits for its winner's onboarding; the board fills with what is open today."""
    set_clock(days=-12)
    wait_until_quiet()
    battery = Challenge.objects.get(title=texts.BATTERY.title)
    for judge in PANEL:
        play.score(battery, judge, {"One pulse, one minute": 82})
    play.decide(battery, "One pulse, one minute")
    greenhouse = play.publish(texts.GREENHOUSE, Span(0.01, 60, 90))
    play.publish(texts.BRAILLE, Span(0.01, 55, 85))
    play.publish(texts.CHOIR, Span(0.01, 50, 80), by="maker")
    play.publish(texts.NOISE, Span(0.01, 47, 75))
    set_clock(days=-9)
    wait_until_quiet()
    play.accept(battery)
    play.enter(greenhouse, "solver2", "Leaves droop first", "The angle of the third leaf at noon says enough.")
    asked = asking.ask(challenge_id=greenhouse.pk, body="May we use the weather forecast?", by=play.cast["solver3"])
    asking.answer(question_id=asked.pk, text="Yes, any public one.", by=play.cast["sponsor"])
    asking.ask(challenge_id=greenhouse.pk, body="Are the cameras colour-calibrated?", by=play.cast["solver5"])


def today(play: Play) -> None:
    """The newest decision, one challenge half scored, and the drawers of sponsor and moderator."""
    set_clock(days=0)
    wait_until_quiet()
    invoice, route = (Challenge.objects.get(title=text.title) for text in (texts.INVOICE, texts.ROUTE))
    for judge in ("judge3", "judge2"):
        play.score(invoice, judge, {"Typing mistakes have a shape": 87, "Same supplier, same cents": 74})
    play.decide(invoice, "Typing mistakes have a shape", "Same supplier, same cents", by="maker")
    play.score(route, "judge1", {"Two-day memory": 77})
    moderator = play.cast["moderator"]
    play.publish(texts.TIDE, Span(35, 70, 100))
    kite = play.publish(texts.KITE, Span(0.01, 40, 70))
    pausing.pause(challenge_id=kite.pk, reason="The sample data names a pupil; it is being cleaned.", by=moderator)
    play.checkout(play.approve(texts.SOURDOUGH, Span(20, 60, 90), by="maker"), by="maker")
    play.approve(texts.LIBRARY, Span(20, 60, 90))
    orchard = play.approve(texts.ORCHARD, Span(30, 70, 100, collects=25))
    play.back(orchard, 30_000, by="sponsor")
    play.back(orchard, 18_500, by="maker")
    play.submit(texts.HARBOUR, Span(20, 60, 90))
    miracle = play.submit(texts.MIRACLE, Span(20, 60, 90))
    reviewing.reject(
        challenge_id=miracle.pk, reason="No entry could ever win this: it asks for the impossible.", by=moderator
    )
    stove = play.submit(texts.STOVE, Span(20, 60, 90), by="maker")
    reviewing.request_changes(challenge_id=stove.pk, reason="Say how you will measure smoke, please.", by=moderator)
    play.post(texts.BENCH, Span(20, 60, 90), by="maker")
    wait_until_quiet()
    running.ask(by=play.cast["finance-maker"])  # so that the public figures are today's, and one can be signed off
    wait_until_quiet()


LIVES = (forty_days_ago, twenty_days_ago, ten_days_ago, today)
