"""What each choice of a sponsor means, in two sentences: declarative tables, and the widget that shows them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
Explained = Mapping[str, tuple[Words, Words]]  # by value: its name, and what it means

GUARANTEES: Explained = {
    "guaranteed": (
        _("Guaranteed"),
        _(
            "Every prize that you name goes to somebody, as long as one entry qualifies. "
            "It attracts the most solvers, because nobody works for a maybe."
        ),
    ),
    "up_to": (
        _("Up to"),
        _(
            "You may award less, or nothing, if no entry is good enough. "
            "Then those who qualified share a fee for their work, and the rest goes back to you."
        ),
    ),
}
RIGHTS: Explained = {
    "solver_keeps": (
        _("The solver keeps it"),
        _("The winner stays the owner, and you may read the solution. To use it, you agree on that with the winner."),
    ),
    "licence": (
        _("You may use it"),
        _(
            "The winner stays the owner and gives you a lasting licence to use and change the solution. "
            "This suits most challenges."
        ),
    ),
    "transfer": (
        _("It becomes yours"),
        _("The winner hands all rights in the solution over to you. Expect to offer more for it."),
    ),
    "open_source": (
        _("Everyone may use it"),
        _(
            "The winner publishes the solution under an open licence. "
            "Name the licence below, if it matters to you which one."
        ),
    ),
}
VISIBILITIES: Explained = {
    "public": (_("Everyone"), _("It stands on the board and can be found by searching. This brings most entries.")),
    "unlisted": (_("Who has the link"), _("It is not on the board. Whoever has its address can read it and enter.")),
    "invited": (
        _("Who is invited"),
        _("Only the people at the addresses that you name see it. Nobody else may enter."),
    ),
}
AI_POLICIES: Explained = {
    "allowed": (_("Allowed"), _("Solvers may use generative AI and need not say so.")),
    "disclosed": (_("Allowed, and said"), _("Solvers may use generative AI, and say which and for what.")),
    "barred": (
        _("Not allowed"),
        _("Entries made with generative AI are ruled out. Solvers confirm that theirs is not."),
    ),
}
BALLOTS: Explained = {
    "plurality": (_("One vote each"), _("Each person names the one entry that they like best. Simple and quick.")),
    "score": (_("Points"), _("Each person gives entries up to five points. The best average wins.")),
    "ranked": (_("An order"), _("Each person puts entries in order. It finds the one that most can agree on.")),
}
PAYERS: Explained = {
    "single": (_("I pay all of it"), _("You pay once, when it is approved. It opens as soon as the money is held.")),
    "crowd": (
        _("Many pay together"),
        _("Anyone may add to it until the day that you name. If the goal is not met by then, everybody is paid back."),
    ),
}


class ExplainedRadio(forms.RadioSelect):
    """Choices one below the other, each with what it means."""

    template_name = "posting/explained.html"

    def __init__(self, explained: Explained) -> None:
        super().__init__()
        self.explained = explained

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With `says`, which also describes the choice to who hears it."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["says"] = self.explained.get(str(value), ("", ""))[1]
        if option["says"] and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_says"
        return option


class FoldedRadio(ExplainedRadio):
    """The first and usual choice in sight, the others behind one line, until one of those is chosen."""

    template_name = "posting/folded.html"

    def __init__(self, explained: Explained, *, others: Words) -> None:
        super().__init__(explained)
        self.others = others

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the first choice and the rest apart."""
        context = super().get_context(name, value, attrs)
        usual, *rest = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
        is_open = any(option["selected"] for option in rest)
        context["widget"] |= {"usual": usual, "rest": rest, "others": self.others, "is_open": is_open}
        return context


def explained_choice(explained: Explained, *, others: Words = "", **options: Any) -> forms.ChoiceField:
    """One of several, each explained; with `others`, a line to fold all but the first behind."""
    choices = [(value, name) for value, (name, _says) in explained.items()]
    widget = FoldedRadio(explained, others=others) if others else ExplainedRadio(explained)
    return forms.ChoiceField(choices=choices, widget=widget, **options)


class LongSelect(forms.Select):
    """A list of hundreds, drawn at once: one template for each entry takes longer than the whole page."""

    template_name = "posting/long_select.html"


class LongSelectMultiple(forms.SelectMultiple):
    """The same, of which several may be chosen."""

    template_name = "posting/long_select.html"
