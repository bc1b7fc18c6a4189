"""Formats are data, not branches: no other module asks which format it is, only what its row says.

A row names rules by a word; the room that keeps such a rule looks it up there: who decides in
`bounties.awards.policies`, what silence leads to in `bounties.awards.automatic`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bounties.errors import InvalidInput


class Need(StrEnum):
    """Whether a challenge of a format must, may or cannot have something."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


class Decider(StrEnum):
    """Who decides between the deadline and the ladder's last step."""

    ASKER = "asker"  # whoever speaks for the sponsor accepts one answer, at any time
    BALLOT = "ballot"  # the public votes; by the terms a jury picks among the first, or its scores count as well
    PANEL = "panel"  # judges score by the rubric, the sponsor follows their ranking; without a rubric the sponsor alone
    SPONSOR = "sponsor"  # gives a pool, if there is one, to whom it likes; the public's votes bind nobody
    REVIEWER = "reviewer"  # whoever takes the next entry of a queue accepts it, rejects it, or asks for changes
    BUYER = "buyer"  # whoever asked takes among the offers what they like, or nothing for a reason; there is no panel


class Step(StrEnum):
    """What happens, one after the other, each time the deadline to decide has passed without a decision."""

    EXTENSION = "extension"  # once more time to decide
    ARBITER = "arbiter"  # the arbiter gets the file
    QUEUE = "queue"  # what waits in the queue goes on waiting: the arbiter decides it, entry by entry


@dataclass(frozen=True, slots=True)
class Brief:
    """What a short post need not say: its summary is its title, it opens at once, and these are understood."""

    open_seconds: int  # from the submission to the close
    judging_seconds: int  # from the close to judge_by
    ip_terms: str


@dataclass(frozen=True, slots=True)
class Format:
    """What is particular to one kind of challenge."""

    name: str
    label: str | Promise
    pitch: str | Promise  # in two sentences, for a sponsor who chooses: what it is for, and how it ends
    entries_are_sealed: bool  # nobody but its own team sees an entry before the challenge has closed
    is_rolling: bool  # entries are decided one by one while it is open, not together after it closed
    is_contestable: bool  # a decision may be appealed within the appeal window
    rubric: Need  # criteria whose weights sum to 100
    purse: Need  # it opens only once the whole purse is held
    guarantees: frozenset[str]  # of Challenge.Guarantee: what its sponsor may promise
    kill_fee_bp: tuple[int, int]  # of an up_to purse that is not awarded: lowest, which is the default, and highest
    decided_by: Decider
    ladder: tuple[Step, ...]  # before the last step, which is the silence rule
    silence_rule: str  # the ladder's last step: what happens if nobody decides
    silence: str | Promise  # that rule as a promise to solvers, where the purse is guaranteed
    silence_up_to: str | Promise = ""  # the same, where the sponsor may award less
    silence_with_jury: str | Promise = ""  # the same, where a jury's scores count beside the public's votes
    most_awards: int | None = None  # in all, all of one rank; None: the platform's limits
    brief: Brief | None = None  # what may be left out; None: everything is said
    ballot: Need = Need.NONE  # rules by which votes are taken and counted; where left out, the defaults
    is_priced: bool = False  # an entry is an offer: it names its price, at or under the place's amount, and wins that
    is_board: bool = False  # entries are ideas: votes raise them to review, and the sponsor says what becomes of each
    stages: Need = Need.NONE  # a chain of contests: whoever wins in one may enter the next; all are paid for first
    entries_show_once_closed: bool = False  # sealed entries are public from the close on, as far as they qualified
    has_queue: bool = (
        False  # entries wait in the order of receipt; each has its own hour, past which the arbiter decides
    )


