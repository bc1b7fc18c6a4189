"""Names and titles are one honest line: what stands in subjects, lists, statements and deeds reads as it looks."""

import unicodedata

from django.utils.translation import gettext as _

# Marks that turn the direction of what follows ("exe.gpj" is read as "jpg.exe"); those of a letter alone may stay.
TURNING = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
BREAKING = {"Cc", "Zl", "Zp"}


def unseen_in(line: str) -> str:
    """The sentence that says why this is not one honest line, or nothing.

    Titles and names become the subjects of e-mails, which a line break would keep from leaving, and stand in lists
    beside the names of others.
    """
    odd = sorted({char for char in line if char in TURNING or unicodedata.category(char) in BREAKING})
    codes = ", ".join(f"U+{ord(char):04X}" for char in odd)
    sentence = _("It has line breaks or characters that cannot be seen ({codes}). Write it as one plain line.")
    return sentence.format(codes=codes) if odd else ""
