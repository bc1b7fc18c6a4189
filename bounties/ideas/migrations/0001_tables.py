import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
import uuid_utils.compat
import workers.clock
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('ideas', '0001_first'), ('ideas', '0002_votes_move_and_are_weighed_exactly'), ('ideas', '0003_follows')]

    initial = True

    dependencies = [
        ('challenges', '0001_tables'),
        ('entries', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Idea',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='idea', serialize=False, to='entries.entry')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ideas', to='challenges.challenge')),
                ('status', models.CharField(choices=[('new', 'New'), ('under_review', 'Under review'), ('considered', 'Considered'), ('planned', 'Planned'), ('in_progress', 'In progress'), ('delivered', 'Delivered'), ('not_planned', 'Not planned'), ('merged_into', 'Merged into')], default='new', max_length=16)),
                ('note', models.TextField(blank=True, default='')),
                ('answer_by', models.DateTimeField(blank=True, null=True)),
                ('raised_at', models.DateTimeField(blank=True, null=True)),
                ('merged_into', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='ideas.idea')),
                ('heat', models.DecimalField(db_default=Decimal('0'), decimal_places=9, default=Decimal('0'), max_digits=400)),
                ('ups', models.PositiveIntegerField(db_default=0, default=0)),
                ('downs', models.PositiveIntegerField(db_default=0, default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['challenge', '-heat'], name='ideas_by_heat'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='idea_duplicates')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['new', 'under_review', 'considered', 'planned', 'in_progress', 'delivered', 'not_planned', 'merged_into'])), name='idea_status_is_known'), models.CheckConstraint(condition=models.Q(('status', 'merged_into'), ('merged_into__isnull', True), _connector='XOR'), name='idea_merged_says_into_which'), models.CheckConstraint(condition=models.Q(('status', 'under_review'), ('answer_by__isnull', True), _connector='XOR'), name='idea_under_review_has_its_hour')],
            },
        ),
        migrations.CreateModel(
            name='IdeaFollow',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follows', to='entries.entry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hears', models.BooleanField()),
                ('said_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'person'), name='idea_follow_is_one_per_person')],
            },
        ),
        migrations.CreateModel(
            name='IdeaChange',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='ideas.idea')),
                ('before', models.CharField(choices=[('new', 'New'), ('under_review', 'Under review'), ('considered', 'Considered'), ('planned', 'Planned'), ('in_progress', 'In progress'), ('delivered', 'Delivered'), ('not_planned', 'Not planned'), ('merged_into', 'Merged into')], max_length=16)),
                ('after', models.CharField(choices=[('new', 'New'), ('under_review', 'Under review'), ('considered', 'Considered'), ('planned', 'Planned'), ('in_progress', 'In progress'), ('delivered', 'Delivered'), ('not_planned', 'Not planned'), ('merged_into', 'Merged into')], max_length=16)),
                ('note', models.TextField(blank=True, default='')),
                ('answer_by', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'indexes': [models.Index(fields=['idea', 'id'], name='idea_history')],
                'constraints': [models.CheckConstraint(condition=models.Q(('by', None), models.Q(('note', ''), _negated=True), _connector='OR'), name='idea_change_by_a_person_says_why'), models.CheckConstraint(condition=models.Q(('after__in', ['new', 'under_review', 'considered', 'planned', 'in_progress', 'delivered', 'not_planned', 'merged_into']), ('before__in', ['new', 'under_review', 'considered', 'planned', 'in_progress', 'delivered', 'not_planned', 'merged_into'])), name='idea_change_is_of_known_statuses')],
            },
        ),
        migrations.CreateModel(
            name='IdeaVote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='ideas.idea')),
                ('cast_for', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ideas.idea')),
                ('voter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('value', models.SmallIntegerField()),
                ('counts', models.BooleanField(default=True)),
                ('cast_at', models.DateTimeField(db_default=workers.clock.LaurelNow(), editable=False)),
                ('weight', models.DecimalField(decimal_places=9, default=Decimal('0'), editable=False, max_digits=400)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('counts', True)), fields=('idea', 'voter'), name='idea_vote_counts_once_per_person'), models.UniqueConstraint(fields=('cast_for', 'voter'), name='idea_vote_is_one_per_person'), models.CheckConstraint(condition=models.Q(('value__in', [-1, 0, 1])), name='idea_vote_is_for_or_against')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='idea_moves_legally', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{new:considered,new:delivered,new:in_progress,new:merged_into,new:not_planned,new:planned,new:under_review,under_review:considered,under_review:delivered,under_review:in_progress,under_review:merged_into,under_review:not_planned,under_review:planned,considered:delivered,considered:in_progress,considered:merged_into,considered:not_planned,considered:planned,considered:under_review,planned:considered,planned:delivered,planned:in_progress,planned:merged_into,planned:not_planned,in_progress:delivered,in_progress:merged_into,in_progress:not_planned,in_progress:planned,delivered:in_progress,not_planned:considered,not_planned:merged_into,not_planned:planned,not_planned:under_review}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='26dfe0eb7ae1842469156d43ee5c20c37f17be91', operation='UPDATE', pgid='pgtrigger_idea_moves_legally_15233', table='ideas_idea', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='idea_is_born_new', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."status" = \'new\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='1744f5aea89b58523e67f6dd0bef824d78457b1b', operation='INSERT', pgid='pgtrigger_idea_is_born_new_1779f', table='ideas_idea', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='idea_stays_on_its_board', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='55170bacf8d56bd6f45c80abf4f19558ce89eec3', operation='UPDATE', pgid='pgtrigger_idea_stays_on_its_board_7b538', table='ideas_idea', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='idea_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0af4780b1ad2c0919402f443abfdba3ba34af8af', operation='DELETE', pgid='pgtrigger_idea_is_never_deleted_1a0a3', table='ideas_idea', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='idea_is_raised_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."raised_at" IS NOT NULL AND NOT (NEW."raised_at" = (OLD."raised_at") AND NEW."raised_at" IS NOT NULL AND NEW."raised_at" IS NOT NULL))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e993d9dddc9a15c4431c9fc7348103a0a6e7f919', operation='UPDATE', pgid='pgtrigger_idea_is_raised_once_b5fc9', table='ideas_idea', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='idea_is_of_its_entrys_challenge', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.challenge_id IS DISTINCT FROM (SELECT challenge_id FROM entries_entry WHERE id = NEW.entry_id) THEN\n    RAISE EXCEPTION 'An idea stands on the board that it was posted to.' USING ERRCODE = 'check_violation', CONSTRAINT = 'idea_is_of_its_entrys_challenge';\nEND IF;\nRETURN NEW;\n", hash='ddfa0c7de3c8ca6c9a5678b4ec004bfb9f8c6456', operation='INSERT', pgid='pgtrigger_idea_is_of_its_entrys_challenge_c9baa', table='ideas_idea', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='idea_points_follow_its_votes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF pg_trigger_depth() < 2 THEN\n    RAISE EXCEPTION 'The points of an idea change only by votes.' USING ERRCODE = 'check_violation', CONSTRAINT = 'idea_points_follow_its_votes';\nEND IF;\nRETURN NEW;\n", hash='c4a1a6da78c7fa2e34cd43b049c63f03f8c1ce39', operation='UPDATE OF "heat", "ups", "downs"', pgid='pgtrigger_idea_points_follow_its_votes_09159', table='ideas_idea', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='idea_merges_into_another_that_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."merged_into_id" IS NOT NULL)', func="\nPERFORM FROM ideas_idea\nWHERE entry_id = NEW.merged_into_id AND entry_id <> NEW.entry_id AND challenge_id = NEW.challenge_id\n    AND merged_into_id IS NULL\nFOR SHARE;\nIF NOT FOUND THEN\n    RAISE EXCEPTION 'An idea merges into another one of its board that stands.' USING ERRCODE = 'check_violation', CONSTRAINT = 'idea_merges_into_another_that_stands';\nEND IF;\nRETURN NEW;\n", hash='84c15c442ad623a360077b960553a5c3270d0b75', operation='UPDATE OF "merged_into_id"', pgid='pgtrigger_idea_merges_into_another_that_stands_dc549', table='ideas_idea', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='idea_with_duplicates_merges_no_further', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."merged_into_id" IS NOT NULL)', func="\nIF EXISTS (SELECT FROM ideas_idea WHERE merged_into_id = NEW.entry_id) THEN\n    RAISE EXCEPTION 'An idea that others were merged into is merged no further.' USING ERRCODE = 'check_violation', CONSTRAINT = 'idea_with_duplicates_merges_no_further';\nEND IF;\nRETURN NEW;\n", hash='4a2fe351d61cd5431c6e4bfaf300097a8b626c14', operation='UPDATE OF "merged_into_id"', pgid='pgtrigger_idea_with_duplicates_merges_no_further_ae4d7', table='ideas_idea', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideachange',
            trigger=pgtrigger.compiler.Trigger(name='idea_change_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A idea_change is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'idea_change_is_never_changed';", hash='c9927b33ec844913f9bb9c306ce0b3d7354eff77', operation='UPDATE OR DELETE', pgid='pgtrigger_idea_change_is_never_changed_90e3f', table='ideas_ideachange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideachange',
            trigger=pgtrigger.compiler.Trigger(name='idea_change_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every idea_change is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'idea_change_is_never_truncated';", hash='58c2608a1e9ceefcb0ff1dffc881ab5a82e93ee6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_idea_change_is_never_truncated_ab89f', table='ideas_ideachange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideavote',
            trigger=pgtrigger.compiler.Trigger(name='idea_vote_is_cast_on_an_open_board', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE board record;', func="\nSELECT status, opens_at, closes_at, durations INTO board FROM challenges_challenge\nWHERE id = (SELECT challenge_id FROM ideas_idea WHERE entry_id = NEW.idea_id)\nFOR SHARE;\nNEW.cast_at := laurel_now();\nIF board.status IS DISTINCT FROM 'open' OR NEW.cast_at >= board.closes_at\nOR (SELECT merged_into_id FROM ideas_idea WHERE entry_id = NEW.idea_id) IS NOT NULL THEN\n    RAISE EXCEPTION 'The board takes no votes for this idea now.' USING ERRCODE = 'check_violation', CONSTRAINT = 'idea_vote_is_cast_on_an_open_board';\nEND IF;\nNEW.weight := NEW.value * round(power(2::numeric, round(\n    extract(epoch FROM NEW.cast_at - board.opens_at)\n    / coalesce((board.durations->>'half_life')::numeric, 604800), 12)::numeric(60, 30)), 9);\nRETURN NEW;\n", hash='4ca12bf292aa15d3f889abf0ca949382239e2ee4', operation='INSERT OR UPDATE OF "value"', pgid='pgtrigger_idea_vote_is_cast_on_an_open_board_13f39', table='ideas_ideavote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideavote',
            trigger=pgtrigger.compiler.Trigger(name='idea_vote_is_for_others', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."counts")', func="\nIF EXISTS (SELECT FROM entries_entry WHERE id = NEW.idea_id AND entrant_id = NEW.voter_id)\nOR EXISTS (SELECT FROM entries_teamshare WHERE entry_id = NEW.idea_id AND user_id = NEW.voter_id) THEN\n    RAISE EXCEPTION 'Nobody votes for their own idea.' USING ERRCODE = 'check_violation', CONSTRAINT = 'idea_vote_is_for_others';\nEND IF;\nRETURN NEW;\n", hash='8789809586da6ec668b521bb13c02283d9657ed6', operation='INSERT OR UPDATE OF "idea_id", "counts"', pgid='pgtrigger_idea_vote_is_for_others_c09ec', table='ideas_ideavote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideavote',
            trigger=pgtrigger.compiler.Trigger(name='idea_vote_goes_with_its_idea', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.idea_id IS DISTINCT FROM\n    (SELECT coalesce(merged_into_id, entry_id) FROM ideas_idea WHERE entry_id = NEW.cast_for_id) THEN\n    RAISE EXCEPTION 'A vote counts for its own idea, or for the one that this merged into.' USING ERRCODE = 'check_violation', CONSTRAINT = 'idea_vote_goes_with_its_idea';\nEND IF;\nRETURN NEW;\n", hash='e4f923223930a6ce2c6839149562d4145cf26dbb', operation='INSERT OR UPDATE OF "idea_id"', pgid='pgtrigger_idea_vote_goes_with_its_idea_13bf6', table='ideas_ideavote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideavote',
            trigger=pgtrigger.compiler.Trigger(name='idea_vote_is_weighed_by_the_clock', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "weight", "cast_at" rows from % table\', TG_TABLE_NAME;', hash='6b30edae27d060b12994f8f098fd9f12488b3265', operation='UPDATE OF "weight", "cast_at"', pgid='pgtrigger_idea_vote_is_weighed_by_the_clock_24803', table='ideas_ideavote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideavote',
            trigger=pgtrigger.compiler.Trigger(name='idea_vote_stays_its_voters', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."voter_id" IS DISTINCT FROM (NEW."voter_id") OR OLD."cast_for_id" IS DISTINCT FROM (NEW."cast_for_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f5b3ed98aaab9691a1bf4027027acc7a0ea42c32', operation='UPDATE', pgid='pgtrigger_idea_vote_stays_its_voters_a0604', table='ideas_ideavote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideavote',
            trigger=pgtrigger.compiler.Trigger(name='idea_vote_is_set_aside_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."counts" AND NOT OLD."counts")', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ca38987912960982b41d5e11cce5317ba7133773', operation='UPDATE', pgid='pgtrigger_idea_vote_is_set_aside_for_good_92fef', table='ideas_ideavote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideavote',
            trigger=pgtrigger.compiler.Trigger(name='idea_vote_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ca73d604d9013a62d25d871d6bbad4eace468c55', operation='DELETE', pgid='pgtrigger_idea_vote_is_never_deleted_99076', table='ideas_ideavote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideavote',
            trigger=pgtrigger.compiler.Trigger(name='idea_votes_are_summed_up', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nUPDATE ideas_idea AS idea\nSET heat = idea.heat + change.heat, ups = idea.ups + change.ups, downs = idea.downs + change.downs\nFROM (\n    SELECT idea_id, sum(sign * weight) AS heat,\n        sum(CASE WHEN value = 1 THEN sign ELSE 0 END) AS ups, sum(CASE WHEN value = -1 THEN sign ELSE 0 END) AS downs\n    FROM (SELECT idea_id, weight, value, 1 AS sign FROM added WHERE counts) AS vote GROUP BY idea_id\n) AS change\nWHERE idea.entry_id = change.idea_id;\nRETURN NULL;\n', hash='01f9e236ea0d31f456ad97cccc8bc499a93e28d1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_idea_votes_are_summed_up_c5a50', referencing='REFERENCING NEW TABLE AS added ', table='ideas_ideavote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideavote',
            trigger=pgtrigger.compiler.Trigger(name='idea_votes_are_summed_up_anew', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nUPDATE ideas_idea AS idea\nSET heat = idea.heat + change.heat, ups = idea.ups + change.ups, downs = idea.downs + change.downs\nFROM (\n    SELECT idea_id, sum(sign * weight) AS heat,\n        sum(CASE WHEN value = 1 THEN sign ELSE 0 END) AS ups, sum(CASE WHEN value = -1 THEN sign ELSE 0 END) AS downs\n    FROM (SELECT idea_id, weight, value, 1 AS sign FROM added WHERE counts UNION ALL SELECT idea_id, weight, value, -1 AS sign FROM removed WHERE counts) AS vote GROUP BY idea_id\n) AS change\nWHERE idea.entry_id = change.idea_id;\nRETURN NULL;\n', hash='31d19b8673d52cb6953b9796d00b216658098a73', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_idea_votes_are_summed_up_anew_da473', referencing='REFERENCING OLD TABLE AS removed  NEW TABLE AS added ', table='ideas_ideavote', when='AFTER')),
        ),
    ]
