import bounties.ballots.models.ballot
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
import uuid_utils.compat
import workers.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('ballots', '0001_first'), ('ballots', '0002_one_bank_account'), ('ballots', '0003_which_instruments_are_shared')]

    initial = True

    dependencies = [
        ('challenges', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Audit',
            fields=[
                ('challenge', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='audit', serialize=False, to='challenges.challenge')),
                ('begun_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='challenges.challenge')),
                ('voter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to=settings.AUTH_USER_MODEL)),
                ('receipt', models.CharField(default=bounties.ballots.models.ballot.new_receipt, max_length=32)),
                ('latest', models.PositiveIntegerField(default=0)),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('void_reason', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('challenge', 'voter'), name='ballot_is_one_per_person'), models.UniqueConstraint(fields=('receipt',), name='ballot_receipt_is_its_own'), models.CheckConstraint(condition=models.Q(('receipt__regex', '^[0-9a-f]{32}$')), name='ballot_receipt_is_128_bits'), models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='ballot_void_says_when_who_and_why')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('challenge', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='tally', serialize=False, to='challenges.challenge')),
                ('counted', models.PositiveIntegerField()),
                ('voided', models.PositiveIntegerField()),
                ('placings', models.JSONField()),
                ('tallied_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'verbose_name_plural': 'tallies',
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='ballots.ballot')),
                ('number', models.PositiveIntegerField()),
                ('marks', models.JSONField()),
                ('cast_at', models.DateTimeField(db_default=workers.clock.LaurelNow(), editable=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ballot', 'number'), name='ballot_choices_are_numbered'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='ballot_choice_number_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballot_flags', to='challenges.challenge')),
                ('kind', models.CharField(choices=[('device', 'Device'), ('network', 'Network'), ('accounts', 'Accounts'), ('instrument', 'Instrument')], max_length=10)),
                ('instruments', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('card', 'Card'), ('bank_account', 'Bank account')], max_length=12), default=list, size=None)),
                ('status', models.CharField(choices=[('open', 'Open'), ('dismissed', 'Dismissed'), ('upheld', 'Upheld')], default='open', max_length=10)),
                ('raised_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('ballots', models.ManyToManyField(related_name='flags', to='ballots.ballot')),
            ],
            options={
                'indexes': [models.Index(fields=['challenge', 'status'], name='flags_of_ballots')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['device', 'network', 'accounts', 'instrument'])), name='ballot_flag_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('instruments__contained_by', ['card', 'bank_account']), ('kind', 'instrument'), models.Q(('instruments', []), _negated=True)), models.Q(models.Q(('kind', 'instrument'), _negated=True), ('instruments', [])), _connector='OR'), name='ballot_flag_says_which_instruments_are_shared'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'dismissed', 'upheld'])), name='ballot_flag_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('reason', ''), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='ballot_flag_answer_says_who_when_and_why')],
            },
        ),
        migrations.CreateModel(
            name='Trace',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='traces', to='ballots.ballot')),
                ('kind', models.CharField(choices=[('device', 'Device'), ('network', 'Network')], max_length=8)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ballot', 'kind', 'digest'), name='ballot_trace_is_kept_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['device', 'network'])), name='ballot_trace_kind_is_known'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='ballot_trace_is_only_a_hash')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='audit',
            trigger=pgtrigger.compiler.Trigger(name='ballot_audit_begins_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7f70ed788f8b85a5828ce463e1e1170d54c5902e', operation='UPDATE OR DELETE', pgid='pgtrigger_ballot_audit_begins_once_e1754', table='ballots_audit', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ballot',
            trigger=pgtrigger.compiler.Trigger(name='ballot_stays_its_voters', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."voter_id" IS DISTINCT FROM (NEW."voter_id") OR OLD."receipt" IS DISTINCT FROM (NEW."receipt"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e455c013768837552718ca12d8feb427c3820644', operation='UPDATE', pgid='pgtrigger_ballot_stays_its_voters_9e143', table='ballots_ballot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ballot',
            trigger=pgtrigger.compiler.Trigger(name='ballot_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4a5f2c9194689b3c6624741145cdd24c5302cf03', operation='DELETE', pgid='pgtrigger_ballot_is_never_deleted_0ff07', table='ballots_ballot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ballot',
            trigger=pgtrigger.compiler.Trigger(name='ballot_is_void_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."voided_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bf6014dc7c4614299194974d1058d63f7fd7259f', operation='UPDATE', pgid='pgtrigger_ballot_is_void_for_good_d010d', table='ballots_ballot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ballot',
            trigger=pgtrigger.compiler.Trigger(name='ballot_is_voided_in_the_audit', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."voided_at" IS NOT NULL AND OLD."voided_at" IS NULL)', declare='DECLARE gate record;', func="\nSELECT challenge.status, \nchallenge.closes_at + make_interval(secs => CASE WHEN challenge.screening\n    THEN 2 * coalesce((challenge.durations->>'screening')::int, 259200)\n         + coalesce((challenge.durations->>'cure')::int, 172800)\n    ELSE 0 END) AS opens_at,\nchallenge.judge_by - make_interval(secs =>\n    coalesce((challenge.durations->>'audit')::int, 3600)\n    + CASE WHEN coalesce((challenge.ballot->>'jury_picks_among')::int, 0) > 0\n      THEN coalesce((challenge.durations->>'jury')::int, 259200) ELSE 0 END) AS ends_at,\nchallenge.judge_by - make_interval(secs =>\n    CASE WHEN coalesce((challenge.ballot->>'jury_picks_among')::int, 0) > 0\n    THEN coalesce((challenge.durations->>'jury')::int, 259200) ELSE 0 END) AS tallied_at\n INTO gate\nFROM challenges_challenge AS challenge WHERE challenge.id = NEW.challenge_id\nFOR SHARE;\nNEW.voided_at := laurel_now();\nIF gate.status IS DISTINCT FROM 'judging' OR NEW.voided_at < gate.ends_at OR NEW.voided_at >= gate.tallied_at\nOR EXISTS (SELECT FROM ballots_tally WHERE challenge_id = NEW.challenge_id) THEN\n    RAISE EXCEPTION 'ballots are voided between the last vote and the tally'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_is_voided_in_the_audit';\nEND IF;\nRETURN NEW;\n", hash='2a238ab3b7ad1a0d2326fc4b13ed77873add3143', operation='UPDATE', pgid='pgtrigger_ballot_is_voided_in_the_audit_f8d65', table='ballots_ballot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tally',
            trigger=pgtrigger.compiler.Trigger(name='tally_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5078d58b7224cab209e4cf527e3df657cd481c0f', operation='UPDATE OR DELETE', pgid='pgtrigger_tally_is_never_changed_3ef11', table='ballots_tally', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='ballot_is_cast_in_its_window', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE gate record;', func="\nSELECT challenge.status, \nchallenge.closes_at + make_interval(secs => CASE WHEN challenge.screening\n    THEN 2 * coalesce((challenge.durations->>'screening')::int, 259200)\n         + coalesce((challenge.durations->>'cure')::int, 172800)\n    ELSE 0 END) AS opens_at,\nchallenge.judge_by - make_interval(secs =>\n    coalesce((challenge.durations->>'audit')::int, 3600)\n    + CASE WHEN coalesce((challenge.ballot->>'jury_picks_among')::int, 0) > 0\n      THEN coalesce((challenge.durations->>'jury')::int, 259200) ELSE 0 END) AS ends_at,\nchallenge.judge_by - make_interval(secs =>\n    CASE WHEN coalesce((challenge.ballot->>'jury_picks_among')::int, 0) > 0\n    THEN coalesce((challenge.durations->>'jury')::int, 259200) ELSE 0 END) AS tallied_at\n INTO gate\nFROM challenges_challenge AS challenge\nWHERE challenge.id = (SELECT challenge_id FROM ballots_ballot WHERE id = NEW.ballot_id)\nFOR SHARE;\nNEW.cast_at := laurel_now();\nIF gate.status IS DISTINCT FROM 'judging' OR NEW.cast_at < gate.opens_at OR NEW.cast_at >= gate.ends_at THEN\n    RAISE EXCEPTION 'the ballot takes no votes now'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_is_cast_in_its_window';\nEND IF;\nRETURN NEW;\n", hash='2b07fa159d6970cb4049070c58fbb952768d35d7', operation='INSERT', pgid='pgtrigger_ballot_is_cast_in_its_window_f9996', table='ballots_choice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='ballot_marks_fit_their_rules', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (\n    SELECT CASE coalesce(challenge.ballot->>'kind', 'plurality')\n        WHEN 'plurality' THEN count(*) = 1 AND bool_and(mark.value = '1'::jsonb)\n        WHEN 'score' THEN count(*) >= 1 AND bool_and(\n            jsonb_typeof(mark.value) = 'number' AND (mark.value)::numeric IN\n            (0, 1, 2, 3, 4, 5))\n        ELSE count(DISTINCT mark.value) = count(*) AND min((mark.value)::numeric) = 1\n            AND max((mark.value)::numeric) = count(*) AND bool_and((mark.value)::numeric % 1 = 0)\n        END\n    FROM ballots_ballot AS ballot JOIN challenges_challenge AS challenge ON challenge.id = ballot.challenge_id,\n         jsonb_each(NEW.marks) AS mark\n    WHERE ballot.id = NEW.ballot_id\n    GROUP BY challenge.id\n) IS NOT TRUE THEN\n    RAISE EXCEPTION 'the marks of a ballot fit its rules'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_marks_fit_their_rules';\nEND IF;\nRETURN NEW;\n", hash='91deb690a4037964a3d89a745874de8f08f3d30c', operation='INSERT', pgid='pgtrigger_ballot_marks_fit_their_rules_79986', table='ballots_choice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='ballot_marks_are_for_its_entries', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT FROM jsonb_object_keys(NEW.marks) AS mark\n    LEFT JOIN entries_entry AS entry ON entry.id::text = mark\n        AND entry.challenge_id = (SELECT challenge_id FROM ballots_ballot WHERE id = NEW.ballot_id)\n        AND entry.status IN ('qualified', 'shortlisted')\n    WHERE entry.id IS NULL\n) THEN\n    RAISE EXCEPTION 'a ballot is for entries that are on it'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_marks_are_for_its_entries';\nEND IF;\nRETURN NEW;\n", hash='d60daab661c8726115844eda667554cedf6ab515', operation='INSERT', pgid='pgtrigger_ballot_marks_are_for_its_entries_2e10a', table='ballots_choice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='ballot_marks_are_for_others', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT FROM ballots_ballot AS ballot\n    JOIN entries_entry AS entry ON entry.challenge_id = ballot.challenge_id AND NEW.marks ? entry.id::text\n    LEFT JOIN entries_teamshare AS share ON share.entry_id = entry.id AND share.user_id = ballot.voter_id\n    WHERE ballot.id = NEW.ballot_id AND (entry.entrant_id = ballot.voter_id OR share.id IS NOT NULL)\n) THEN\n    RAISE EXCEPTION 'nobody votes for their own or their team''s entry'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_marks_are_for_others';\nEND IF;\nRETURN NEW;\n", hash='3dbb368b252b5b7826c078818e8164095ef4e4d2', operation='INSERT', pgid='pgtrigger_ballot_marks_are_for_others_4135c', table='ballots_choice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='ballot_choice_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='59f23122c9708fde8b05aaf93a63d39eaf2b2a4f', operation='UPDATE OR DELETE', pgid='pgtrigger_ballot_choice_is_never_changed_09fc7', table='ballots_choice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='ballot_choices_are_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'ballots are never truncated';", hash='7c94cda142a4240f7dacb9ccb0d338be9ed9eff7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_ballot_choices_are_never_truncated_4d1c1', table='ballots_choice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='ballot_flag_moves_legally', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{open:dismissed,open:upheld}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='b8d948b86fabf9e0febb5a8ebf2f344cded37a3e', operation='UPDATE', pgid='pgtrigger_ballot_flag_moves_legally_840ca', table='ballots_flag', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='ballot_flag_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='860aed5c2e90583d1dec2d02c529b3b5e84b5bc8', operation='DELETE', pgid='pgtrigger_ballot_flag_is_never_deleted_1e30b', table='ballots_flag', when='BEFORE')),
        ),
    ]
