"""The words of invented challenges: a few in every other title, thousands in hardly any, as in a real language."""

import itertools
import random

COMMON = [
    *("water", "data", "design", "energy", "health", "mobile", "sensor", "battery", "forecast", "packaging", "solar"),
    *("recycling", "logistics", "cold", "chain", "soil", "crop", "satellite", "image", "speech", "translation"),
    *("traffic", "hospital", "robot", "software", "security", "learning", "model", "climate", "ocean", "plastic"),
    *("bridge", "concrete", "textile", "colour", "music", "game", "wheelchair", "kitchen", "garden", "bicycle"),
]
BEGINNINGS = [consonant + vowel for consonant in "bdfghklmnp" for vowel in "aeio"]
MIDDLES = [consonant + vowel for consonant in "rtvnls" for vowel in "aeiu"]
ENDS = ["n", "r", "l", "s", "t", "k", "m", "x", "nd", "rt", "lk", "st"]
WORDS = [*COMMON, *("".join(parts) for parts in itertools.product(BEGINNINGS, MIDDLES, ENDS))]
# Zipf: the word of rank r is as frequent as 1 / (r + 2).
_SHARES = list(itertools.accumulate(1 / (rank + 2) for rank in range(1, len(WORDS) + 1)))


def sentence(chance: random.Random, words: int) -> str:
    """So many words, a common one more often than a rare one, without a full stop."""
    return " ".join(chance.choices(WORDS, cum_weights=_SHARES, k=words)).capitalize()


def of_rank(rank: int) -> str:
    """The word of that rank; 0 is the most frequent."""
    return WORDS[rank]
