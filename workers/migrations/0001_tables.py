import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
import workers.clock
from django.db import migrations, models


# A plain function, which pgtrigger (it declares triggers with their own functions) has no place for. STABLE, so that
# `due_at <= laurel_now()` can use an index. A rehearsal's offset counts only in the transaction that it names.
LAUREL_NOW = """
CREATE FUNCTION laurel_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
    rehearsal text := current_setting('laurel.rehearsal', true);
    shift interval := coalesce((SELECT clock.shift FROM workers_clock clock), interval '0');
BEGIN
    IF rehearsal <> '' AND split_part(rehearsal, '|', 1) = pg_current_xact_id_if_assigned()::text THEN
        shift := shift + split_part(rehearsal, '|', 2)::interval;
    END IF;
    RETURN clock_timestamp() + shift;
END $$
"""


class Migration(migrations.Migration):

    replaces = [('workers', '0001_first'), ('workers', '0002_queue_of_pictures')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.RunSQL(LAUREL_NOW, "DROP FUNCTION laurel_now()"),
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('shift', models.DurationField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='there_is_one_clock')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('subject_type', models.CharField(max_length=80)),
                ('subject_id', models.CharField(max_length=80)),
                ('root', models.CharField(max_length=80)),
                ('actor_id', models.UUIDField(null=True)),
                ('payload', models.JSONField(default=dict)),
                ('audience', models.CharField(choices=[('public', 'Public'), ('parties', 'Parties'), ('staff', 'Staff')], max_length=16)),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'at'], name='event_timeline')],
                'constraints': [models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'parties', 'staff'])), name='event_audience_is_known'), models.CheckConstraint(condition=models.Q(('name__contains', '.')), name='event_name_has_a_noun_and_a_verb')],
            },
        ),
        migrations.CreateModel(
            name='ProcessBeat',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('relay', 'Relay'), ('worker', 'Worker'), ('schedule', 'Schedule')], max_length=16)),
                ('host', models.CharField(max_length=120)),
                ('pid', models.PositiveIntegerField()),
                ('started_at', models.DateTimeField()),
                ('beat_at', models.DateTimeField()),
                ('lag_ms', models.PositiveIntegerField(db_default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'host', 'pid'), name='process_beats_once')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='workers.event')),
                ('handler', models.CharField(max_length=160)),
                ('queue', models.CharField(max_length=16)),
                ('due_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('started', models.PositiveIntegerField(db_default=0)),
                ('errors', models.PositiveIntegerField(db_default=0)),
                ('lease_token', models.UUIDField(null=True)),
                ('leased_until', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('dead_at', models.DateTimeField(null=True)),
                ('last_error', models.TextField(db_default='')),
                ('skipped_reason', models.TextField(db_default='')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'indexes': [models.Index(condition=models.Q(('dead_at', None), ('done_at', None)), fields=['queue', 'due_at'], name='delivery_waiting'), models.Index(condition=models.Q(('dead_at__isnull', False)), fields=['dead_at'], name='delivery_dead')],
                'constraints': [models.UniqueConstraint(fields=('event', 'handler'), name='delivery_is_one_per_event_and_handler'), models.CheckConstraint(condition=models.Q(('queue__in', ('money', 'deadlines', 'default', 'mail', 'webhooks', 'pictures'))), name='delivery_queue_exists'), models.CheckConstraint(condition=models.Q(('done_at', None), ('dead_at', None), _connector='OR'), name='delivery_is_not_both_done_and_dead'), models.CheckConstraint(condition=models.Q(('lease_token', None), ('leased_until__isnull', False), _connector='OR'), name='delivery_lease_has_a_term'), models.CheckConstraint(condition=models.Q(('lease_token', None), models.Q(('dead_at', None), ('done_at', None)), _connector='OR'), name='delivery_that_ended_holds_no_lease'), models.CheckConstraint(condition=models.Q(('skipped_reason', ''), ('done_at__isnull', False), _connector='OR'), name='delivery_skipped_is_done'), models.CheckConstraint(condition=models.Q(('errors__lte', models.F('started'))), name='delivery_errs_only_when_started'), models.CheckConstraint(condition=models.Q(('dead_at', None), models.Q(('last_error', ''), _negated=True), _connector='OR'), name='delivery_dead_says_why')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='event_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e2db0ad2daa5bb1fe3a6942c33da51e99974b91c', operation='UPDATE OR DELETE', pgid='pgtrigger_event_is_never_changed_3bb08', table='workers_event', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='events_are_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'events are never truncated';", hash='a0bdd6e2062f79e101b98ab659f35316bba6c06a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_events_are_never_truncated_619e5', table='workers_event', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='new_deliveries_wake_the_relay', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM pg_notify('laurel_deliveries', ''); RETURN NULL;", hash='6d1137f292e7b0798842526368740108e8a094df', level='STATEMENT', operation='INSERT', pgid='pgtrigger_new_deliveries_wake_the_relay_4d094', table='workers_delivery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='delivery_is_never_lost', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."done_at" IS NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5a4e8bccba1148b636e26e7f76786d0c25f365a6', operation='DELETE', pgid='pgtrigger_delivery_is_never_lost_054fb', table='workers_delivery', when='BEFORE')),
        ),
    ]
