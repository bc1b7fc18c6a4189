"""How alike two texts are: the part of their three-word runs that they share. Pure.

A text's sketch is the 256 smallest hashes of its runs. The smallest 256 of two sketches together are a fair sample of
all runs of both, so the part of that sample which both have is the part of all (Jaccard) that they share: exactly, for
texts of up to 256 runs, and within some 3 % beyond. Sketches have a fixed size, so thousands are compared in
milliseconds, however long the texts are.
"""

import re
import struct
import unicodedata
from hashlib import blake2b

RUN = 3  # words
SKETCHED = 256  # hashes
LEAST_RUNS = 12  # of a text that can be compared; greetings are alike
HASH_BYTES = 8
# Where words are written without spaces between them, each character counts as one.
WORDS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")

Sketch = frozenset[int]


def words_of(text: str) -> list[str]:
    """What is left when case, accents' spelling, punctuation and markup make no difference."""
    return WORDS.findall(unicodedata.normalize("NFKC", text).casefold())


def sketch_of(text: str) -> Sketch:
    """The smallest hashes of a text's runs; empty for a text that is too short to be compared."""
    words = words_of(text)
    runs = {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
    if len(runs) < LEAST_RUNS:
        return frozenset()
    hashes = (int.from_bytes(blake2b(run.encode(), digest_size=HASH_BYTES).digest()) for run in runs)
    return frozenset(sorted(hashes)[:SKETCHED])


def likeness(one: Sketch, other: Sketch) -> float:
    """From 0 to 1: the part of both texts' runs that both have."""
    shared = one & other
    if not shared:
        return 0.0
    sample = sorted(one | other)[:SKETCHED]
    return sum(value in shared for value in sample) / len(sample)


def packed(sketch: Sketch) -> bytes:
    """As it is stored."""
    return struct.pack(f">{len(sketch)}Q", *sorted(sketch))


def unpacked(stored: bytes) -> Sketch:
    """As it is compared."""
    return frozenset(struct.unpack(f">{len(stored) // HASH_BYTES}Q", stored))
