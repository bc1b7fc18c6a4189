"""A world in which every text that a person could have written is hostile: written past all services, into the rows.

Every text column of every model of ours is filled, but for those that only our code writes (codes, ids, hashes), and
those that PostgreSQL keeps clean by a constraint, which then need no escaping.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

Field = Any  # of a model: Django's own class takes no parameters at run time

# Breaks out of an attribute, a tag, a script and a template, and is a link that would run.
MARK = "x55x"
POISON = f"javascript:{MARK}()//\"'><{MARK} on{MARK}=1>{{{{7*7}}}}</script>"
SHORT = f"\"'><{MARK} on{MARK}=1>"
MARKDOWN = (
    f"[a](javascript:{MARK}()) <javascript:{MARK}()> ![b](https://{MARK}.example/p.gif)\n\n"
    f"<svg/on{MARK}=1>\n\n[c]: javascript:{MARK}()\n\n[c] [d](data:text/html,<{MARK}>) \u202egpj.exe\n\n"
)
CORPUS = [
    POISON,
    SHORT,
    MARKDOWN,
    f"<script>{MARK}()</script>",
    f"<ScRiPt/x>{MARK}()</sCrIpT>",
    f"<img src=x onerror={MARK}()>",
    f"<svg/onload={MARK}()>",
    f"<svg><a xlink:href=javascript:{MARK}()><text>x</text></a></svg>",
    f"<math><mtext><table><mglyph><style></style><img src onerror={MARK}()>",
    f"x<noscript><p title='</noscript><img src onerror={MARK}()>'>",
    f"<iframe srcdoc='<script>{MARK}()</script>'></iframe>",
    f"<form action=javascript:{MARK}()><button>x</button></form>",
    f"<a href='java\tscript:{MARK}()'>x</a>",
    f"<style>@import 'https://{MARK}.example'</style><p style=x:{MARK}>",
    f"<meta http-equiv=refresh content='0;url=https://{MARK}.example'>",
    f"<!--><{MARK}>--><{MARK}>",
    f"[x](java\nscript:{MARK}()) [y](&#106;avascript:{MARK}()) [z](<javascript:{MARK}()>)",
    f'[x](https://a.example "" on{MARK}="{MARK}()") <https://a.example/"on{MARK}=1>',
    f"`</code><{MARK}>` ```\n</pre><{MARK}>\n```",
    f"&lt;{MARK}&gt; \x00<{MARK}> \u202e<{MARK}>\ufeff <\u0130{MARK}>",
]
OURS = {"accounts", "challenges", "entries", "judging", "ballots", "ideas", "awards", "service_levels", "community",
        "notifications", "payments", "workers", "api", "admin", "account", "usersessions", "auth"}  # fmt: skip

# Only our code writes these, from names of its own: a reader looks them up, and finds nothing hostile there.
CODES = {
    *("accounts.user.password", "accounts.user.time_zone", "accounts.user.language", "accounts.user.country"),
    *("accounts.apitoken.prefix", "accounts.apitoken.last_four", "accounts.apitoken.sha256"),
    *("challenges.challenge.format", "challenges.challenge.currency", "challenges.challenge.time_zone"),
    "challenges.challenge.source",
    *("awards.award.currency", "community.standing.currency", "community.standing.country"),
    *("service_levels.calendar.name", "service_levels.calendar.zone", "service_levels.plan.name"),
    *("notifications.notification.kind", "notifications.notification.path", "entries.entryfile.media_type"),
    *("payments.deskact.act", "payments.deskact.model", "payments.deskact.row", "payments.contribution.checkout_url"),
    *("payments.purse.reference", "payments.account.owner", "payments.transaction.purse", "payments.refund.reason"),
    *("payments.payee.transfers", "payments.contribution.payer_reference", "payments.payout.award_reference"),
    *("payments.writeoff.payer_reference", "payments.transaction.effect_key", "payments.payee.country"),
    *("workers.event.name", "workers.event.subject_type", "workers.event.subject_id", "workers.event.root"),
    *("workers.delivery.handler", "workers.delivery.queue", "api.keptanswer.path"),
    *("admin.logentry.object_id", "auth.permission.codename", "account.emailconfirmation.key"),
    "usersessions.usersession.session_key",
    *("payments.purse.currency", "payments.transferleg.currency", "payments.payout.currency"),
    *("payments.account.currency", "payments.writeoff.currency", "payments.solvencyday.currency"),
    *("payments.discrepancy.currency", "payments.stripemovement.currency", "awards.resultbundle.document"),
}
# In a document of JSON: what looks like a name, a number or a moment is our code's; the rest somebody wrote.
CODE_LIKE = re.compile(r"[a-z0-9_.:/+-]*|[A-Z]{2}|\d{4}-\d\d-\d\dT.*|[A-Z][a-z]+/[A-Z]\w+")


def text_fields() -> Iterator[Field]:
    """Every column of ours that holds words which a person may have chosen."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.FileField)
            if is_text and model._meta.app_label in OURS and not (field.choices or field.primary_key):
                yield field


