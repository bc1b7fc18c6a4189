import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
import workers.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('service_levels', '0001_first')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('challenges', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.SlugField(db_index=False, max_length=40)),
                ('label', models.CharField(max_length=120)),
                ('zone', models.CharField(help_text='IANA, like Europe/Berlin.', max_length=64)),
                ('country', models.CharField(blank=True, help_text='ISO 3166-1, whose public holidays are days off.', max_length=2)),
                ('subdivision', models.CharField(blank=True, help_text='ISO 3166-2 without the country, like BE.', max_length=6)),
                ('is_default', models.BooleanField(default=False)),
                ('is_offered', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('name',), name='calendar_is_one_per_name'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='one_calendar_is_the_default'), models.CheckConstraint(condition=models.Q(('subdivision', ''), models.Q(('country', ''), _negated=True), _connector='OR'), name='calendar_subdivision_is_of_a_country')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.SlugField(db_index=False, max_length=40)),
                ('label', models.CharField(max_length=120)),
                ('is_default', models.BooleanField(default=False)),
                ('is_offered', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('name',), name='plan_is_one_per_name'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='one_plan_is_the_default')],
            },
        ),
        migrations.CreateModel(
            name='DayOff',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days_off', to='service_levels.calendar')),
                ('day', models.DateField()),
                ('label', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'verbose_name_plural': 'days off',
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('calendar', 'day'), name='day_off_is_one_per_date')],
            },
        ),
        migrations.CreateModel(
            name='OpeningHours',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='service_levels.calendar')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                ('since', models.PositiveSmallIntegerField(help_text='Minutes after midnight: 540 is 9:00.')),
                ('until', models.PositiveSmallIntegerField(help_text='Minutes after midnight: 1020 is 17:00, 1440 midnight.')),
            ],
            options={
                'verbose_name_plural': 'opening hours',
                'constraints': [models.UniqueConstraint(fields=('calendar', 'weekday', 'since'), name='opening_hours_begin_once'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('since')), ('until__lte', 1440), ('weekday__lt', 7)), name='opening_hours_are_of_one_day')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_choices', to='accounts.sponsor')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='service_levels.plan')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='service_levels.calendar')),
                ('chosen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('chosen_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'ordering': ['-chosen_at', '-id'],
                'indexes': [models.Index(fields=['sponsor', '-chosen_at'], name='choice_in_force')],
            },
        ),
        migrations.CreateModel(
            name='ServiceClock',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_clocks', to='accounts.sponsor')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_clocks', to='challenges.challenge')),
                ('measure', models.CharField(choices=[('answer', 'First answer on the question board'), ('judging', 'From the close to the decision'), ('payout', 'From an accepted award to its payment')], max_length=8)),
                ('subject_id', models.UUIDField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='service_levels.plan')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='service_levels.calendar')),
                ('target', models.DurationField()),
                ('status', models.CharField(choices=[('running', 'Running'), ('standing', 'Standing'), ('met', 'Met'), ('missed', 'Missed'), ('dropped', 'Dropped')], default='running', max_length=8)),
                ('started_at', models.DateTimeField()),
                ('running_since', models.DateTimeField(null=True)),
                ('used', models.DurationField()),
                ('warn_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('warned_at', models.DateTimeField(null=True)),
                ('breached_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('status', 'running'), ('warned_at', None)), fields=['warn_at'], name='service_clock_to_warn'), models.Index(condition=models.Q(('breached_at', None), ('status', 'running')), fields=['due_at'], name='service_clock_due'), models.Index(fields=['sponsor', 'measure'], name='service_clock_of_sponsor'), models.Index(condition=models.Q(('stopped_at', None)), fields=['challenge'], name='service_clock_open')],
                'constraints': [models.UniqueConstraint(fields=('measure', 'subject_id'), name='service_clock_is_one_per_subject'), models.CheckConstraint(condition=models.Q(('status__in', ['running', 'standing', 'met', 'missed', 'dropped'])), name='service_clock_status_is_known'), models.CheckConstraint(condition=models.Q(('measure__in', ['answer', 'judging', 'payout'])), name='service_clock_measure_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('running_since__isnull', False), ('status', 'running'), ('warn_at__isnull', False)), models.Q(models.Q(('status', 'running'), _negated=True), ('due_at', None), ('running_since', None), ('warn_at', None)), _connector='OR'), name='service_clock_is_due_iff_it_runs'), models.CheckConstraint(condition=models.Q(('status__in', ['met', 'missed', 'dropped']), ('stopped_at__isnull', True), _connector='XOR'), name='service_clock_stopped_says_when')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='service_levels.plan')),
                ('measure', models.CharField(choices=[('answer', 'First answer on the question board'), ('judging', 'From the close to the decision'), ('payout', 'From an accepted award to its payment')], max_length=8)),
                ('amount', models.PositiveSmallIntegerField()),
                ('unit', models.CharField(choices=[('hours', 'Hours'), ('days', 'Days')], max_length=8)),
            ],
            options={
                'ordering': ['measure'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'measure'), name='target_is_one_per_measure'), models.CheckConstraint(condition=models.Q(('amount__gte', 1)), name='target_is_some_time'), models.CheckConstraint(condition=models.Q(('measure__in', ['answer', 'judging', 'payout'])), name='target_measure_is_known'), models.CheckConstraint(condition=models.Q(('unit__in', ['hours', 'days'])), name='target_unit_is_known')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openinghours',
            trigger=pgtrigger.compiler.Trigger(name='calendar_keeps_its_hours', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF EXISTS (SELECT FROM service_levels_calendar WHERE id = OLD.calendar_id) AND NOT EXISTS (\n    SELECT FROM service_levels_openinghours WHERE calendar_id = OLD.calendar_id\n) THEN\n    RAISE EXCEPTION 'a calendar keeps some opening hours'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'calendar_keeps_its_hours';\nEND IF;\nRETURN NULL;\n", hash='1f1e751e3d624bf4b846a5b025a21cf9df001a35', operation='UPDATE OR DELETE', pgid='pgtrigger_calendar_keeps_its_hours_12aee', table='service_levels_openinghours', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='choice_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='11f6a2db42bd6da8ef422aa0a7216e6ee6c96f60', operation='UPDATE OR DELETE', pgid='pgtrigger_choice_is_never_changed_24f2a', table='service_levels_choice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceclock',
            trigger=pgtrigger.compiler.Trigger(name='service_clock_keeps_its_promise', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sponsor_id" IS DISTINCT FROM (NEW."sponsor_id") OR OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."measure" IS DISTINCT FROM (NEW."measure") OR OLD."subject_id" IS DISTINCT FROM (NEW."subject_id") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."calendar_id" IS DISTINCT FROM (NEW."calendar_id") OR OLD."target" IS DISTINCT FROM (NEW."target") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0bbcc690babefb571d62a406e2e5ccd2d2aceb89', operation='UPDATE', pgid='pgtrigger_service_clock_keeps_its_promise_2725e', table='service_levels_serviceclock', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceclock',
            trigger=pgtrigger.compiler.Trigger(name='service_clock_stops_for_good', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."stopped_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='74ae983f6488b098941d7224c7193040f4ebdc37', operation='UPDATE', pgid='pgtrigger_service_clock_stops_for_good_a6358', table='service_levels_serviceclock', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceclock',
            trigger=pgtrigger.compiler.Trigger(name='service_clock_notice_is_given_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((NEW."warned_at" IS DISTINCT FROM (OLD."warned_at") AND OLD."warned_at" IS NOT NULL) OR (NEW."breached_at" IS DISTINCT FROM (OLD."breached_at") AND OLD."breached_at" IS NOT NULL))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d39e18776430518229ed2d4608ea3a3119b5e410', operation='UPDATE', pgid='pgtrigger_service_clock_notice_is_given_once_dd63b', table='service_levels_serviceclock', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceclock',
            trigger=pgtrigger.compiler.Trigger(name='service_clock_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='79a1ccc5a960f70446a4970bef765e4a79cfeaf0', operation='DELETE', pgid='pgtrigger_service_clock_is_never_deleted_d1b76', table='service_levels_serviceclock', when='BEFORE')),
        ),
    ]