DAY = 86_400
IN_FULL, OR_LESS = "guaranteed", "up_to"
KILL_FEE_BP = (1_000, 2_500)
CONTEST_LADDER = (Step.EXTENSION, Step.ARBITER)
CONTEST_SILENCE = _(
    "the published rule decides by itself: the ranking of the judges' scores if every entry has one, else equal parts "
    "among the finalists, else among all qualified entries."
)
STAGE_SILENCE = _(
    "the published rule decides this stage by itself: the ranking of the judges' scores if every entry has one, else "
    "equal parts among the finalists, else among all qualified entries. Whoever is given something has passed, and may "
    "enter the next stage."
)
CONTEST_SILENCE_UP_TO = _("the agreed kill fee is split equally among all qualified entries; the rest goes back.")
QUEUE_SILENCE = _(
    "the arbiter alone decides what still waits, entry by entry, and is reminded until it is done. Silence never "
    "decides, and no prize goes back while an entry waits."
)
BALLOT_SILENCE = _(
    "the public's votes decide by themselves: the places go to the first of the tally. If fewer people voted than the "
    "terms ask for, the prize money is split in equal parts among all entries on the ballot."
)
JURY_AND_BALLOT_SILENCE = _(
    "nobody has to: the jury's scores and the public's votes decide together, by the published rule. If the jury has "
    "not given every entry its scorecards by then, the votes decide alone; if fewer people voted than the terms ask "
    "for, the jury's scores do; if both are missing, the prize money is split in equal parts among all entries on the "
    "ballot."
)
POOL_SILENCE = _(
    "a pool goes back as a whole to those who paid it in. An idea under review that nobody answered in time is "
    "shown as overdue, for as long as that is so."
)

