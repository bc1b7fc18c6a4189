"""What an uploaded file may be called. Cleaned: folders before it, odd spaces, invisible joiners. Refused: the rest.

A name is shown to judges and becomes a name on their disk, so it must look like what it is.
"""

import unicodedata

from django.utils.translation import gettext as _

from bounties.errors import InvalidInput

LONGEST_NAME = 120  # characters
# They turn the direction of what follows: "exe.gpj" would be read as "jpg.exe".
BIDI = {*"\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
REFUSED = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
FORBIDDEN = {*'<>:"|?*'}  # no file can be called so on some of the judges' machines


def clean_name(given: str) -> str:
    """The name without folders, with plain spaces; raises InvalidInput for what cannot be made honest."""
    name = unicodedata.normalize("NFC", given.replace("\\", "/").rpartition("/")[2])
    if odd := sorted({char for char in name if unicodedata.category(char) in REFUSED or char in BIDI}):
        codes = ", ".join(f"U+{ord(char):04X}" for char in odd)
        raise InvalidInput(
            _("The file's name has characters that cannot be seen ({codes}). Rename it."), field="file", codes=codes
        )
    if odd := sorted(FORBIDDEN & set(name)):
        raise InvalidInput(
            _('The name "{name}" has {odd}, which some systems refuse. Rename it.'),
            field="file",
            name=name,
            odd=" ".join(odd),
        )
    name = "".join(_plain(char) for char in name).strip()
    if len(name) > LONGEST_NAME:
        raise InvalidInput(
            _('The name "{start}…" has {length} characters; shorten it to {longest_name}.'),
            field="file",
            start=name[:40],
            length=len(name),
            longest_name=LONGEST_NAME,
        )
    return name


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    return "" if category == "Cf" else char
