"""What each screen says when there is nothing yet, when it is not one's own, and when it is too late: a table, tried.

What is broken or out of reach is the matter of config/api/apologies.py, and tried in tests/browser/journeys.
"""

import re

import pytest
from django.test import Client

from tests.bounties.awards.conftest import award_of, decide, pass_window
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.staging import hold_purse, judging_stage
from tests.keeping import kept

pytestmark = pytest.mark.django_db

# Who looks, at which page, what is answered, and words of what it says.
STATES = """
newcomer  mine                                200 You have not entered anything yet.
newcomer  mine                                200 You post nothing yet.
newcomer  mine/earnings                       200 Nothing yet. Enter a challenge
newcomer  mine/messages                       200 No messages.
newcomer  news                                200 Nothing has happened yet.
newcomer  judging                             200 You are on no panel.
newcomer  account/tokens                      200 None yet.
newcomer  challenges/{open}/payments          200 You have paid nothing for it.
visitor   challenges?q=zzzzzz                 200 No challenge matches.
visitor   people                              200 Nobody
visitor   sponsors/{fresh}                    200 No record yet.
visitor   challenges/{open}/changes           200 Nothing has changed.
owner     challenges/{open}/questions         200 Nobody has asked yet.
owner     challenges/{open}/entries           200 The entries are sealed until the challenge closes.
owner     challenges/{open}/panel             200 Nobody is invited yet.
owner     challenges/{open}/ranking           200 The entries are sealed until the challenge closes.
owner     challenges/{open}/decide            200 You decide once it is closed
owner     sponsors/{sponsor}/templates        200 Nothing is kept yet.
owner     sponsors/{sponsor}/promise          200 What you promise
owner     sponsors/{sponsor}/debt             200 You owe nothing.
moderator review                              200 New challenges appear here as they are handed in.
moderator review/waiting/charges              200 No charge waits.
moderator review/waiting/likenesses           200 No two entries look alike.
moderator review/waiting/votes                200 No ballots are in doubt.
moderator review/waiting/reports              200 Nobody reported a message.
moderator review/waiting/sponsors             200 Every sponsor was looked at.
arbiter   review/waiting/appeals              200 No appeal waits.
arbiter   review/waiting/escalations          200 Nothing fell to you.

newcomer  challenges/{draft}                  404 There is nothing here
newcomer  challenges/{draft}/edit/details     404 There is nothing here
newcomer  challenges/{open}/manage            404 There is nothing here
newcomer  challenges/{open}/fund              404 There is nothing here
newcomer  challenges/{open}/entries           403 Only the judges and the sponsor's side read the entries.
newcomer  sponsors/{sponsor}/statements       404 There is nothing here
newcomer  review                              404 There is nothing here
newcomer  entries/{entry}                     404 There is nothing here
newcomer  awards/{award}                      404 There is nothing here
newcomer  judging/{judged}/{entry}            404 There is nothing here
viewer    challenges/{draft}/edit/details     403 Only the sponsor's owner and managers may do this.
viewer    challenges/{open}/raise             403 Only the sponsor's owner, managers and finance people may pay.
viewer    challenges/{judged}/decide          403 Only the sponsor's owners and managers decide
viewer    sponsors/{sponsor}/statements       403 see its money.
viewer    sponsors/{sponsor}/profile          403 Only its owners say who a sponsor is.
owner     challenges/{open}/enter             200 its members can't enter it.
judge     challenges/{judged}/enter           200 its judges can't enter it.

newcomer  challenges/{judged}/enter           200 it takes no entries any more.
newcomer  challenges/{judged}/ask             200 Questions can be asked while the challenge is open.
newcomer  challenges/{judged}/ballot          409 This challenge is not decided by a ballot.
solver    awards/{award}/appeal               200 This award can no longer be contested.
loser     entries/{lost}/appeal               200 Nothing put this entry out that can be contested
owner     challenges/{judged}/fund            200 The whole prize money is held.
owner     challenges/{judged}/raise           200 It is too late for this one.
owner     challenges/{judged}/back            200 Its sponsor pays for this challenge alone.
owner     challenges/{judged}/terms/details   200 It can no longer be changed.
owner     challenges/{judged}/call-off        200 It can no longer be called off
owner     challenges/{judged}/decide          200 It is decided already.
judge     judging/{judged}/{entry}            200 Locked: nothing of it can change any more.
moderator review/departures/{judged}          200 Consent is given while the challenge is judged.
"""


def build():
    """One challenge is open, one a draft; of a third the awards are offered, and no appeal is possible any more."""
    stage = hold_purse(judging_stage())
    stage.judge_all(90, 80, 70)
    decide(stage, [(0, 1), (1, 2)])
    pass_window(stage)
    first, _, last = stage.entries
    people = {"owner": stage.owner, "solver": first.entrant, "loser": last.entrant, "judge": stage.judges[0]}
    people |= {name: make_staff(name) for name in ("moderator", "arbiter")}
    people |= {name: make_user(name) for name in ("newcomer", "viewer")}
    stage.sponsor.memberships.create(user=people["viewer"], role="viewer")
    ids = {"judged": stage.challenge.pk, "sponsor": stage.sponsor.pk, "entry": first.pk, "lost": last.pk}
    ids |= {
        "open": make_challenge(sponsor=stage.sponsor).pk,
        "draft": make_challenge("draft", sponsor=stage.sponsor).pk,
    }
    return people, ids | {"fresh": make_challenge().sponsor_id, "award": award_of(stage, 0).pk}


world = kept(build)


def test_each_screen_says_what_is_the_matter_and_what_to_do(world):
    people, ids = world
    browsers = {"visitor": Client()}
    wrong = []
    for row in filter(None, STATES.splitlines()):
        who, path, status, words = row.split(maxsplit=3)
        if who not in browsers:
            browsers[who] = Client()
            browsers[who].force_login(people[who])
        answer = browsers[who].get("/" + path.format(**ids))
        page = re.sub(r"\s+", " ", answer.content.decode().replace("&#x27;", "'"))
        if answer.status_code != int(status) or words not in page:
            wrong.append(f"{row}: {answer.status_code}")
    assert wrong == []
