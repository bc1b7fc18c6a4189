"""Lists of sanctions, as data that finance loads: names of people, and countries."""

import unicodedata
from collections.abc import Iterable

from django.db import connection, models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from workers.clock import LaurelNow

STEADY = "SELECT pg_advisory_xact_lock_shared(hashtext('laurel.sanctions'), 0)"
CHANGING = "SELECT pg_advisory_xact_lock(hashtext('laurel.sanctions'), 0)"


class SanctionEntry(models.Model):
    """One line of the list. A name is kept as its words in order, without accents, so that spelling matters less."""

    class Kind(models.TextChoices):
        """What it names."""

        NAME = "name", _("Name")
        COUNTRY = "country", _("Country")

    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=200)  # normalised
    label = models.CharField(max_length=200)  # as the list has it
    source = models.CharField(max_length=200, blank=True)
    loaded_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        verbose_name_plural = "sanction entries"
        constraints = [
            models.UniqueConstraint(name="sanction_is_listed_once", fields=["kind", "value"]),
            models.CheckConstraint(
                name="sanction_names_something", condition=Q(kind__in=["name", "country"]) & ~Q(value="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"


def normalised(kind: str, text: str) -> str:
    """What two spellings of the same have in common: case, accents, punctuation and the order of words do not count."""
    if kind == SanctionEntry.Kind.COUNTRY:
        return text.strip().upper()
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)).casefold()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    return " ".join(sorted(words))[:200]


def hold_list(*, to_change: bool = False) -> None:
    """Whoever asks the list keeps it as it is until their transaction ends, and whoever changes it waits for them all.

    Else a payout that is made by the old list might not be seen yet when all there are were held to the new one.
    """
    with connection.cursor() as cursor:
        cursor.execute(CHANGING if to_change else STEADY)


def is_empty() -> bool:
    """Whether nobody is on the list, until this transaction ends."""
    hold_list()
    return not SanctionEntry.objects.exists()


def listed(*, name: str, countries: Iterable[str]) -> QuerySet[SanctionEntry]:
    """The lines that name this person, or one of these countries, until this transaction ends."""
    hold_list()
    named = Q(kind=SanctionEntry.Kind.NAME, value=normalised(SanctionEntry.Kind.NAME, name) or None)
    lives = Q(kind=SanctionEntry.Kind.COUNTRY, value__in=[country for country in countries if country])
    return SanctionEntry.objects.filter(named | lives)
