"""What PostgreSQL itself asks of every ballot: its hours, its marks, and that nobody votes for their own."""

from bounties.challenges.ballot_rules import HIGHEST_SCORE
from bounties.challenges.balloting import AUDIT_SECONDS, JURY_SECONDS
from bounties.challenges.windows import CURE_SECONDS, SCREENING_SECONDS

# The same hours as balloting.schedule_of, of a row named `challenge`; a test compares them.
HOURS = f"""
challenge.closes_at + challenge.stood_still + make_interval(secs => CASE WHEN challenge.screening
    THEN 2 * coalesce((challenge.durations->>'screening')::int, {SCREENING_SECONDS})
         + coalesce((challenge.durations->>'cure')::int, {CURE_SECONDS})
    ELSE 0 END) AS opens_at,
challenge.judge_by - make_interval(secs =>
    coalesce((challenge.durations->>'audit')::int, {AUDIT_SECONDS})
    + CASE WHEN coalesce((challenge.ballot->>'jury_picks_among')::int, 0) > 0
      THEN coalesce((challenge.durations->>'jury')::int, {JURY_SECONDS}) ELSE 0 END) AS ends_at,
challenge.judge_by - make_interval(secs =>
    CASE WHEN coalesce((challenge.ballot->>'jury_picks_among')::int, 0) > 0
    THEN coalesce((challenge.durations->>'jury')::int, {JURY_SECONDS}) ELSE 0 END) AS tallied_at
"""
# FOR SHARE waits for whoever ends the vote, who thereby finds every ballot cast before; then the clock is read.
IN_ITS_WINDOW = f"""
SELECT challenge.status, {HOURS} INTO gate
FROM challenges_challenge AS challenge
WHERE challenge.id = (SELECT challenge_id FROM ballots_ballot WHERE id = NEW.ballot_id)
FOR SHARE;
NEW.cast_at := laurel_now();
IF gate.status IS DISTINCT FROM 'judging' OR NEW.cast_at < gate.opens_at OR NEW.cast_at >= gate.ends_at THEN
    RAISE EXCEPTION 'the ballot takes no votes now'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_is_cast_in_its_window';
END IF;
RETURN NEW;
"""  # noqa: S608 (our own constants)
IN_THE_AUDIT = f"""
SELECT challenge.status, {HOURS} INTO gate
FROM challenges_challenge AS challenge WHERE challenge.id = NEW.challenge_id
FOR SHARE;
NEW.voided_at := laurel_now();
IF gate.status IS DISTINCT FROM 'judging' OR NEW.voided_at < gate.ends_at OR NEW.voided_at >= gate.tallied_at
OR EXISTS (SELECT FROM ballots_tally WHERE challenge_id = NEW.challenge_id) THEN
    RAISE EXCEPTION 'ballots are voided between the last vote and the tally'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_is_voided_in_the_audit';
END IF;
RETURN NEW;
"""  # noqa: S608 (our own constants)
FIT_THEIR_RULES = f"""
IF (
    SELECT CASE coalesce(challenge.ballot->>'kind', 'plurality')
        WHEN 'plurality' THEN count(*) = 1 AND bool_and(mark.value = '1'::jsonb)
        WHEN 'score' THEN count(*) >= 1 AND bool_and(
            jsonb_typeof(mark.value) = 'number' AND (mark.value)::numeric IN
            ({", ".join(str(score) for score in range(HIGHEST_SCORE + 1))}))
        ELSE count(DISTINCT mark.value) = count(*) AND min((mark.value)::numeric) = 1
            AND max((mark.value)::numeric) = count(*) AND bool_and((mark.value)::numeric % 1 = 0)
        END
    FROM ballots_ballot AS ballot JOIN challenges_challenge AS challenge ON challenge.id = ballot.challenge_id,
         jsonb_each(NEW.marks) AS mark
    WHERE ballot.id = NEW.ballot_id
    GROUP BY challenge.id
) IS NOT TRUE THEN
    RAISE EXCEPTION 'the marks of a ballot fit its rules'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_marks_fit_their_rules';
END IF;
RETURN NEW;
"""  # noqa: S608 (our own constants)
ARE_FOR_ITS_ENTRIES = """
IF EXISTS (
    SELECT FROM jsonb_object_keys(NEW.marks) AS mark
    LEFT JOIN entries_entry AS entry ON entry.id::text = mark
        AND entry.challenge_id = (SELECT challenge_id FROM ballots_ballot WHERE id = NEW.ballot_id)
        AND entry.status IN ('qualified', 'shortlisted')
    WHERE entry.id IS NULL
) THEN
    RAISE EXCEPTION 'a ballot is for entries that are on it'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_marks_are_for_its_entries';
END IF;
RETURN NEW;
"""
ARE_FOR_OTHERS = """
IF EXISTS (
    SELECT FROM ballots_ballot AS ballot
    JOIN entries_entry AS entry ON entry.challenge_id = ballot.challenge_id AND NEW.marks ? entry.id::text
    LEFT JOIN entries_teamshare AS share ON share.entry_id = entry.id AND share.user_id = ballot.voter_id
    WHERE ballot.id = NEW.ballot_id AND (entry.entrant_id = ballot.voter_id OR share.id IS NOT NULL)
) THEN
    RAISE EXCEPTION 'nobody votes for their own or their team''s entry'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_marks_are_for_others';
END IF;
RETURN NEW;
"""
