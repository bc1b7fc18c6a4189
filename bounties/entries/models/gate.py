"""The gate of a later stage: only who passed the one before may enter, by what the database knows."""

import pgtrigger

PASSED = """
IF EXISTS (
    SELECT FROM challenges_challenge AS stage
    WHERE stage.id = NEW.challenge_id AND stage.follows_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM entries_entry AS before
        WHERE before.challenge_id = stage.follows_id AND before.entrant_id = NEW.entrant_id
        AND before.status IN ('winner', 'placed')
    )
) THEN
    RAISE EXCEPTION 'a stage is entered by those who passed the one before'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_is_by_who_passed_the_stage_before';
END IF;
RETURN NEW;
"""
PASSED_THE_STAGE_BEFORE = pgtrigger.Trigger(
    name="entry_is_by_who_passed_the_stage_before",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=PASSED,
)
