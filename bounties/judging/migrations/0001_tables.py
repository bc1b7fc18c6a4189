import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
import uuid_utils.compat
import workers.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('judging', '0001_first'), ('judging', '0002_why_a_score'), ('judging', '0003_answers'), ('judging', '0004_panels_at_work'), ('judging', '0005_verdicts'), ('judging', '0006_jury_and_public'), ('judging', '0007_notes_of_judges')]

    initial = True

    dependencies = [
        ('challenges', '0001_tables'),
        ('entries', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerComment',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_comments', to='entries.entry')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.TextField()),
                ('is_official', models.BooleanField()),
                ('written_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'indexes': [models.Index(fields=['entry', 'id'], name='answer_comments_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='answer_comment_says_something')],
            },
        ),
        migrations.CreateModel(
            name='AnswerVote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_votes', to='entries.entry')),
                ('voter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('value', models.SmallIntegerField()),
                ('cast_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'voter'), name='answer_vote_is_one_per_person'), models.CheckConstraint(condition=models.Q(('value__in', [-1, 1])), name='answer_vote_is_for_or_against')],
            },
        ),
        migrations.CreateModel(
            name='Judgeship',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgeships', to='challenges.challenge')),
                ('email', models.EmailField(max_length=254)),
                ('judge', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='judgeships', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('is_chair', models.BooleanField(default=False)),
                ('is_reserve', models.BooleanField(default=False)),
                ('status', models.CharField(choices=[('invited', 'Invited'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('lapsed', 'Lapsed'), ('replaced', 'Replaced')], default='invited', max_length=16)),
                ('invited_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='judgeship_due')],
                'constraints': [models.UniqueConstraint(fields=('challenge', 'judge'), name='judgeship_is_one_per_person'), models.UniqueConstraint(condition=models.Q(('is_chair', True), ('status__in', ['invited', 'accepted'])), fields=('challenge',), name='panel_has_one_chair'), models.CheckConstraint(condition=models.Q(('status__in', ['invited', 'accepted', 'declined', 'lapsed', 'replaced'])), name='judgeship_status_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['accepted', 'declined', 'replaced']), ('answered_at__isnull', True), _connector='XOR'), name='judgeship_answer_has_its_time'), models.UniqueConstraint(fields=('challenge', 'email'), name='judgeship_is_one_per_address'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='judgeship_address_is_lower_case'), models.CheckConstraint(condition=models.Q(('status__in', ['invited', 'lapsed']), ('judge__isnull', False), _connector='OR'), name='judgeship_answered_has_its_person'), models.CheckConstraint(condition=models.Q(('status', 'invited'), ('due_at__isnull', True), _connector='XOR'), name='judgeship_is_due_iff_invited'), models.CheckConstraint(condition=models.Q(('is_chair', False), ('is_reserve', False), _connector='OR'), name='chair_is_no_reserve')],
            },
        ),
        migrations.CreateModel(
            name='PublicScore',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='public_score', serialize=False, to='entries.entry')),
                ('points', models.DecimalField(decimal_places=4, max_digits=7)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('points__range', (0, 100))), name='public_score_is_0_to_100')],
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='entries.entryversion')),
                ('outcome', models.CharField(choices=[('accepted', 'Accepted'), ('rejected', 'Rejected'), ('changes_requested', 'Changes requested')], max_length=20)),
                ('reason', models.TextField()),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('is_arbiters', models.BooleanField(default=False)),
                ('given_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'ordering': ['given_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('version',), name='verdict_is_one_per_version'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='verdict_says_why'), models.CheckConstraint(condition=models.Q(('outcome__in', ['accepted', 'rejected', 'changes_requested'])), name='verdict_outcome_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('judgeship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='judging.judgeship')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='entries.entry')),
                ('is_third', models.BooleanField(default=False)),
                ('assigned_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('judgeship', 'entry'), name='assignment_is_one_per_judge_and_entry')],
            },
        ),
        migrations.CreateModel(
            name='Scorecard',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('judgeship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scorecards', to='judging.judgeship')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scorecards', to='entries.entry')),
                ('status', models.CharField(choices=[('clear', 'Clear'), ('recused', 'Recused'), ('in_progress', 'In progress'), ('submitted', 'Submitted'), ('locked', 'Locked')], default='clear', max_length=16)),
                ('stated_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('notes', models.TextField(blank=True, default='')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('judgeship', 'entry'), name='scorecard_is_one_per_judge_and_entry'), models.CheckConstraint(condition=models.Q(('status__in', ['clear', 'recused', 'in_progress', 'submitted', 'locked'])), name='scorecard_status_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['submitted', 'locked']), ('submitted_at__isnull', True), _connector='XOR'), name='scorecard_submitted_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='TieBreak',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tie_breaks', to='challenges.challenge')),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tie_breaks', to='judging.judgeship')),
                ('entries', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('reason', models.TextField()),
                ('given_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'ordering': ['given_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='tie_break_says_why'), models.CheckConstraint(condition=models.Q(('entries__len__gte', 2)), name='tie_break_parts_two_or_more')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='judging.scorecard')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenges.criterion')),
                ('points', models.DecimalField(decimal_places=2, max_digits=5)),
                ('comment', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scorecard', 'criterion'), name='score_is_one_per_criterion'), models.CheckConstraint(condition=models.Q(('points__range', (0, 100))), name='score_is_0_to_100')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answervote',
            trigger=pgtrigger.compiler.Trigger(name='answer_vote_comes_before_the_decision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM 1 FROM challenges_challenge\nWHERE id = (SELECT challenge_id FROM entries_entry WHERE id = NEW.entry_id) AND status IN ('open', 'judging') FOR SHARE;\nIF NOT FOUND THEN\n    RAISE EXCEPTION 'a vote comes before the decision'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_vote_comes_before_the_decision';\nEND IF;\nRETURN NEW;\n", hash='f10809fb84ddc27401625e412a99baf7ae8d3ba1', operation='INSERT OR UPDATE', pgid='pgtrigger_answer_vote_comes_before_the_decision_b8ed4', table='judging_answervote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answervote',
            trigger=pgtrigger.compiler.Trigger(name='answer_vote_is_for_others', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (SELECT FROM entries_entry WHERE id = NEW.entry_id AND entrant_id = NEW.voter_id)\nOR EXISTS (SELECT FROM entries_teamshare WHERE entry_id = NEW.entry_id AND user_id = NEW.voter_id) THEN\n    RAISE EXCEPTION 'nobody votes for their own answer'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_vote_is_for_others';\nEND IF;\nRETURN NEW;\n", hash='9d72fed3272dfd15ce0620557ca360d6a90f2548', operation='INSERT OR UPDATE', pgid='pgtrigger_answer_vote_is_for_others_fe67f', table='judging_answervote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='judgeship',
            trigger=pgtrigger.compiler.Trigger(name='judgeship_moves_legally', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{invited:accepted,invited:declined,invited:lapsed,accepted:replaced,lapsed:invited}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='79790470068019e24a2e02dd7f1f8128993aa1ea', operation='UPDATE', pgid='pgtrigger_judgeship_moves_legally_6c16a', table='judging_judgeship', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='judgeship',
            trigger=pgtrigger.compiler.Trigger(name='judgeship_is_born_invited', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."status" = \'invited\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='9699116ec24b645fbd951e5d15eb98984b1682a9', operation='INSERT', pgid='pgtrigger_judgeship_is_born_invited_99711', table='judging_judgeship', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='judgeship',
            trigger=pgtrigger.compiler.Trigger(name='judge_has_not_voted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'accepted\' AND OLD."status" = \'invited\')', func="\nIF EXISTS (SELECT FROM ballots_ballot WHERE challenge_id = NEW.challenge_id AND voter_id = NEW.judge_id) THEN\n    RAISE EXCEPTION 'whoever voted in a challenge does not judge it, too'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'judge_has_not_voted';\nEND IF;\nRETURN NEW;\n", hash='2136449e4960917dae7387c6bbbe9e1980ea57f1', operation='UPDATE', pgid='pgtrigger_judge_has_not_voted_6854e', table='judging_judgeship', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicscore',
            trigger=pgtrigger.compiler.Trigger(name='public_score_comes_with_the_tally', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT FROM entries_entry AS entry JOIN ballots_tally AS tally ON tally.challenge_id = entry.challenge_id\n    WHERE entry.id = NEW.entry_id AND tally.placings @> jsonb_build_array(jsonb_build_object('entry', entry.id::text))\n) THEN\n    RAISE EXCEPTION 'the public scores what it voted about, once the votes are counted'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'public_score_comes_with_the_tally';\nEND IF;\nRETURN NEW;\n", hash='4c8a64e87a98571aed621c68ca6813038bd2400d', operation='INSERT', pgid='pgtrigger_public_score_comes_with_the_tally_e85c3', table='judging_publicscore', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicscore',
            trigger=pgtrigger.compiler.Trigger(name='public_score_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='611e9cf86224bef5071c872cc1fbac793f32150c', operation='UPDATE OR DELETE', pgid='pgtrigger_public_score_is_never_changed_b81d4', table='judging_publicscore', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='verdict_is_by_who_reviews_it', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT FROM entries_entryversion AS version JOIN entries_entry AS entry ON entry.id = version.entry_id\n    WHERE version.id = NEW.version_id AND version.number = entry.latest_version\n    AND entry.status = 'in_review' AND entry.reviewer_id = NEW.given_by_id AND entry.due_at > laurel_now()\n) THEN\n    RAISE EXCEPTION 'a verdict is by whoever reviews the entry at the moment, and on its latest version'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'verdict_is_by_who_reviews_it';\nEND IF;\nNEW.given_at := laurel_now();\nRETURN NEW;\n", hash='2ba74d3112188ea94efbb408af177c348a529db5', operation='INSERT', pgid='pgtrigger_verdict_is_by_who_reviews_it_38c08', table='judging_verdict', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='verdict_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='04ba6dd530e87dbcf1e9eb9ca7f47f07de0c0aaa', operation='UPDATE OR DELETE', pgid='pgtrigger_verdict_is_never_changed_bf8e8', table='judging_verdict', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='assignment_is_to_a_judge_of_its_challenge', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT FROM judging_judgeship JOIN entries_entry USING (challenge_id)\n    WHERE judging_judgeship.id = NEW.judgeship_id AND judging_judgeship.status = 'accepted'\n    AND entries_entry.id = NEW.entry_id\n) THEN\n    RAISE EXCEPTION 'an entry is assigned to a judge of its challenge'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_is_to_a_judge_of_its_challenge';\nEND IF;\nRETURN NEW;\n", hash='d160a8b9192531501f64146545cb28af7b2a1719', operation='INSERT', pgid='pgtrigger_assignment_is_to_a_judge_of_its_challenge_bf562', table='judging_assignment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='assignment_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6e522218dcc87ed8c4a2f8c54d996f969ea44704', operation='UPDATE OR DELETE', pgid='pgtrigger_assignment_is_never_changed_62a75', table='judging_assignment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scorecard',
            trigger=pgtrigger.compiler.Trigger(name='scorecard_moves_legally', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{clear:in_progress,clear:recused,in_progress:recused,in_progress:submitted,submitted:locked}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='5d95d46e607921d6bbe1a41510ef633bccb29296', operation='UPDATE', pgid='pgtrigger_scorecard_moves_legally_9cbf3', table='judging_scorecard', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scorecard',
            trigger=pgtrigger.compiler.Trigger(name='scorecard_begins_with_a_statement', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."status" IN (\'clear\', \'recused\')))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='8602b8933c82d84d28eb050e0695b3953f84e600', operation='INSERT', pgid='pgtrigger_scorecard_begins_with_a_statement_9edd5', table='judging_scorecard', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scorecard',
            trigger=pgtrigger.compiler.Trigger(name='scorecard_is_by_a_judge_of_its_challenge', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT FROM judging_judgeship JOIN entries_entry USING (challenge_id)\n    WHERE judging_judgeship.id = NEW.judgeship_id AND judging_judgeship.status = 'accepted'\n    AND entries_entry.id = NEW.entry_id\n) THEN\n    RAISE EXCEPTION 'a scorecard is by a judge of the challenge of its entry'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'scorecard_is_by_a_judge_of_its_challenge';\nEND IF;\nRETURN NEW;\n", hash='f0f656a49a4f78677e9c74ff5be5301e80782752', operation='INSERT', pgid='pgtrigger_scorecard_is_by_a_judge_of_its_challenge_78492', table='judging_scorecard', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scorecard',
            trigger=pgtrigger.compiler.Trigger(name='scorecard_is_whole_once_submitted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'submitted\' AND OLD."status" = \'in_progress\')', func="\nIF EXISTS (\n    SELECT FROM judging_judgeship JOIN challenges_criterion USING (challenge_id)\n    LEFT JOIN judging_score ON criterion_id = challenges_criterion.id AND scorecard_id = NEW.id\n    WHERE judging_judgeship.id = NEW.judgeship_id AND judging_score.id IS NULL\n) THEN\n    RAISE EXCEPTION 'a submitted scorecard scores every criterion'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'scorecard_is_whole_once_submitted';\nEND IF;\nRETURN NEW;\n", hash='3635a22e0b6d14ca498122c1aa2031bc47769e59', operation='UPDATE', pgid='pgtrigger_scorecard_is_whole_once_submitted_a6c29', table='judging_scorecard', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scorecard',
            trigger=pgtrigger.compiler.Trigger(name='scorecard_says_why_once_submitted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'submitted\' AND OLD."status" = \'in_progress\')', func="\nIF NOT EXISTS (\n    SELECT FROM judging_score WHERE scorecard_id = NEW.id AND char_length(btrim(comment, E' \\t\\n\\r')) >= 20\n) THEN\n    RAISE EXCEPTION 'a submitted scorecard has a comment of at least 20 characters for the entrant'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'scorecard_says_why_once_submitted';\nEND IF;\nRETURN NEW;\n", hash='b4ecd51046188e7b5a6e25bcfa78b2ca8c580882', operation='UPDATE', pgid='pgtrigger_scorecard_says_why_once_submitted_3ef2b', table='judging_scorecard', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tiebreak',
            trigger=pgtrigger.compiler.Trigger(name='tie_break_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='08f263682ced76b5dade7525d2ac148b65f886d3', operation='UPDATE OR DELETE', pgid='pgtrigger_tie_break_is_never_changed_ea435', table='judging_tiebreak', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='score',
            trigger=pgtrigger.compiler.Trigger(name='scores_are_fixed_once_submitted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (SELECT status FROM judging_scorecard\n    WHERE id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.scorecard_id ELSE NEW.scorecard_id END))\n    NOT IN ('clear', 'in_progress') THEN\n    RAISE EXCEPTION 'the scores of a submitted or recused scorecard are fixed'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'scores_are_fixed_once_submitted';\nEND IF;\nIF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\nRETURN NEW;\n", hash='3ac26a7aac7b50f96cf87b9b531ef98368cc8214', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_scores_are_fixed_once_submitted_15dba', table='judging_score', when='BEFORE')),
        ),
    ]
