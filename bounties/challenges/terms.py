"""What a sponsor writes, as one value: read from a request or a row, checked, written, and hashed as a whole."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bounties.challenges import limits
from bounties.challenges.formats import FORMATS, format_named
from bounties.challenges.models import Challenge
from bounties.challenges.models.entering import MOST_SUBMISSIONS


@dataclass(frozen=True, slots=True)
class PrizeTerms:
    """One place: `count` awards of `amount` minor units each."""

    rank: int
    amount: int
    count: int = 1
    label: str = ""


@dataclass(frozen=True, slots=True)
class CriterionTerms:
    """One measure; their order is their priority."""

    name: str
    weight: int
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class StageTerms:
    """A stage after the first, for those who won in the one before; what it does not say is as in the first."""

    title: str
    statement: str  # what is to be delivered
    prizes: tuple[PrizeTerms, ...]
    opens_at: datetime
    closes_at: datetime
    judge_by: datetime


@dataclass(frozen=True, slots=True)
class ChallengeTerms:
    """Everything about a challenge that its sponsor says. Empty means: not said yet."""

    format: str
    title: str
    currency: str
    summary: str = ""
    statement: str = ""
    prizes: tuple[PrizeTerms, ...] = ()
    criteria: tuple[CriterionTerms, ...] = ()
    guarantee: str = "guaranteed"
    ip_terms: str = ""
    ip_text: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    judge_by: datetime | None = None
    appeal_seconds: int | None = None
    durations: dict[str, int] = field(default_factory=dict)
    kill_fee_bp: int | None = None
    time_zone: str = "UTC"
    tags: tuple[str, ...] = ()
    eligibility: dict[str, Any] = field(default_factory=dict)
    ballot: dict[str, Any] = field(default_factory=dict)  # ballot_rules.py has names and defaults
    visibility: str = "public"
    aggregation: str = "weighted_mean"
    aggregation_options: dict[str, int] = field(default_factory=dict)
    judges_per_entry: int | None = None  # None: every judge scores every entry
    ai_policy: str = "allowed"
    entry_media: str = "any"
    entry_limit: int = 1
    submissions_a_day: int = MOST_SUBMISSIONS
    threshold: int | None = None  # points that send an idea to review; None: the default of idea_rules.py
    screening: bool = False
    papers: tuple[str, ...] = ()  # asked of winners before they are paid; see formalities.py
    stages: tuple[StageTerms, ...] = ()  # of a staged prize: those that follow, said in the first
    stage: int = 1
    funding_mode: str = "single"
    funding_goal: int | None = None  # what a request says the goal is; it must be `promised`, which is what counts
    funding_ends_at: datetime | None = None
    minimum_contribution: int | None = None

    @property
    def prize_total(self) -> int:
        """What the purse must hold, in minor units."""
        return sum(prize.amount * prize.count for prize in self.prizes)

    @property
    def promised(self) -> int:
        """All stages together, in minor units."""
        return self.prize_total + sum(prize.amount * prize.count for one in self.stages for prize in one.prizes)

    @property
    def places(self) -> int:
        """How many can win."""
        return sum(prize.count for prize in self.prizes)

    @property
    def appeal_window(self) -> int:
        """Seconds; by default 72 hours, or 24 for a small purse; none where nobody can appeal, whatever is said."""
        if self.format in FORMATS and not FORMATS[self.format].is_contestable:
            return 0
        if self.appeal_seconds is not None:
            return self.appeal_seconds
        return limits.SMALL_APPEAL_SECONDS if self.prize_total < limits.SMALL_PURSE else limits.APPEAL_SECONDS

    @property
    def kill_fee(self) -> int:
        """Basis points; an up_to purse has the lowest fee of its format by default, a guaranteed one none."""
        if self.kill_fee_bp is not None:
            return self.kill_fee_bp
        return format_named(self.format).kill_fee_bp[0] if self.guarantee == "up_to" else 0


# Fields that are columns under the same name and with the same value.
PLAIN = [
    "format", "title", "currency", "summary", "statement", "guarantee", "ip_terms", "ip_text", "opens_at", "closes_at",
    "judge_by", "durations", "time_zone", "eligibility", "ballot", "visibility", "aggregation",
    "aggregation_options", "judges_per_entry", "ai_policy", "entry_media", "entry_limit", "submissions_a_day",
    "threshold", "screening", "stage", "funding_mode", "funding_ends_at", "minimum_contribution",
]  # fmt: skip

# Not in the document while they have their default, so that terms hashed before they existed keep their hash.
DEFAULTS: dict[str, Any] = {
    "ballot": {}, "aggregation_options": {}, "judges_per_entry": None, "ai_policy": "allowed", "entry_media": "any",
    "entry_limit": 1, "submissions_a_day": MOST_SUBMISSIONS, "threshold": None, "screening": False, "stages": [],
    "stage": 1, "papers": [],
}  # fmt: skip


def terms_of(challenge: Challenge) -> ChallengeTerms:
    """The terms as a challenge's rows have them now."""
    return ChallengeTerms(
        **{name: getattr(challenge, name) for name in PLAIN},
        appeal_seconds=challenge.appeal_seconds,
        kill_fee_bp=challenge.kill_fee_bp,
        tags=tuple(challenge.tags),
        papers=tuple(challenge.papers),
        prizes=tuple(PrizeTerms(row.rank, row.amount, row.count, row.label) for row in challenge.prizes.all()),
        criteria=tuple(CriterionTerms(row.name, row.weight, row.guidance) for row in challenge.criteria.all()),
        stages=stages_from(challenge.stages),
    )


