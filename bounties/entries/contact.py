"""Two who know each other only by alias: what would give one away, an address or a number, is refused."""

import re

from django.utils.translation import gettext as _

from bounties.errors import InvalidInput

EMAIL = re.compile(r"[\w.+-]+\s*(?:@|\(at\)|\[at\])\s*[\w-]+(?:\.|\s*\(dot\)\s*|\s*\[dot\]\s*)[\w.-]*\w", re.IGNORECASE)
DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-/]*\d){8,}")  # nine digits and more: longer than a price or a date


class GivesContact(InvalidInput):
    """It holds an e-mail address or a phone number. Answered with 400."""

    code = "gives_contact"


def require_no_contact(text: str, *, field: str) -> None:
    """Raise GivesContact for an e-mail address or a phone number."""
    found = EMAIL.search(text) or NUMBER.search(DATE.sub(" ", text))
    if found:
        raise GivesContact(
            _(
                '"{found}" looks like an address or a phone number. You know each other by alias until an offer '
                "is taken; write here instead."
            ),
            field=field,
            found=found.group().strip(),
        )
