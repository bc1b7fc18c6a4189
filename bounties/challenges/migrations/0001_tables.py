import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
import workers.clock
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('challenges', '0001_first'), ('challenges', '0002_pausing'), ('challenges', '0003_crowdfunding_and_raises'), ('challenges', '0004_aggregation_options'), ('challenges', '0005_entry_rules'), ('challenges', '0006_ballot_terms'), ('challenges', '0007_rolling_formats'), ('challenges', '0008_judges_per_entry'), ('challenges', '0009_idea_threshold'), ('challenges', '0010_stages'), ('challenges', '0011_papers'), ('challenges', '0012_posts_and_templates')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('workers', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='accounts.sponsor')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('format', models.CharField(max_length=24)),
                ('title', models.CharField(max_length=160)),
                ('summary', models.CharField(blank=True, max_length=500)),
                ('statement', models.TextField(blank=True)),
                ('currency', models.CharField(max_length=3)),
                ('guarantee', models.CharField(choices=[('guaranteed', 'Guaranteed'), ('up_to', 'Up to')], default='guaranteed', max_length=16)),
                ('ip_terms', models.CharField(blank=True, choices=[('solver_keeps', 'Solver keeps'), ('licence', 'Licence'), ('transfer', 'Transfer'), ('open_source', 'Open source')], max_length=16)),
                ('ip_text', models.TextField(blank=True)),
                ('opens_at', models.DateTimeField(blank=True, null=True)),
                ('closes_at', models.DateTimeField(blank=True, null=True)),
                ('judge_by', models.DateTimeField(blank=True, null=True)),
                ('appeal_seconds', models.PositiveIntegerField(default=259200)),
                ('durations', models.JSONField(blank=True, default=dict)),
                ('kill_fee_bp', models.PositiveIntegerField(default=0)),
                ('time_zone', models.CharField(default='UTC', max_length=64)),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('eligibility', models.JSONField(blank=True, default=dict)),
                ('ballot', models.JSONField(blank=True, default=dict)),
                ('visibility', models.CharField(choices=[('public', 'Public'), ('unlisted', 'Unlisted'), ('invited', 'Invited')], default='public', max_length=16)),
                ('aggregation', models.CharField(choices=[('weighted_mean', 'Weighted mean'), ('trimmed_mean', 'Trimmed mean'), ('median', 'Median'), ('rounded_components', 'Rounded components'), ('rank_sum', 'Rank sum'), ('normalised', 'Normalised'), ('jury_and_public', 'Jury and public')], default='weighted_mean', max_length=24)),
                ('aggregation_options', models.JSONField(blank=True, default=dict)),
                ('judges_per_entry', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('ai_policy', models.CharField(choices=[('allowed', 'Allowed'), ('disclosed', 'Disclosed'), ('barred', 'Barred')], default='allowed', max_length=12)),
                ('entry_media', models.CharField(choices=[('any', 'Any'), ('images', 'Images')], default='any', max_length=8)),
                ('entry_limit', models.PositiveSmallIntegerField(default=1)),
                ('submissions_a_day', models.PositiveSmallIntegerField(default=100)),
                ('threshold', models.PositiveIntegerField(blank=True, null=True)),
                ('screening', models.BooleanField(default=False)),
                ('papers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, size=None)),
                ('funding_mode', models.CharField(choices=[('single', 'Single'), ('crowd', 'Crowd')], default='single', max_length=8)),
                ('funding_ends_at', models.DateTimeField(blank=True, null=True)),
                ('minimum_contribution', models.BigIntegerField(blank=True, null=True)),
                ('prize_total', models.BigIntegerField(db_default=0)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('changes_requested', 'Changes requested'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('funding', 'Funding'), ('scheduled', 'Scheduled'), ('open', 'Open'), ('judging', 'Judging'), ('provisional', 'Provisional'), ('awarding', 'Awarding'), ('completed', 'Completed'), ('paused', 'Paused'), ('cancelled', 'Cancelled'), ('expired', 'Expired'), ('no_award', 'No award')], default='draft', max_length=20)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('ladder_step', models.PositiveSmallIntegerField(default=0)),
                ('extensions', models.PositiveSmallIntegerField(default=0)),
                ('version', models.PositiveIntegerField(default=1)),
                ('terms_sha256', models.CharField(blank=True, max_length=64)),
                ('cancel_reason', models.CharField(blank=True, choices=[('', 'Not cancelled'), ('client_request', 'Client request'), ('requirements_infeasible', 'Requirements infeasible'), ('payment_failed', 'Payment failed'), ('zero_entries', 'Zero entries'), ('winner_unresponsive', 'Winner unresponsive'), ('goal_not_met', 'Goal not met'), ('stage_not_reached', 'Stage not reached')], default='', max_length=32)),
                ('paused_from', models.CharField(blank=True, choices=[('draft', 'Draft'), ('in_review', 'In review'), ('changes_requested', 'Changes requested'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('funding', 'Funding'), ('scheduled', 'Scheduled'), ('open', 'Open'), ('judging', 'Judging'), ('provisional', 'Provisional'), ('awarding', 'Awarding'), ('completed', 'Completed'), ('paused', 'Paused'), ('cancelled', 'Cancelled'), ('expired', 'Expired'), ('no_award', 'No award')], default='', max_length=20)),
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('paused_due_at', models.DateTimeField(blank=True, null=True)),
                ('pause_reason', models.TextField(blank=True, default='')),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('stages', models.JSONField(blank=True, default=list)),
                ('stage', models.PositiveSmallIntegerField(default=1)),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='challenges.challenge')),
                ('source', models.CharField(blank=True, max_length=32)),
                ('source_id', models.CharField(blank=True, max_length=120)),
                ('source_facts', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='simple', weight='A'), '||', django.contrib.postgres.search.SearchVector('title', config='english', weight='A'), django.contrib.postgres.search.SearchConfig('simple')), '||', django.contrib.postgres.search.SearchVector('summary', config='english', weight='B'), django.contrib.postgres.search.SearchConfig('simple')), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='challenge_due'), models.Index(models.F('id'), condition=models.Q(('published_at__isnull', False), ('visibility', 'public')), name='board_by_age'), models.Index(models.F('closes_at'), models.F('id'), condition=models.Q(('published_at__isnull', False), ('visibility', 'public')), name='board_by_deadline'), models.Index(models.F('prize_total'), models.F('id'), condition=models.Q(('published_at__isnull', False), ('visibility', 'public')), name='board_by_prize'), django.contrib.postgres.indexes.GinIndex(models.F('search'), name='challenge_search'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('title'), name='gin_trgm_ops'), name='challenge_title_part'), django.contrib.postgres.indexes.GinIndex(models.F('tags'), name='challenge_tags')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='challenge_has_a_title'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='challenge_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(('judge_by__gt', models.F('closes_at'))), name='challenge_is_judged_after_it_closes'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'changes_requested', 'cancelled']), models.Q(('closes_at__isnull', False), ('judge_by__isnull', False), ('opens_at__isnull', False)), _connector='OR'), name='challenge_has_dates_once_submitted'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'changes_requested', 'cancelled']), models.Q(('terms_sha256', ''), _negated=True), _connector='OR'), name='challenge_has_terms_once_submitted'), models.CheckConstraint(condition=models.Q(('status__in', ['approved', 'funding', 'scheduled', 'open', 'judging', 'provisional']), ('due_at__isnull', True), _connector='XOR'), name='challenge_is_due_iff_timed'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['scheduled', 'open', 'judging', 'provisional', 'awarding', 'paused']), _negated=True), models.Q(('published_at', None), _negated=True), _connector='OR'), name='challenge_is_published_once_live'), models.CheckConstraint(condition=models.Q(('status', 'cancelled'), ('cancel_reason', ''), _connector='XOR'), name='challenge_cancelled_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('paused_at__isnull', False), ('paused_due_at__isnull', False), ('paused_from__in', ['scheduled', 'open', 'judging', 'provisional']), ('status', 'paused'), models.Q(('pause_reason', ''), _negated=True)), models.Q(models.Q(('status', 'paused'), _negated=True), ('pause_reason', ''), ('paused_at', None), ('paused_due_at', None), ('paused_from', '')), _connector='OR'), name='challenge_paused_says_whence_when_and_why'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'in_review', 'changes_requested', 'approved', 'rejected', 'funding', 'scheduled', 'open', 'judging', 'provisional', 'awarding', 'completed', 'paused', 'cancelled', 'expired', 'no_award'])), name='challenge_status_is_known'), models.CheckConstraint(condition=models.Q(('currency__regex', '^[a-z]{3}$')), name='challenge_currency_is_a_code'), models.CheckConstraint(condition=models.Q(models.Q(('guarantee', 'guaranteed'), ('kill_fee_bp', 0)), models.Q(('guarantee', 'up_to'), ('kill_fee_bp__range', (0, 2500))), _connector='OR'), name='challenge_kill_fee_is_a_share_of_an_up_to_purse'), models.CheckConstraint(condition=models.Q(models.Q(('funding_ends_at', None), ('funding_mode', 'single'), ('minimum_contribution', None)), models.Q(('funding_ends_at__isnull', False), ('funding_mode', 'crowd'), ('minimum_contribution__gt', 0)), _connector='OR'), name='challenge_crowdfunding_has_its_end_and_minimum'), models.CheckConstraint(condition=models.Q(('funding_ends_at__lt', models.F('closes_at'))), name='challenge_is_funded_before_it_closes'), models.CheckConstraint(condition=models.Q(('entry_limit__range', (1, 20))), name='challenge_limits_entries_per_solver'), models.CheckConstraint(condition=models.Q(('extensions__lte', 2)), name='challenge_is_extended_at_most_twice'), models.CheckConstraint(condition=models.Q(('prize_total__gte', 0)), name='challenge_prize_total_is_no_debt'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='challenge_version_counts_from_one'), models.UniqueConstraint(condition=models.Q(('source', ''), _negated=True), fields=('source', 'source_id'), name='challenge_is_imported_once'), models.CheckConstraint(condition=models.Q(models.Q(('follows', None), ('stage', 1)), models.Q(('follows__isnull', False), ('stage__range', (2, 10))), _connector='OR'), name='stage_follows_another_iff_not_the_first'), models.CheckConstraint(condition=models.Q(('stage', 1), ('stages', []), _connector='OR'), name='stages_are_said_in_the_first'), models.UniqueConstraint(condition=models.Q(models.Q(('follows', None), _negated=True), models.Q(('status', 'cancelled'), _negated=True)), fields=('follows',), name='stage_is_followed_by_one'), models.CheckConstraint(condition=models.Q(('papers__contained_by', ['rights', 'identity'])), name='challenge_papers_are_known'), models.CheckConstraint(condition=models.Q(('ip_terms', 'solver_keeps'), ('papers__contains', ['rights']), _negated=True), name='challenge_asks_for_rights_only_where_they_pass')],
            },
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='templates', to='accounts.sponsor')),
                ('name', models.CharField(max_length=120)),
                ('document', models.JSONField()),
                ('open_seconds', models.PositiveIntegerField(null=True)),
                ('judging_seconds', models.PositiveIntegerField(null=True)),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('saved_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('sponsor', 'name'), name='template_is_one_per_name'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='template_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Backing',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='backings', to='challenges.challenge')),
                ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='backings', to='accounts.sponsor')),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('challenge', 'sponsor'), name='backing_is_one_per_sponsor')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='challenges.challenge')),
                ('name', models.CharField(max_length=120)),
                ('weight', models.PositiveSmallIntegerField()),
                ('guidance', models.TextField(blank=True)),
                ('priority', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name_plural': 'criteria',
                'ordering': ['priority'],
                'constraints': [models.UniqueConstraint(fields=('challenge', 'name'), name='criterion_name_is_one_per_challenge'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('challenge', 'priority'), name='criterion_priority_is_one_per_challenge'), models.CheckConstraint(condition=models.Q(('weight__range', (1, 100))), name='criterion_weight_is_a_share_of_100'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='criterion_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Prize',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prizes', to='challenges.challenge')),
                ('rank', models.PositiveSmallIntegerField()),
                ('amount', models.BigIntegerField()),
                ('count', models.PositiveSmallIntegerField(default=1)),
                ('label', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'ordering': ['rank'],
                'constraints': [models.UniqueConstraint(fields=('challenge', 'rank'), name='prize_is_one_per_rank'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='prize_amount_is_positive'), models.CheckConstraint(condition=models.Q(('count__gt', 0)), name='prize_count_is_positive'), models.CheckConstraint(condition=models.Q(('rank__gt', 0)), name='prize_rank_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='challenges.challenge')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.TextField()),
                ('asked_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['challenge', 'id'], name='question_board')],
                'constraints': [models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='question_asks_something'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='question_answer_has_author_and_time')],
            },
        ),
        migrations.CreateModel(
            name='Raise',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='raises', to='challenges.challenge')),
                ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.sponsor')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rank', models.PositiveSmallIntegerField()),
                ('amount', models.BigIntegerField()),
                ('client_key', models.CharField(max_length=255)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('challenge', 'client_key'), name='raise_is_one_per_client_key'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='raise_amount_is_positive')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='challenges.challenge')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verdict', models.CharField(choices=[('approved', 'Approved'), ('changes_requested', 'Changes requested'), ('rejected', 'Rejected')], max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict', 'approved'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='review_refusal_says_why')],
            },
        ),
        migrations.CreateModel(
            name='ShortPost',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='short_posts', to='challenges.challenge')),
                ('posted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client_key', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('challenge',), name='short_post_is_one_per_challenge'), models.UniqueConstraint(fields=('posted_by', 'client_key'), name='short_post_is_one_per_key'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='short_post_hash_is_sha256')],
            },
        ),
        migrations.CreateModel(
            name='Side',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sides', to='challenges.challenge')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('entrant', 'Entrant'), ('judge', 'Judge')], max_length=8)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('challenge', 'user'), name='person_stands_on_one_side'), models.CheckConstraint(condition=models.Q(('kind__in', ['entrant', 'judge'])), name='side_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Terms',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='challenges.challenge')),
                ('number', models.PositiveIntegerField()),
                ('document', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('is_material', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'verbose_name_plural': 'terms',
                'constraints': [models.UniqueConstraint(fields=('challenge', 'number'), name='terms_are_numbered'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='terms_hash_is_sha256')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challenge',
            trigger=pgtrigger.compiler.Trigger(name='challenge_moves_legally', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{draft:cancelled,draft:in_review,in_review:approved,in_review:cancelled,in_review:changes_requested,in_review:rejected,changes_requested:cancelled,changes_requested:in_review,approved:cancelled,approved:draft,approved:funding,approved:scheduled,funding:cancelled,funding:draft,funding:open,funding:scheduled,scheduled:cancelled,scheduled:open,scheduled:paused,open:awarding,open:cancelled,open:expired,open:judging,open:paused,judging:awarding,judging:cancelled,judging:no_award,judging:paused,judging:provisional,provisional:awarding,provisional:judging,provisional:no_award,provisional:paused,awarding:completed,awarding:no_award,paused:cancelled,paused:judging,paused:open,paused:provisional,paused:scheduled}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='165c220e9411863c2153ad8b302066b41ee7cc15', operation='UPDATE', pgid='pgtrigger_challenge_moves_legally_6222c', table='challenges_challenge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challenge',
            trigger=pgtrigger.compiler.Trigger(name='challenge_is_born_a_draft', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."status" = \'draft\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='1cda8e5f4d304e71b6c2c685f882f2b25ebf1df0', operation='INSERT', pgid='pgtrigger_challenge_is_born_a_draft_66d10', table='challenges_challenge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challenge',
            trigger=pgtrigger.compiler.Trigger(name='challenge_resumes_where_it_paused', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'paused\' AND NOT (NEW."status" IN (\'paused\', \'cancelled\')) AND NOT (NEW."status" = (OLD."paused_from")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6007b7314336565a617ba0cd3c9debeb3e66bbc1', operation='UPDATE', pgid='pgtrigger_challenge_resumes_where_it_paused_66c3a', table='challenges_challenge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challenge',
            trigger=pgtrigger.compiler.Trigger(name='stage_keeps_its_place', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."follows_id" IS DISTINCT FROM (NEW."follows_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f33eb847e5dd16e4cb6876a167d492c1b297e4cc', operation='UPDATE', pgid='pgtrigger_stage_keeps_its_place_fe5d8', table='challenges_challenge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challenge',
            trigger=pgtrigger.compiler.Trigger(name='stage_is_published_once_later_ones_are_held', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."published_at" IS NOT NULL AND OLD."published_at" IS NULL)', func="\nIF (\n    jsonb_array_length(NEW.stages) > 0\n    OR EXISTS (SELECT FROM challenges_challenge WHERE follows_id = NEW.id AND status <> 'cancelled')\n) AND NOT EXISTS (\n    SELECT FROM challenges_challenge WHERE follows_id = NEW.id AND status IN ('scheduled', 'paused')\n) THEN\n    RAISE EXCEPTION 'a stage is published only once the money of those after it is held'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'stage_is_published_once_later_ones_are_held';\nEND IF;\nRETURN NEW;\n", hash='225b9e15c97d9502032ab3e50392a15b5c97eac5', operation='UPDATE', pgid='pgtrigger_stage_is_published_once_later_ones_are_held_77eca', table='challenges_challenge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challenge',
            trigger=pgtrigger.compiler.Trigger(name='stage_opens_once_the_one_before_is_decided', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."follows_id" IS NOT NULL AND NEW."status" = \'open\' AND NOT (OLD."status" = \'open\'))', func="\nIF NOT EXISTS (\n    SELECT FROM challenges_challenge WHERE id = NEW.follows_id AND status IN ('awarding', 'completed')\n) THEN\n    RAISE EXCEPTION 'a stage opens only once somebody has passed the one before'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'stage_opens_once_the_one_before_is_decided';\nEND IF;\nRETURN NEW;\n", hash='a0107f24935b699264ee3f545cbe904d20c8194d', operation='UPDATE', pgid='pgtrigger_stage_opens_once_the_one_before_is_decided_6e35b', table='challenges_challenge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='backing',
            trigger=pgtrigger.compiler.Trigger(name='backing_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6d998a593ef379c514fb1d1799629d5002c482fd', operation='UPDATE OR DELETE', pgid='pgtrigger_backing_is_never_changed_03004', table='challenges_backing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='rubric_is_fixed_once_judged_by', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (\n            SELECT FROM challenges_challenge\n            WHERE id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.challenge_id ELSE NEW.challenge_id END)\n            AND status NOT IN ('draft', 'changes_requested', 'scheduled', 'open') AND NOT (FALSE)\n        ) THEN\n            RAISE EXCEPTION 'rubric is fixed once judged by' USING ERRCODE = 'check_violation', CONSTRAINT = 'rubric_is_fixed_once_judged_by';\n        END IF;\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        RETURN NEW;\n        ", hash='f4a7922913de65fb9d7f5b03974fc20560790d4a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_rubric_is_fixed_once_judged_by_0a87e', table='challenges_criterion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prize',
            trigger=pgtrigger.compiler.Trigger(name='prizes_are_summed_up', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nUPDATE challenges_challenge SET prize_total = (\n    SELECT coalesce(sum(amount * count), 0) FROM challenges_prize WHERE challenge_id = challenges_challenge.id\n) WHERE id IN (\n    CASE WHEN TG_OP = 'INSERT' THEN NEW.challenge_id ELSE OLD.challenge_id END,\n    CASE WHEN TG_OP = 'DELETE' THEN OLD.challenge_id ELSE NEW.challenge_id END\n);\nRETURN NULL;\n", hash='c9937b16beef4c60e99bc216008f2d83b57acafd', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_prizes_are_summed_up_64f12', table='challenges_prize', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prize',
            trigger=pgtrigger.compiler.Trigger(name='prizes_are_fixed_once_submitted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (\n            SELECT FROM challenges_challenge\n            WHERE id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.challenge_id ELSE NEW.challenge_id END)\n            AND status NOT IN ('draft', 'changes_requested') AND NOT (\nTG_OP = 'UPDATE' AND NEW.amount > OLD.amount\nAND to_jsonb(NEW) - 'amount' = to_jsonb(OLD) - 'amount'\nAND coalesce(nullif(paused_from, ''), status) IN ('scheduled', 'open')\n)\n        ) THEN\n            RAISE EXCEPTION 'prizes are fixed once submitted' USING ERRCODE = 'check_violation', CONSTRAINT = 'prizes_are_fixed_once_submitted';\n        END IF;\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        RETURN NEW;\n        ", hash='8e36e6f478733aceececd5c659721343fec8a10b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_prizes_are_fixed_once_submitted_7efd7', table='challenges_prize', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prize',
            trigger=pgtrigger.compiler.Trigger(name='purse_is_as_large_as_the_prizes', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF EXISTS (\n    SELECT FROM payments_purse AS purse JOIN challenges_challenge AS challenge ON purse.reference = challenge.id::text\n    WHERE challenge.id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.challenge_id ELSE NEW.challenge_id END)\n    AND purse.status IN ('held', 'part_released', 'frozen') AND purse.target <> challenge.prize_total\n) THEN\n    RAISE EXCEPTION 'a held purse is as large as the prizes'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'purse_is_as_large_as_the_prizes';\nEND IF;\nRETURN NULL;\n", hash='e264a8b70b0a341610b2ae41be078069275ad5f5', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_purse_is_as_large_as_the_prizes_0f1d7', table='challenges_prize', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='raise',
            trigger=pgtrigger.compiler.Trigger(name='raise_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."sponsor_id" IS DISTINCT FROM (NEW."sponsor_id") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."rank" IS DISTINCT FROM (NEW."rank") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."client_key" IS DISTINCT FROM (NEW."client_key") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='80f30911253c79837d5b96f2d8bb1226a9c14066', operation='UPDATE', pgid='pgtrigger_raise_keeps_its_terms_183c4', table='challenges_raise', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='raise',
            trigger=pgtrigger.compiler.Trigger(name='raise_is_applied_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."applied_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ee2a46b7f96703ffe6ac39a7153536e34a1413bf', operation='UPDATE', pgid='pgtrigger_raise_is_applied_once_7cd4d', table='challenges_raise', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='raise',
            trigger=pgtrigger.compiler.Trigger(name='raise_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='63f49da203ddfde68c2c11ed84ed5ba93f6fa3c1', operation='DELETE', pgid='pgtrigger_raise_is_never_deleted_ff9bc', table='challenges_raise', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='review_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='13558c3ce4c138d9746a6d3f5c09033c1c7a7916', operation='UPDATE OR DELETE', pgid='pgtrigger_review_is_never_changed_1711f', table='challenges_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='shortpost',
            trigger=pgtrigger.compiler.Trigger(name='short_post_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4a9459184dc8824e2d99574f306007cee11ce43b', operation='UPDATE OR DELETE', pgid='pgtrigger_short_post_is_never_changed_c8e61', table='challenges_shortpost', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='terms',
            trigger=pgtrigger.compiler.Trigger(name='terms_are_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='59ca84ca5483ed00e7b283409adf9a25e440a168', operation='UPDATE OR DELETE', pgid='pgtrigger_terms_are_never_changed_6a618', table='challenges_terms', when='BEFORE')),
        ),
    ]
