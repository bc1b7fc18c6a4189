"""Each rule of a signed result has its check, which names what breaks it: no other check stands in for it."""

from datetime import datetime, timedelta

import pytest

from tests.bounties.awards.tampering import (
    Change,
    Document,
    as_it_is,
    award,
    cards,
    document,
    finding,
    kind,
    original,
    receipt,
    words,
)

__all__ = ["document", "original"]


def just_before_the_close(document: Document) -> None:
    moment = datetime.fromisoformat(words(document)["close"]) - timedelta(microseconds=1)
    receipt(document, "third").update(received_at=moment.isoformat())


BROKEN: list[tuple[str, Change, str]] = [
    ("receipts", lambda it: it["receipts"].append(it["receipts"][-1]), "the receipts are not one for each entry in"),
    ("receipts", lambda it: it["receipts"].reverse(), "the receipts are not one for each entry in the order of"),
    ("receipts", lambda it: receipt(it, "third").update(sha256="0" * 63), "the receipt of {third} is none."),
    ("receipts", lambda it: receipt(it, "third").update(sha256="0" * 65), "the receipt of {third} is none."),
    ("receipts", lambda it: receipt(it, "third").update(sha256="-" + "0" * 63), "the receipt of {third} is none."),
    ("receipts", lambda it: receipt(it, "third").update(sha256="0_" * 31 + "00"), "the receipt of {third} is none."),
    ("receipts", lambda it: receipt(it, "third").update(version=0), "the receipt of {third} is none."),
    (
        "receipts",
        lambda it: receipt(it, "third").update(received_at=words(it)["close"]),
        "{third} was received at {close}, after the close.",
    ),
    ("rule", lambda it: it["scoring"].update(rule="median"), "scores were counted by median Options(drop=0, places=4"),
    ("rule", lambda it: it["scoring"]["options"].update(places=3), "scores were counted by weighted_mean Options("),
    ("scorecards", lambda it: cards(it).append(cards(it)[0]), "{judge} scored {scored} twice."),
    ("scorecards", lambda it: cards(it)[0]["points"].pop(), "a card of {judge} is for no judged entry, or not of"),
    ("scorecards", lambda it: cards(it)[0].update(entry="Nobody"), "a card of {judge} is for no judged entry, or"),
    (
        "scorecards",
        lambda it: cards(it)[0].update(points=["100.01", "90"]),
        "{judge} gave {scored} points outside of 0 to 100.",
    ),
    (
        "scorecards",
        lambda it: cards(it)[0].update(points=["90", "-0.01"]),
        "{judge} gave {scored} points outside of 0 to 100.",
    ),
    ("ranking", lambda it: it["ranking"].pop(), "3 entries have a score, 2 are ranked."),
    ("ranking", lambda it: it["ranking"][1].update(spread="0.01"), "recounted, position 2 is "),
    ("decision", lambda it: it["scoring"].update(quorum=3), "{first} has 2 scorecards, 3 are needed."),
    ("decision", lambda it: award(it, 2, entry=words(it)["third"]), "the awards do not follow the ranking, and no"),
    ("decision", lambda it: kind(it, "blend"), "by the rule weighted_mean the public's votes don't count."),
    ("decision", lambda it: kind(it, "none"), "it says that no entry qualified, and yet there is one."),
    ("decision", lambda it: kind(it, "nobody", "no_pool"), "by no_pool nobody is awarded, and yet there is an award."),
    ("decision", lambda it: kind(it, "votes"), "the one top answer gets half of 150000, and the awards say otherwise."),
    ("awards", lambda it: receipt(it, "second").update(judged=False), "{second} has an award and was not judged."),
    ("awards", lambda it: award(it, 2, rank=1), "an entry has two awards, or a place two winners."),
    ("awards", lambda it: award(it, 2, entry=words(it)["first"]), "an entry has two awards, or a place two winners."),
    ("awards", lambda it: award(it, 2, amount=50_001), "the awards are 150001 in all, the purse is 150000 usd."),
    ("awards", lambda it: award(it, 2, amount=0), "the awards are 100000 in all, the purse is 150000 usd."),
    ("awards", lambda it: award(it, 2, currency="eur"), "the awards are 150000 in all, the purse is 150000 usd."),
]


@pytest.mark.parametrize(("check", "change", "sentence"), BROKEN, ids=[sentence for _, _, sentence in BROKEN])
def test_what_is_broken_is_named_by_its_own_check(check, change, sentence, document):
    told = words(document)
    change(document)
    holds, said = finding(document, check)
    assert said.startswith(sentence.format(**told))
    assert not holds


HOLDS: list[tuple[str, Change, str]] = [
    ("terms", as_it_is, "terms 1 have the SHA-256 "),
    ("receipts", as_it_is, "3 receipts, 3 of them of judged entries, all before the close"),
    ("receipts", just_before_the_close, "3 receipts, "),
    ("receipts", lambda it: receipt(it, "third").update(judged=False, version=2), "3 receipts, 2 of them of judged"),
    ("rule", as_it_is, "the rule is weighted_mean, as the terms say, Options(drop=0, places=4, public_share=0)"),
    ("scorecards", as_it_is, "6 scorecards of 2 judges"),
    ("scorecards", lambda it: cards(it)[0].update(points=["100", "0"]), "6 scorecards of 2 judges"),
    ("ranking", as_it_is, "the ranking of 3 entries was recounted"),
    ("ballot", as_it_is, "there was no public vote"),
    ("decision", as_it_is, "the awards follow the ranking"),
    ("decision", lambda it: kind(it, "scores", "mean_of_scorecards") or it["scoring"].update(quorum=3), "the awards"),
    ("decision", lambda it: kind(it, "person", "sponsor"), "by the sponsor, who follows no scores; each award is"),
    ("awards", as_it_is, "2 awards, 150000 of 150000 minor units of usd"),
    ("awards", lambda it: award(it, 2, amount=1), "2 awards, 100001 of 150000 minor units of usd"),
    ("revisions", as_it_is, "the end is not told yet"),
    ("revisions", lambda it: it.update(edition="ended"), "nothing was reviewed again"),
    ("outcome", as_it_is, "the end is not told yet: this is the edition of the decision"),
]


@pytest.mark.parametrize(("check", "change", "sentence"), HOLDS, ids=[sentence for _, _, sentence in HOLDS])
def test_what_is_allowed_holds_and_says_what_was_found(check, change, sentence, document):
    change(document)
    holds, said = finding(document, check)
    assert said.startswith(sentence)
    assert holds
