"""Who scores what: covered as far as possible, as evenly as conflicts allow, the same for the same seed."""

from collections import Counter
from itertools import combinations, product
from random import Random

import pytest

from bounties.judging.assigning import assign


def loads_of(pairs, judges):
    return sorted(
        (Counter(dict.fromkeys(judges, 0)) + Counter(judge for judge, _ in pairs)).get(one, 0) for one in judges
    )


def evenness(pairs, judges):
    return sum(load * load for load in loads_of(pairs, judges))


def best_evenness(entries, judges, count, barred):
    """By trying everything: the smallest sum of squared loads among those assignments that cover the most."""
    choices = []
    for entry in entries:
        free = [judge for judge in judges if (judge, entry) not in barred]
        choices.append([[(judge, entry) for judge in few] for few in combinations(free, min(count, len(free)))])
    return min(evenness([pair for few in chosen for pair in few], judges) for chosen in product(*choices))


def test_it_covers_all_that_can_be_covered_as_evenly_as_possible_whatever_the_conflicts():
    random = Random(7)
    for number in range(60):
        judges, entries = range(random.randint(1, 4)), [f"e{one}" for one in range(random.randint(1, 4))]
        count = random.randint(1, 3)
        barred = {pair for pair in product(judges, entries) if random.random() < 0.35}
        plan = assign(entries, judges, per_entry=dict.fromkeys(entries, count), barred=barred, seed=str(number))
        assert not barred & set(plan.given)
        assert len(set(plan.given)) == len(plan.given)
        for entry in entries:
            free = sum((judge, entry) not in barred for judge in judges)
            assert sum(one == entry for _, one in plan.given) == min(count, free)
            assert plan.lacking.get(entry, 0) == max(0, count - free)
        assert evenness(plan.given, judges) == best_evenness(entries, judges, count, barred)


@pytest.mark.parametrize(
    ("seed", "judges", "barred"),
    [
        ("249", 3, {(0, 0), (0, 1), (1, 0), (1, 1), (1, 3), (2, 0), (2, 2)}),  # judge 0 hands an entry to judge 1
        (
            "164",
            4,
            {(0, 0), (0, 2), (1, 1), (1, 3), (2, 2), (3, 0), (3, 3)},
        ),  # only by way of judge 2, who keeps as many
    ],
)
def test_where_lots_fell_unevenly_work_is_handed_on_and_if_need_be_by_way_of_another(seed, judges, barred):
    entries, named = [f"e{one}" for one in range(4)], [f"j{one}" for one in range(judges)]
    conflicts = {(f"j{judge}", f"e{entry}") for judge, entry in barred}
    plan = assign(entries, named, per_entry=dict.fromkeys(entries, 1), barred=conflicts, seed=seed)
    assert not conflicts & set(plan.given)
    assert evenness(plan.given, named) == best_evenness(entries, named, 1, conflicts)
    assert set(plan.lacking) == {entry for entry in entries if not {(one, entry) for one in named} - conflicts}


def test_where_each_can_have_one_each_has_one_however_often_work_must_be_handed_on():
    free = {"e0": "04", "e1": "12", "e2": "03", "e3": "23", "e4": "13"}
    conflicts = {(judge, entry) for judge in "01234" for entry in free if judge not in free[entry]}
    for seed in map(str, range(80)):
        plan = assign(free, "01234", per_entry=dict.fromkeys(free, 1), barred=conflicts, seed=seed)
        assert loads_of(plan.given, "01234") == [1] * 5


def test_who_may_take_nothing_leaves_the_others_as_even_as_they_can_be():
    """Three share seven entries, each of which any of them could take; the fourth has a conflict with all."""
    entries = [f"e{one}" for one in range(7)]
    barred = {("w", entry) for entry in entries}
    for seed in "abcdefgh":
        plan = assign(entries, "wxyz", per_entry=dict.fromkeys(entries, 1), barred=barred, seed=seed)
        assert loads_of(plan.given, "wxyz") == [0, 2, 2, 3]


def test_work_may_come_back_to_who_handed_it_on():
    """The smallest table that was found in which the loads are only as even as they can be if an entry comes back."""
    free = {"e0": "036", "e2": "256", "e3": "04", "e4": "5", "e5": "23", "e7": "023", "e8": "456", "e9": "4"}
    judges = [f"j{number}" for number in "023456"]
    barred = {(judge, entry) for judge, entry in product(judges, free) if judge[1] not in free[entry]}
    standing = [("j4", "s0"), ("j4", "s1"), ("j5", "s2"), ("j6", "s3")]
    plan = assign(free, judges, per_entry=dict.fromkeys(free, 2), barred=barred, standing=standing, seed="139")
    assert loads_of([*plan.given, *standing], judges) == [2, 3, 3, 3, 3, 4]
    assert plan.lacking == {"e4": 1, "e9": 1}


def test_the_same_seed_draws_the_same_and_the_order_of_arrival_does_not_matter():
    entries, judges = [f"e{one}" for one in range(12)], [f"j{one}" for one in range(5)]
    asked = {"per_entry": dict.fromkeys(entries, 2)}
    first = assign(entries, judges, seed="a", **asked)
    assert set(assign(entries[::-1], judges[::-1], seed="a", **asked).given) == set(first.given)
    assert set(assign(entries, judges, seed="b", **asked).given) != set(first.given)


def test_what_stands_stays_and_weighs():
    plan = assign(
        ["a", "b"], ["x", "y"], per_entry={"a": 1, "b": 1}, standing=[("x", "a"), ("x", "c"), ("x", "d")], seed="s"
    )
    assert list(plan.given) == [("y", "b")]


@pytest.mark.parametrize("seed", "abcdefgh")
def test_an_entry_weighs_as_much_whether_it_stands_or_is_new(seed):
    """Who has one of four entries gets one more; who has three of six gets none."""
    for stands, new, given in ((1, 3, 1), (3, 3, 0)):
        standing, entries = [("x", f"old{number}") for number in range(stands)], [f"new{one}" for one in range(new)]
        plan = assign(entries, ["x", "y"], per_entry=dict.fromkeys(entries, 1), standing=standing, seed=seed)
        assert Counter(judge for judge, _ in plan.given) == Counter({"x": given, "y": new - given})


def test_it_says_which_entries_lack_how_many():
    plan = assign(["a", "b"], ["x", "y"], per_entry={"a": 3, "b": 2}, barred={("x", "b")})
    assert plan.lacking == {"a": 1, "b": 1}
    assert assign(["a"], [], per_entry={"a": 2}).lacking == {"a": 2}


def test_three_hundred_entries_are_spread_over_thirty_judges_to_one_entry_more_or_less():
    entries, judges, random = range(300), [f"j{one}" for one in range(30)], Random(1)
    barred = {(judge, entry) for judge in judges for entry in entries if random.random() < 0.1}
    plan = assign(entries, judges, per_entry=dict.fromkeys(entries, 3), barred=barred, seed="s")
    loads = loads_of(plan.given, judges)
    assert (sum(loads), loads[0], loads[-1]) == (900, 30, 30)