def columns_of(terms: ChallengeTerms) -> dict[str, Any]:
    """The challenge's own columns; prizes and criteria are rows of their own."""
    return {name: getattr(terms, name) for name in PLAIN} | {
        "tags": list(terms.tags),
        "papers": list(terms.papers),
        "appeal_seconds": terms.appeal_window,
        "kill_fee_bp": terms.kill_fee,
        "stages": _as_json([asdict(stage) for stage in terms.stages]),
    }


def document_of(terms: ChallengeTerms) -> dict[str, Any]:
    """The terms as JSON has them, for the snapshot that solvers accept."""
    found: dict[str, Any] = _as_json(asdict(terms))
    del found["funding_goal"]
    found = {name: value for name, value in found.items() if name not in DEFAULTS or value != DEFAULTS[name]}
    return found | {"appeal_seconds": terms.appeal_window, "kill_fee_bp": terms.kill_fee}


def terms_from(document: dict[str, Any]) -> ChallengeTerms:
    """What such a document says, as terms again."""
    found = dict(document)
    for name in ("opens_at", "closes_at", "judge_by", "funding_ends_at"):
        found[name] = datetime.fromisoformat(found[name]) if found.get(name) else None
    found["prizes"] = tuple(PrizeTerms(**row) for row in found["prizes"])
    found["criteria"] = tuple(CriterionTerms(**row) for row in found["criteria"])
    found["stages"] = stages_from(found.get("stages", []))
    return ChallengeTerms(**found | {"tags": tuple(found["tags"]), "papers": tuple(found.get("papers", []))})


def stages_from(rows: list[dict[str, Any]]) -> tuple[StageTerms, ...]:
    """Stages as JSON has them, as terms."""
    return tuple(
        StageTerms(
            title=row["title"],
            statement=row["statement"],
            prizes=tuple(PrizeTerms(**prize) for prize in row["prizes"]),
            **{name: datetime.fromisoformat(row[name]) for name in ("opens_at", "closes_at", "judge_by")},
        )
        for row in rows
    )


def _as_json(value: Any) -> Any:
    return json.loads(json.dumps(value, default=lambda moment: moment.isoformat()))
