"""Who had a part in a challenge: one text for the services that ask first and for the triggers that hold it.

A part is a query that finds it, with `{challenge}` and `{person}` to be filled in; later rooms add theirs.
"""

from collections.abc import Iterable

import pgtrigger

PAYER = """SELECT FROM accounts_membership AS member JOIN challenges_challenge AS asked
    ON asked.id = {challenge} AND (member.sponsor_id = asked.sponsor_id OR member.sponsor_id IN (
        SELECT sponsor_id FROM challenges_backing WHERE challenge_id = asked.id))
    WHERE member.user_id = {person}"""
SIDE = "SELECT FROM challenges_side WHERE challenge_id = {challenge} AND user_id = {person}"


def involvement(parts: Iterable[str], *, challenge: str, person: str) -> str:
    """A condition in SQL: this person had one of these parts in that challenge."""
    return " OR ".join(f"EXISTS ({part.format(challenge=challenge, person=person)})" for part in parts)


def uninvolved(
    name: str,
    parts: Iterable[str],
    *,
    person: str,
    operation: pgtrigger.Operation,
    challenge: str = "NEW.challenge_id",
    when: str = "TRUE",
) -> pgtrigger.Trigger:
    """A trigger that refuses a row whose `person` had one of these parts."""
    condition = involvement(parts, challenge=challenge, person=f"NEW.{person}")
    func = f"""
IF NEW.{person} IS NOT NULL AND {when} AND ({condition}) THEN
    RAISE EXCEPTION 'who had a part in a challenge does not decide about it in the second instance'
    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
END IF;
RETURN NEW;
"""
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=operation, func=func)