FORMATS = {
    row.name: row
    for row in [
        Format(
            name="prize",
            label=_("Prize contest"),
            pitch=_(
                "A problem to which you want the best solution: many work on it, and judges score every entry by "
                "your rubric. "
                "You pay the places that you promised, and decide after everyone has handed in."
            ),
            entries_are_sealed=True,
            is_rolling=False,
            is_contestable=True,
            rubric=Need.REQUIRED,
            purse=Need.REQUIRED,
            guarantees=frozenset({IN_FULL, OR_LESS}),
            kill_fee_bp=KILL_FEE_BP,
            decided_by=Decider.PANEL,
            ladder=CONTEST_LADDER,
            silence_rule="mean_or_equal_split",
            silence=CONTEST_SILENCE,
            silence_up_to=CONTEST_SILENCE_UP_TO,
        ),
        Format(
            name="ideation",
            label=_("Ideation contest"),
            pitch=_(
                "Many short ideas rather than one finished solution: entries are quick to write and to read. "
                "You or your judges pick those worth an award."
            ),
            entries_are_sealed=True,
            is_rolling=False,
            is_contestable=True,
            rubric=Need.OPTIONAL,
            purse=Need.REQUIRED,
            guarantees=frozenset({IN_FULL, OR_LESS}),
            kill_fee_bp=KILL_FEE_BP,
            decided_by=Decider.PANEL,
            ladder=CONTEST_LADDER,
            silence_rule="mean_or_equal_split",
            silence=CONTEST_SILENCE,
            silence_up_to=CONTEST_SILENCE_UP_TO,
        ),
        Format(
            name="request",
            label=_("Request for offers"),
            pitch=_(
                "You want to buy something and say what you would pay at most: sealed offers come in, and open "
                "together. "
                "You take what you like, or nothing, and pay no more than your budget."
            ),
            entries_are_sealed=True,
            is_rolling=False,
            is_contestable=False,
            rubric=Need.NONE,
            purse=Need.REQUIRED,
            guarantees=frozenset({OR_LESS}),
            kill_fee_bp=(0, 0),
            decided_by=Decider.BUYER,
            ladder=(),
            silence_rule="lapse",
            silence=_("every offer lapses, and the whole budget goes back to the buyer."),
            silence_up_to=_("every offer lapses, and the whole budget goes back to the buyer."),
            is_priced=True,
        ),
        Format(
            name="vote",
            label=_("Public vote"),
            pitch=_(
                "A design, a name, a picture: the public chooses among the entries, one vote for each person. "
                "The places go by the tally, which nobody sees before the voting ends."
            ),
            entries_are_sealed=True,
            is_rolling=False,
            is_contestable=True,
            rubric=Need.OPTIONAL,
            purse=Need.REQUIRED,
            guarantees=frozenset({IN_FULL}),
            kill_fee_bp=KILL_FEE_BP,
            decided_by=Decider.BALLOT,
            ladder=(),
            silence_rule="tally",
            silence=BALLOT_SILENCE,
            silence_with_jury=JURY_AND_BALLOT_SILENCE,
            ballot=Need.OPTIONAL,
            entries_show_once_closed=True,
        ),
        Format(
            name="first_correct",
            label=_("First correct"),
            pitch=_(
                "A task that is either done or not, like a bug or a proof: entries are reviewed one by one as "
                "they come. "
                "The first that is right is paid at once."
            ),
            entries_are_sealed=True,
            is_rolling=True,
            is_contestable=False,
            rubric=Need.NONE,
            purse=Need.REQUIRED,
            guarantees=frozenset({IN_FULL}),
            kill_fee_bp=(0, 0),
            decided_by=Decider.REVIEWER,
            ladder=(Step.QUEUE,),
            silence_rule="none",
            silence=QUEUE_SILENCE,
            has_queue=True,
        ),
        Format(
            name="question",
            label=_("Question"),
            pitch=_(
                "A question that somebody out there can answer: everyone reads the answers as they come. "
                "You accept one, and it is paid at once."
            ),
            entries_are_sealed=False,
            is_rolling=True,
            is_contestable=False,
            rubric=Need.NONE,
            purse=Need.REQUIRED,
            guarantees=frozenset({IN_FULL}),
            kill_fee_bp=(0, 0),
            decided_by=Decider.ASKER,
            ladder=(),
            silence_rule="half_to_the_top_answer",
            silence=_(
                "the top answer gets half of the prize, if at least two more people voted for it than against it, and "
                "the rest goes back; without such an answer everything goes back."
            ),
            most_awards=1,
            brief=Brief(open_seconds=7 * DAY, judging_seconds=7 * DAY, ip_terms="solver_keeps"),
        ),
        Format(
            name="milestones",
            label=_("Staged prize"),
            pitch=_(
                "A long piece of work in stages, each with prizes of its own: who wins a stage may enter the "
                "next. "
                "You pay for all of them before the first opens."
            ),
            entries_are_sealed=True,
            is_rolling=False,
            is_contestable=True,
            rubric=Need.OPTIONAL,
            purse=Need.REQUIRED,
            guarantees=frozenset({IN_FULL}),
            kill_fee_bp=KILL_FEE_BP,
            decided_by=Decider.PANEL,
            ladder=CONTEST_LADDER,
            silence_rule="mean_or_equal_split",
            silence=STAGE_SILENCE,
            stages=Need.REQUIRED,
        ),
        Format(
            name="ideas",
            label=_("Idea board"),
            pitch=_(
                "A board on which your users say what they wish for, and vote: what enough of them want comes up "
                "for your answer. "
                "It needs no prize; you may give a pool to whom you like."
            ),
            entries_are_sealed=False,
            is_rolling=False,
            is_contestable=False,
            rubric=Need.NONE,
            purse=Need.OPTIONAL,
            guarantees=frozenset({OR_LESS}),
            kill_fee_bp=(0, 0),
            decided_by=Decider.SPONSOR,
            ladder=(),
            silence_rule="pool_returned",
            silence=POOL_SILENCE,
            silence_up_to=POOL_SILENCE,
            is_board=True,
        ),
    ]
}


def format_named(name: str) -> Format:
    """The row of that name; raises InvalidInput, which names the formats there are."""
    if name not in FORMATS:
        raise InvalidInput(
            gettext('There is no format "{name}". Choose one of: {known}.'),
            field="format",
            name=name,
            known=sorted(FORMATS),
        )
    return FORMATS[name]


def usual_promise(name: str) -> dict[str, Any]:
    """What its sponsor promises by choosing a format that knows only one promise: a field of ChallengeTerms."""
    promises = FORMATS[name].guarantees if name in FORMATS else frozenset()
    return {"guarantee": next(iter(promises))} if len(promises) == 1 else {}
