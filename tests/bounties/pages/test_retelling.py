"""What the service itself wrote down as a reason is kept in English, and said on pages in the reader's language."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from bounties.awards.automatic import BY_SCORECARDS
from bounties.challenges.scoring_rules import SCORING_RULES
from bounties.pages import retelling
from payments.admin import retelling as of_money

PAGE = Template("{% load laurel %}{{ reason|retold }}")


@pytest.mark.parametrize("retold", [retelling.retold, of_money.retold], ids=["reasons", "money"])
def test_every_sentence_that_is_kept_has_its_german(retold):
    with override("de"):
        assert [one for one in retold.known if retold(one) == one] == []
    assert [one for one in retold.known if retold(one) != one] == []


def test_a_page_says_a_kept_reason_with_its_values_and_leaves_what_people_wrote():
    rule = SCORING_RULES["median"]
    kept = BY_SCORECARDS.format(rule=rule.name, sentence=rule.sentence)
    with override("de"):
        shown = PAGE.render(Context({"reason": kept}))
        assert shown.startswith("Niemand hat rechtzeitig entschieden: nach den Bewertungsbögen und der Regel median. ")
        assert shown.endswith(str(rule.sentence))
        assert PAGE.render(Context({"reason": "By far the <best>."})) == "By far the &lt;best&gt;."
    assert PAGE.render(Context({"reason": "By the public's votes."})) == "By the public&#x27;s votes."
