"""What kind of file it is: by its bytes, not by what its name or its sender says."""

import codecs
from pathlib import PurePath

import puremagic
from django.utils.translation import gettext as _

from bounties.errors import InvalidInput

HEAD_BYTES = 8_192
BINARY = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".zip": "application/zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# No HTML and no SVG: they carry scripts.
TEXT = {".txt", ".md", ".csv", ".json", ".py", ".ipynb", ".r", ".sql", ".yaml", ".toml", ".tex"}
SIGNATURES = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}


def media_type_of(name: str, head: bytes) -> str:
    """The media type that name and first bytes agree on; raises InvalidInput if they don't, or it is not taken here."""
    suffix = PurePath(name).suffix.lower()
    if suffix in {".svg", ".svgz"}:
        raise InvalidInput(
            _('"{name}" is an SVG, which may carry scripts. Export it as PNG, JPEG, WebP or GIF, or put it in a .zip.'),
            field="file",
            name=name,
        )
    if suffix in TEXT and _is_text(head):
        return "text/plain"
    if suffix in BINARY and _is_binary(suffix, head):
        return BINARY[suffix]
    kinds = ", ".join(sorted(BINARY.keys() | TEXT))
    remedy = (
        _("Send one of {kinds}; anything else in a .zip.").format(kinds=kinds)
        if suffix not in BINARY.keys() | TEXT
        else _("Check the file.")
    )
    raise InvalidInput(
        _('"{name}" is not a file that is taken here, or not what its name says. {remedy}'),
        field="file",
        name=name,
        remedy=remedy,
    )


def _is_text(head: bytes) -> bool:
    try:
        # The head's last character may be cut in two: an incremental decoder waits for the rest of it.
        text = codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < HEAD_BYTES)
    except UnicodeDecodeError:
        return False
    return "\0" not in text


def _is_binary(suffix: str, head: bytes) -> bool:
    signature = SIGNATURES.get(BINARY[suffix])
    if signature is not None:
        return head.startswith(signature)
    try:
        found = puremagic.magic_string(head)
    except puremagic.PureError:
        return False
    return any(match.extension == suffix for match in found)
