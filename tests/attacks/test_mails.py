"""Every letter of the wording table with hostile words in it: one plain text, to whom it is for, under one subject."""

from email import message_from_bytes
from email.message import Message
from email.policy import default
from uuid import uuid4

import pytest

from bounties.challenges.models import Challenge
from bounties.notifications.announcing import _words
from bounties.notifications.letters import LETTERS
from bounties.notifications.mailing import composed
from bounties.notifications.wording import WORDING
from tests.attacks.poisoning import CORPUS

TO = "reader@example.com"
HOSTILE = [
    *CORPUS,
    "a\r\nBcc: all@example.com\r\n\r\n<script>x</script>",
    "a\nContent-Type: text/html",
    "a\u2028Bcc: all@example.com",
    "{title.__class__.__mro__} {0} {subject_id} %(title)s %s",
    "=?utf-8?q?=0D=0ABcc:_all@example.com?=",
    "x" * 5_000,
]
HEADERS = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID"}


def letter(title: str, body: str) -> Message:
    """As it leaves, and as a mail program reads it."""
    mail = composed(key=uuid4(), to=TO, title=title, body=body, path="/", footer="")
    return message_from_bytes(mail.message().as_bytes(), policy=default)


def harm_of(mail: Message) -> list[str]:
    """What its words made of it."""
    subject, kind = str(mail["Subject"]), mail.get_content_type()
    found = [name for name in mail if name not in HEADERS | {"Auto-Submitted"}]
    found += [name for name in mail if len(mail.get_all(name) or []) > 1]
    if kind != "text/plain" or mail.is_multipart() or mail["To"] != TO:
        found.append(f"{kind} to {mail['To']}")
    return found + ([subject] if "\n" in subject or "\r" in subject else [])


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_title_makes_more_of_a_letter_than_a_plain_text_to_its_reader(language):
    harms = {}
    tellings = [one for rows in WORDING.values() for one in rows]
    assert len(tellings) > 100
    for number, telling in enumerate(tellings):
        hostile = HOSTILE[number % len(HOSTILE)]
        title, body = _words(telling, Challenge(title=hostile), language)
        if harm := harm_of(letter(title, f"{body} {hostile}")):
            harms[telling.title] = harm
    assert harms == {}


def test_each_hostile_word_is_a_letters_subject_and_no_more():
    for row in LETTERS.values():
        for hostile in HOSTILE:
            assert harm_of(letter(row.title.format(title=hostile), row.body)) == []


def test_the_eye_sees_a_letter_of_two_recipients_or_parts():
    seen = message_from_bytes(
        f"To: {TO}\nBcc: all@example.com\nSubject: a\nContent-Type: text/html\n\nx".encode(), policy=default
    )
    assert harm_of(seen) == ["Bcc", f"text/html to {TO}"]
