"""What PostgreSQL itself asks of ideas and their votes, and the arithmetic of fading votes.

A vote that is cast x half-lives after the board opened weighs 2^x, so all votes together are worth, at any moment,
their sum divided by that moment's own 2^x: the order of ideas never changes by time alone, and one number per idea is
enough. x is taken to 12 decimals and 2^x to 9, both rounded half away from zero, in exact decimals: sums have no error
that their order could change, and a vote that goes takes away exactly what it brought.
"""

from bounties.challenges.idea_rules import HALF_LIFE_SECONDS
from payments.ledger.triggers import refusal

# PostgreSQL gives a power as many decimals as its exponent shows; thirty, so that nothing is rounded twice.
# `docs/formats.md` states it for whoever wants to recompute a score.
GROWTH = f"""round(power(2::numeric, round(
    extract(epoch FROM {{moment}} - {{board}}.opens_at)
    / coalesce(({{board}}.durations->>'half_life')::numeric, {HALF_LIFE_SECONDS}), 12)::numeric(60, 30)), 9)"""

# FOR SHARE waits for whoever closes the board or merges ideas on it, and then reads the clock.
CAST_ON_AN_OPEN_BOARD = f"""
SELECT status, opens_at, closes_at, durations INTO board FROM challenges_challenge
WHERE id = (SELECT challenge_id FROM ideas_idea WHERE entry_id = NEW.idea_id)
FOR SHARE;
NEW.cast_at := laurel_now();
IF board.status IS DISTINCT FROM 'open' OR NEW.cast_at >= board.closes_at
OR (SELECT merged_into_id FROM ideas_idea WHERE entry_id = NEW.idea_id) IS NOT NULL THEN
    {refusal("idea_vote_is_cast_on_an_open_board", "The board takes no votes for this idea now.")}
END IF;
NEW.weight := NEW.value * {GROWTH.format(board="board", moment="NEW.cast_at")};
RETURN NEW;
"""  # noqa: S608 (our own constants)
IS_FOR_OTHERS = f"""
IF EXISTS (SELECT FROM entries_entry WHERE id = NEW.idea_id AND entrant_id = NEW.voter_id)
OR EXISTS (SELECT FROM entries_teamshare WHERE entry_id = NEW.idea_id AND user_id = NEW.voter_id) THEN
    {refusal("idea_vote_is_for_others", "Nobody votes for their own idea.")}
END IF;
RETURN NEW;
"""  # noqa: S608 (our own constants)
GOES_WITH_ITS_IDEA = f"""
IF NEW.idea_id IS DISTINCT FROM
    (SELECT coalesce(merged_into_id, entry_id) FROM ideas_idea WHERE entry_id = NEW.cast_for_id) THEN
    {refusal("idea_vote_goes_with_its_idea", "A vote counts for its own idea, or for the one that this merged into.")}
END IF;
RETURN NEW;
"""  # noqa: S608 (our own constants)
SUM_UP = """
UPDATE ideas_idea AS idea
SET heat = idea.heat + change.heat, ups = idea.ups + change.ups, downs = idea.downs + change.downs
FROM (
    SELECT idea_id, sum(sign * weight) AS heat,
        sum(CASE WHEN value = 1 THEN sign ELSE 0 END) AS ups, sum(CASE WHEN value = -1 THEN sign ELSE 0 END) AS downs
    FROM ({rows}) AS vote GROUP BY idea_id
) AS change
WHERE idea.entry_id = change.idea_id;
RETURN NULL;
"""
ADDED = "SELECT idea_id, weight, value, 1 AS sign FROM added WHERE counts"
SUM_UP_NEW = SUM_UP.format(rows=ADDED)
SUM_UP_CHANGED = SUM_UP.format(
    rows=f"{ADDED} UNION ALL SELECT idea_id, weight, value, -1 AS sign FROM removed WHERE counts"  # noqa: S608
)
# Depth 1 is a statement of the client's; the trigger on votes writes one level deeper.
FOLLOWS_ITS_VOTES = f"""
IF pg_trigger_depth() < 2 THEN
    {refusal("idea_points_follow_its_votes", "The points of an idea change only by votes.")}
END IF;
RETURN NEW;
"""
IS_OF_ITS_ENTRYS_CHALLENGE = f"""
IF NEW.challenge_id IS DISTINCT FROM (SELECT challenge_id FROM entries_entry WHERE id = NEW.entry_id) THEN
    {refusal("idea_is_of_its_entrys_challenge", "An idea stands on the board that it was posted to.")}
END IF;
RETURN NEW;
"""  # noqa: S608 (our own constants)
# The row of the other idea is held: two merges that would close a circle wait for each other here.
MERGES_INTO_ANOTHER_THAT_STANDS = f"""
PERFORM FROM ideas_idea
WHERE entry_id = NEW.merged_into_id AND entry_id <> NEW.entry_id AND challenge_id = NEW.challenge_id
    AND merged_into_id IS NULL
FOR SHARE;
IF NOT FOUND THEN
    {refusal("idea_merges_into_another_that_stands", "An idea merges into another one of its board that stands.")}
END IF;
RETURN NEW;
"""
MERGES_WITHOUT_DUPLICATES = f"""
IF EXISTS (SELECT FROM ideas_idea WHERE merged_into_id = NEW.entry_id) THEN
    {refusal("idea_with_duplicates_merges_no_further", "An idea that others were merged into is merged no further.")}
END IF;
RETURN NEW;
"""
