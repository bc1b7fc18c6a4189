"""The names of entries before anyone may know whose they are."""

from uuid import UUID, uuid4

from bounties.judging.aliases import ADJECTIVES, NOUNS, alias_of


def test_an_alias_is_always_the_same():
    entry = UUID("4f0c7c3a-9a65-4c5e-8f0e-2f6d1a6f0b11")
    assert alias_of(entry) == alias_of(UUID(str(entry)))
    assert alias_of(entry) == "Eager Osprey 51139"


def test_the_order_of_ids_is_the_order_of_aliases():
    entries = sorted(uuid4() for _ in range(2_000))
    aliases = [alias_of(entry) for entry in entries]
    assert aliases == sorted(aliases)


def test_there_are_enough_aliases():
    assert len(set(ADJECTIVES)) == len(set(NOUNS)) == 64
    assert len({alias_of(uuid4()) for _ in range(2_000)}) > 1_990