def documents() -> Iterator[models.JSONField]:
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            yield from (field for field in model._meta.concrete_fields if isinstance(field, models.JSONField))


def name_of(field: Field) -> str:
    return f"{field.model._meta.label_lower}.{field.name}"


@dataclass(frozen=True)
class Poisoned:
    """Columns by what became of them: hostile, kept clean by a constraint, or without a word in this world."""

    hostile: frozenset[str]
    clean: frozenset[str]
    silent: frozenset[str]


def poison_everything() -> Poisoned:
    """Every word of this world, in one go and past every trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    became = {name_of(field): poison(field) for field in text_fields() if name_of(field) not in CODES}
    for field in documents():
        poison_documents(field)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
    parts = {kind: frozenset(name for name, what in became.items() if what == kind) for kind in KINDS}
    return Poisoned(**parts)


KINDS = ("hostile", "clean", "silent")


def poison(field: Field) -> str:
    """Fill the column: every row, or where a constraint wants some empty those that are not."""
    for words in fitting(field):
        for where in ("", f" WHERE {connection.ops.quote_name(field.column)} <> ''"):
            rows = written(field, words, where)
            if rows is not None:
                return "hostile" if rows else "silent"
    return "clean"


def fitting(field: Field) -> list[str]:
    """The longest poison that the column has room for, then shorter ones; a row's own twelve letters come behind."""
    if isinstance(field, models.EmailField):
        return [f'"{SHORT}@example.com']
    room = (field.max_length or 10_000) - 12
    return [words for words in (MARKDOWN + POISON, POISON, SHORT) if len(words) <= room] or [SHORT[:room]]


def written(field: Field, words: str, where: str) -> int | None:
    """How many rows hold it now, each a little different from the others; None where PostgreSQL refuses."""
    quote, meta = connection.ops.quote_name, field.model._meta
    own = f"left(md5({quote(meta.pk.column)}::text), 12)"
    value = f"replace(%s, '@', {own} || '\"@')" if "@" in words else f"%s || {own}"
    table, column = quote(meta.db_table), quote(field.column)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = {value}{where}", [words])
            return cursor.rowcount
    except DatabaseError:
        return None


def poison_documents(field: models.JSONField) -> None:
    for row in field.model._default_manager.all():
        changed = poisoned(getattr(row, field.attname))
        with transaction.atomic():
            field.model._default_manager.filter(pk=row.pk).update(**{field.name: changed})


def poisoned(value: Any) -> Any:
    """The same document, its words hostile."""
    match value:
        case str():
            return value if CODE_LIKE.fullmatch(value) else POISON
        case list():
            return [poisoned(part) for part in value]
        case dict():
            return {name: poisoned(part) for name, part in value.items()}
    return value
