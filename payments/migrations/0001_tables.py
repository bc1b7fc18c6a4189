import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import payments.ledger.chart
import payments.ledger.models
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
import workers.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('payments', '0001_ledger_and_purses'), ('payments', '0002_stripe_payees_payouts'), ('payments', '0003_reconciliation'), ('payments', '0004_purse_reopens'), ('payments', '0005_the_whole_of_money'), ('payments', '0006_what_was_confirmed_at_the_desk'), ('payments', '0008_statements_and_periods'), ('payments', '0009_comparisons_and_remedies'), ('payments', '0010_what_nobody_claims'), ('payments', '0011_disputes'), ('payments', '0012_by_hand_and_by_the_bank'), ('payments', '0013_flags_and_rest'), ('payments', '0014_taken_back'), ('payments', '0015_every_way_in'), ('payments', '0016_past_accounts'), ('payments', '0017_payouts_to_go'), ('payments', '0018_tax_forms'), ('payments', '0019_last_ends_of_money'), ('payments', '0020_hold_reasons_in_words'), ('payments', '0021_what_paid_a_charge')]

    initial = True

    dependencies = [
        ('workers', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('stripe_balance', 'Stripe balance'), ('stripe_pending', 'Stripe pending'), ('purse', 'Purse'), ('payable', 'Payable'), ('fees', 'Fees'), ('stripe_fees', 'Stripe fees'), ('refunds_due', 'Refunds due'), ('disputes', 'Disputes'), ('losses', 'Losses'), ('sponsor_debt', 'Sponsor debt'), ('debt_provision', 'Debt provision'), ('unclaimed', 'Unclaimed'), ('bank', 'Bank')], max_length=16)),
                ('owner', models.CharField(blank=True, max_length=80)),
                ('currency', models.CharField(max_length=3)),
                ('side', models.SmallIntegerField(choices=[(1, 'debit'), (-1, 'credit')])),
                ('may_be_overdrawn', models.BooleanField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'owner', 'currency'), name='account_is_one_per_owner'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'stripe_balance'), ('may_be_overdrawn', True), ('side', payments.ledger.chart.Side['DEBIT']), ('owner', '')), models.Q(('kind', 'stripe_pending'), ('may_be_overdrawn', True), ('side', payments.ledger.chart.Side['DEBIT']), ('owner', '')), models.Q(('kind', 'purse'), ('may_be_overdrawn', False), ('side', payments.ledger.chart.Side['CREDIT']), models.Q(('owner', ''), _negated=True)), models.Q(('kind', 'payable'), ('may_be_overdrawn', False), ('side', payments.ledger.chart.Side['CREDIT']), models.Q(('owner', ''), _negated=True)), models.Q(('kind', 'fees'), ('may_be_overdrawn', False), ('side', payments.ledger.chart.Side['CREDIT']), ('owner', '')), models.Q(('kind', 'stripe_fees'), ('may_be_overdrawn', False), ('side', payments.ledger.chart.Side['DEBIT']), ('owner', '')), models.Q(('kind', 'refunds_due'), ('may_be_overdrawn', False), ('side', payments.ledger.chart.Side['CREDIT'])), models.Q(('kind', 'disputes'), ('may_be_overdrawn', False), ('side', payments.ledger.chart.Side['DEBIT']), models.Q(('owner', ''), _negated=True)), models.Q(('kind', 'losses'), ('may_be_overdrawn', False), ('side', payments.ledger.chart.Side['DEBIT']), ('owner', '')), models.Q(('kind', 'sponsor_debt'), ('may_be_overdrawn', False), ('side', payments.ledger.chart.Side['DEBIT']), models.Q(('owner', ''), _negated=True)), models.Q(('kind', 'debt_provision'), ('may_be_overdrawn', False), ('side', payments.ledger.chart.Side['CREDIT']), ('owner', '')), models.Q(('kind', 'unclaimed'), ('may_be_overdrawn', False), ('side', payments.ledger.chart.Side['CREDIT'])), models.Q(('kind', 'bank'), ('may_be_overdrawn', True), ('side', payments.ledger.chart.Side['DEBIT']), ('owner', '')), _connector='OR'), name='account_follows_the_chart'), models.CheckConstraint(condition=models.Q(('currency__regex', '^[a-z]{3}$')), name='account_currency_is_a_code')],
            },
        ),
        migrations.CreateModel(
            name='BookCheck',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('self_check', 'Self check'), ('reconcile', 'Reconcile')], max_length=12)),
                ('differences', models.PositiveIntegerField()),
                ('findings', models.JSONField(default=list)),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'indexes': [models.Index(fields=['kind', '-at'], name='book_check_latest')],
            },
        ),
        migrations.CreateModel(
            name='Purse',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=80, unique=True)),
                ('label', models.CharField(max_length=200)),
                ('currency', models.CharField(max_length=3)),
                ('target', models.BigIntegerField()),
                ('status', models.CharField(choices=[('initiated', 'Initiated'), ('funding', 'Funding'), ('held', 'Held'), ('part_released', 'Part released'), ('closed', 'Closed'), ('frozen', 'Frozen')], default='initiated', max_length=16)),
                ('purpose', models.CharField(choices=[('prize', 'Prize'), ('debt', 'Debt')], default='prize', max_length=8)),
                ('frozen_from', models.CharField(blank=True, choices=[('initiated', 'Initiated'), ('funding', 'Funding'), ('held', 'Held'), ('part_released', 'Part released'), ('closed', 'Closed'), ('frozen', 'Frozen')], default='', max_length=16)),
                ('waiting_refund', models.CharField(blank=True, default='', max_length=60)),
                ('waiting_refund_with_fee', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('target__gt', 0)), name='purse_target_is_positive'), models.CheckConstraint(condition=models.Q(('status__in', ['initiated', 'funding', 'held', 'part_released', 'closed', 'frozen'])), name='purse_status_is_known'), models.CheckConstraint(condition=models.Q(('reference', ''), _negated=True), name='purse_has_a_reference'), models.CheckConstraint(condition=models.Q(('purpose__in', ['prize', 'debt'])), name='purse_purpose_is_known'), models.CheckConstraint(condition=models.Q(('status', 'frozen'), ('frozen_from', ''), _connector='XOR'), name='purse_frozen_says_whence'), models.CheckConstraint(condition=models.Q(('status', 'frozen'), ('waiting_refund', ''), _connector='OR'), name='purse_waits_to_give_back_only_while_frozen')],
            },
        ),
        migrations.CreateModel(
            name='DeskAct',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=80)),
                ('model', models.CharField(max_length=80)),
                ('row', models.CharField(max_length=80)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('given', models.JSONField(default=dict)),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'permissions': [('read_money', 'Read all pages of money'), ('make_money', 'Hold, note, assign, retry, prepare, and ask for what others decide'), ('check_money', 'Approve, release, confirm and cancel'), ('close_month', 'Close a month')],
                'indexes': [models.Index(fields=['row', '-at'], name='desk_acts_of_row')],
            },
        ),
        migrations.CreateModel(
            name='Discrepancy',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('unmatched_stripe', 'Unmatched Stripe'), ('unmatched_ledger', 'Unmatched ledger'), ('amount', 'Amount'), ('fee', 'Fee'), ('currency', 'Currency'), ('duplicate', 'Duplicate'), ('stuck', 'Stuck'), ('failed', 'Failed'), ('reversed', 'Reversed'), ('orphan_event', 'Orphan event')], max_length=20)),
                ('subject', models.CharField(max_length=80)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('stripe', models.BigIntegerField(null=True)),
                ('ledger', models.BigIntegerField(null=True)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('escalated_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('how', models.CharField(blank=True, choices=[('', 'Open'), ('matched', 'Matched'), ('explained', 'Explained')], default='', max_length=10)),
            ],
            options={
                'verbose_name': 'exception',
                'indexes': [models.Index(fields=['subject'], name='discrepancy_of_subject')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('kind', 'subject', 'currency'), name='discrepancy_is_open_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['unmatched_stripe', 'unmatched_ledger', 'amount', 'fee', 'currency', 'duplicate', 'stuck', 'failed', 'reversed', 'orphan_event'])), name='discrepancy_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('how', '')), models.Q(('closed_at__isnull', False), ('how__in', ['matched', 'explained'])), _connector='OR'), name='discrepancy_says_how_it_closed')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('statement', 'Statement'), ('journal', 'Journal'), ('trial_balance', 'Trial balance')], max_length=16)),
                ('form', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'XLSX')], max_length=8)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filters', models.JSONField()),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('rows', models.BigIntegerField(null=True)),
                ('size', models.BigIntegerField(null=True)),
                ('sha256', models.CharField(max_length=64, null=True)),
                ('is_complete', models.BooleanField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['-at'], name='export_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['statement', 'journal', 'trial_balance'])), name='export_kind_is_known'), models.CheckConstraint(condition=models.Q(('form__in', ['csv', 'xlsx'])), name='export_form_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('is_complete', None), ('rows', None), ('sha256', None), ('size', None)), models.Q(('ended_at__isnull', False), ('is_complete__isnull', False), ('rows__gte', 0), ('sha256__regex', '^[0-9a-f]{64}$'), ('size__gte', 0)), _connector='OR'), name='export_says_all_of_its_end_or_nothing')],
            },
        ),
        migrations.CreateModel(
            name='Payee',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='payee', to=settings.AUTH_USER_MODEL)),
                ('status', models.CharField(choices=[('new', 'New'), ('onboarding', 'Onboarding'), ('payable', 'Payable'), ('rejected', 'Rejected'), ('disconnected', 'Disconnected')], default='new', max_length=12)),
                ('account_id', models.CharField(max_length=40, null=True, unique=True)),
                ('account_key', models.CharField(max_length=80, unique=True)),
                ('account_request', models.JSONField(null=True)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('transfers', models.CharField(default='inactive', max_length=12)),
                ('payouts_enabled', models.BooleanField(default=False)),
                ('requirements', models.JSONField(default=dict)),
                ('banks', models.JSONField(default=list)),
                ('fingerprints', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('bank_looked_at', models.DateTimeField(null=True)),
                ('bank_changed_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('refreshed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['fingerprints'], name='payee_by_fingerprint')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'payable'), _negated=True), models.Q(('account_id__isnull', False), ('transfers', 'active')), _connector='OR'), name='payee_is_payable_only_with_an_active_account'), models.CheckConstraint(condition=models.Q(('status', 'new'), ('account_id__isnull', False), _connector='XOR'), name='payee_is_new_iff_without_account'), models.CheckConstraint(condition=models.Q(('account_id', None), ('account_request__isnull', False), _connector='OR'), name='payee_account_comes_from_a_stored_request')],
            },
        ),
        migrations.CreateModel(
            name='InboxEvent',
            fields=[
                ('id', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('type', models.CharField(max_length=80)),
                ('account', models.CharField(blank=True, max_length=40)),
                ('object_id', models.CharField(blank=True, max_length=80)),
                ('created', models.DateTimeField()),
                ('payload', models.JSONField()),
                ('way', models.CharField(choices=[('webhook', 'Webhook'), ('poll', 'Poll')], max_length=8)),
                ('received_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('handled_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('handled_at', None)), fields=['received_at'], name='inbox_unhandled'), models.Index(fields=['object_id'], name='inbox_of_object')],
                'constraints': [models.CheckConstraint(condition=models.Q(('id__startswith', 'evt_')), name='inbox_event_is_stripes'), models.CheckConstraint(condition=models.Q(('payload__livemode', False)), name='inbox_event_is_of_test_mode')],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField(unique=True)),
                ('status', models.CharField(choices=[('open', 'Open'), ('prepared', 'Prepared'), ('closed', 'Closed')], default='open', max_length=8)),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closings', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='period_begins_with_its_month'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'prepared', 'closed'])), name='period_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('prepared_at', None), ('prepared_by', None), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('prepared_at__isnull', False), ('prepared_by__isnull', False)), _connector='OR'), name='period_says_who_prepared_it'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('status', 'closed')), models.Q(models.Q(('status', 'closed'), _negated=True), ('closed_at', None), ('closed_by', None)), _connector='OR'), name='period_says_who_closed_it'), models.CheckConstraint(condition=models.Q(('closed_by', None), models.Q(('closed_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='period_is_not_closed_by_its_preparer')],
            },
        ),
        migrations.CreateModel(
            name='PollCursor',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('created', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='there_is_one_poll_cursor')],
            },
        ),
        migrations.CreateModel(
            name='Transaction',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('effect_key', models.CharField(max_length=200, unique=True)),
                ('situation', models.CharField(choices=[('funded', 'Funded'), ('funded_astray', 'Funded astray'), ('available', 'Available'), ('awarded', 'Awarded'), ('forfeited', 'Forfeited'), ('transferred', 'Transferred'), ('refund_due', 'Refund due'), ('refunded', 'Refunded'), ('refund_refused', 'Refund refused'), ('refund_returned', 'Refund returned'), ('refund_retried', 'Refund retried'), ('paid_by_hand', 'Paid by hand'), ('expired', 'Expired'), ('passed_on', 'Passed on'), ('claimed', 'Claimed'), ('reversed', 'Reversed'), ('disputed', 'Disputed'), ('dispute_won', 'Dispute won'), ('dispute_taken', 'Dispute taken'), ('dispute_borne', 'Dispute borne'), ('debt_paid', 'Debt paid'), ('debt_set_off', 'Debt set off'), ('debt_written_off', 'Debt written off'), ('floated', 'Floated'), ('withdrawn', 'Withdrawn'), ('stripe_billed', 'Stripe billed'), ('corrected', 'Corrected')], max_length=24)),
                ('purse', models.CharField(blank=True, max_length=80)),
                ('source', models.CharField(blank=True, max_length=80)),
                ('lines', models.PositiveSmallIntegerField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('occurred_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('xact', payments.ledger.models.TransactionId(db_default=models.Func(function='pg_current_xact_id'), editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['purse', 'occurred_at'], name='transaction_of_purse'), models.Index(condition=models.Q(('source', ''), _negated=True), fields=['source'], name='transaction_of_source'), models.Index(fields=['occurred_at', 'id'], name='transaction_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('lines__gte', 2), ('lines__lte', 2000)), name='transaction_has_two_lines_or_more'), models.CheckConstraint(condition=models.Q(('situation__in', ['funded', 'funded_astray', 'available', 'awarded', 'forfeited', 'transferred', 'refund_due', 'refunded', 'refund_refused', 'refund_returned', 'refund_retried', 'paid_by_hand', 'expired', 'passed_on', 'claimed', 'reversed', 'disputed', 'dispute_won', 'dispute_taken', 'dispute_borne', 'debt_paid', 'debt_set_off', 'debt_written_off', 'floated', 'withdrawn', 'stripe_billed', 'corrected'])), name='transaction_is_of_a_known_situation'), models.CheckConstraint(condition=models.Q(('effect_key', ''), _negated=True), name='transaction_has_an_effect')],
            },
        ),
        migrations.CreateModel(
            name='ReconciliationRun',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('cause', models.CharField(choices=[('clock', 'Clock'), ('person', 'Person'), ('command', 'Command')], max_length=8)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('started_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('step', models.CharField(default='waiting', max_length=80)),
                ('ended_at', models.DateTimeField(null=True)),
                ('lines_seen', models.PositiveIntegerField(default=0)),
                ('matched', models.PositiveIntegerField(default=0)),
                ('opened', models.PositiveIntegerField(default=0)),
                ('closed', models.PositiveIntegerField(default=0)),
                ('figures', models.JSONField(default=list)),
                ('failure', models.TextField(blank=True)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True, max_length=2000)),
            ],
            options={
                'verbose_name': 'comparison',
                'indexes': [models.Index(fields=['-started_at'], name='run_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('by__isnull', False), models.Q(('cause', 'person'), _negated=True), _connector='XOR'), name='run_by_a_person_says_who'), models.CheckConstraint(condition=models.Q(('signed_by', None), ('by', None), models.Q(('signed_by', models.F('by')), _negated=True), _connector='OR'), name='run_is_signed_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('note', ''), ('signed_at', None), ('signed_by', None)), models.Q(('failure', ''), ('signed_at__gte', models.F('ended_at')), ('signed_by__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='run_is_signed_after_its_end'), models.UniqueConstraint(models.F('cause'), condition=models.Q(('ended_at', None)), name='run_waits_once')],
            },
        ),
        migrations.CreateModel(
            name='SanctionEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('name', 'Name'), ('country', 'Country')], max_length=8)),
                ('value', models.CharField(max_length=200)),
                ('label', models.CharField(max_length=200)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('loaded_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'verbose_name_plural': 'sanction entries',
                'constraints': [models.UniqueConstraint(fields=('kind', 'value'), name='sanction_is_listed_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['name', 'country']), models.Q(('value', ''), _negated=True)), name='sanction_names_something')],
            },
        ),
        migrations.CreateModel(
            name='SolvencyDay',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('currency', models.CharField(max_length=3)),
                ('held', models.BigIntegerField()),
                ('owed', models.BigIntegerField()),
                ('stripe', models.BigIntegerField()),
                ('ledger', models.BigIntegerField()),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'currency'), name='solvency_is_one_figure_a_day'), models.CheckConstraint(condition=models.Q(('held__gte', 0), ('owed__gte', 0)), name='solvency_owes_nothing_negative')],
            },
        ),
        migrations.CreateModel(
            name='StripeMovement',
            fields=[
                ('balance_transaction_id', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('created', models.DateTimeField()),
                ('available_on', models.DateTimeField()),
                ('currency', models.CharField(max_length=3)),
                ('gross', models.BigIntegerField()),
                ('fee', models.BigIntegerField()),
                ('net', models.BigIntegerField()),
                ('reporting_category', models.CharField(max_length=60)),
                ('source', models.CharField(blank=True, max_length=80)),
                ('parent', models.CharField(blank=True, db_default='', max_length=80)),
                ('status', models.CharField(max_length=12)),
                ('exchange_rate', models.FloatField(null=True)),
                ('is_released', models.BooleanField(default=False)),
                ('seen_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'indexes': [models.Index(fields=['source'], name='movement_of_source'), models.Index(fields=['created'], name='movement_by_time'), models.Index(fields=['seen_at'], name='movement_as_seen'), models.Index(condition=models.Q(('status', 'pending')), fields=['created'], name='movement_pending'), models.Index(condition=models.Q(('is_released', False), ('status', 'available'), models.Q(('net', 0), _negated=True)), fields=['source'], name='movement_to_release')],
                'constraints': [models.CheckConstraint(condition=models.Q(('net', django.db.models.expressions.CombinedExpression(models.F('gross'), '-', models.F('fee')))), name='movement_net_is_gross_less_fee')],
            },
        ),
        migrations.CreateModel(
            name='WriteOff',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('payer_reference', models.CharField(max_length=80)),
                ('currency', models.CharField(max_length=3)),
                ('amount', models.BigIntegerField()),
                ('reason', models.TextField()),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('agreed', 'Agreed'), ('declined', 'Declined')], default='proposed', max_length=8)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision_reason', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='write_off_amount_is_positive'), models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'agreed', 'declined'])), name='write_off_status_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='write_off_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'agreed'), _negated=True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='write_off_takes_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision_reason', ''), ('status', 'proposed')), models.Q(models.Q(('status', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='write_off_is_decided_iff_it_says_by_whom'), models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('payer_reference', 'currency'), name='write_off_is_proposed_once_per_debt')],
            },
        ),
        migrations.CreateModel(
            name='AccountBalance',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='kept', serialize=False, to='payments.account')),
                ('side', models.SmallIntegerField()),
                ('may_be_overdrawn', models.BooleanField()),
                ('balance', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('may_be_overdrawn', True), models.Q(('balance__gte', 0), ('side', 1)), models.Q(('balance__lte', 0), ('side', -1)), _connector='OR'), name='account_is_never_overdrawn')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('purse', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='payments.purse')),
                ('payer_reference', models.CharField(max_length=80)),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('amount', models.BigIntegerField()),
                ('platform_fee', models.BigIntegerField()),
                ('status', models.CharField(choices=[('pending', 'Pending'), ('settled', 'Settled'), ('failed', 'Failed'), ('disputed', 'Disputed'), ('won', 'Won'), ('lost', 'Lost'), ('astray', 'Astray'), ('refunded', 'Refunded')], default='pending', max_length=16)),
                ('raises', models.CharField(blank=True, max_length=80)),
                ('failure', models.CharField(blank=True, choices=[('', 'It did not'), ('given_up', 'Given up'), ('refused', 'Refused'), ('not_taken', 'Not taken')], default='', max_length=12)),
                ('client_key', models.CharField(max_length=255)),
                ('attempt', models.PositiveSmallIntegerField(default=1)),
                ('request', models.JSONField()),
                ('attempted_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('calling_until', models.DateTimeField(null=True)),
                ('session_id', models.CharField(max_length=255, null=True, unique=True)),
                ('checkout_url', models.TextField(blank=True)),
                ('session_expires_at', models.DateTimeField(null=True)),
                ('processing_since', models.DateTimeField(null=True)),
                ('payment_intent_id', models.CharField(blank=True, max_length=80)),
                ('charge_id', models.CharField(max_length=80, null=True, unique=True)),
                ('received', models.BigIntegerField(null=True)),
                ('stripe_fee', models.BigIntegerField(null=True)),
                ('instrument', models.CharField(blank=True, default='', max_length=12)),
                ('fingerprint', models.CharField(max_length=80, null=True)),
                ('drawn', models.BigIntegerField(default=0)),
                ('refunded', models.BigIntegerField(default=0)),
                ('taken', models.BigIntegerField(default=0)),
                ('fee_taken', models.BigIntegerField(default=0)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('settled_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('purse', 'client_key'), name='contribution_is_one_per_client_key'), models.UniqueConstraint(condition=models.Q(('status', 'pending')), fields=('purse', 'payer_reference'), name='contribution_is_pending_once_per_payer'), models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('platform_fee__gte', 0)), name='contribution_amounts_are_sane'), models.CheckConstraint(condition=models.Q(('drawn__gte', 0), ('fee_taken__gte', 0), ('refunded__gte', 0), ('taken__gte', 0), ('amount__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('drawn'), '+', models.F('refunded')), '+', models.F('taken'))), ('platform_fee__gte', models.F('fee_taken'))), name='contribution_gives_no_more_than_it_has'), models.CheckConstraint(condition=models.Q(models.Q(('charge_id', None), ('received', None), ('settled_at', None), ('status__in', ['pending', 'failed']), ('stripe_fee', None)), models.Q(models.Q(('status__in', ['pending', 'failed']), _negated=True), ('charge_id__isnull', False), ('received__gt', 0), ('settled_at__isnull', False), ('stripe_fee__gte', 0)), _connector='OR'), name='contribution_is_paid_by_a_charge'), models.CheckConstraint(condition=models.Q(models.Q(('fingerprint', None), ('instrument', '')), models.Q(('charge_id__isnull', False), ('fingerprint__gt', ''), ('instrument__in', ['card', 'bank_account'])), _connector='OR'), name='contribution_fingerprint_is_of_what_paid'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'settled'), _negated=True), ('received', django.db.models.expressions.CombinedExpression(models.F('amount'), '+', models.F('platform_fee'))), _connector='OR'), name='contribution_settles_in_full'), models.CheckConstraint(condition=models.Q(('status', 'pending'), ('processing_since', None), _connector='OR'), name='contribution_is_processing_only_while_pending'), models.CheckConstraint(condition=models.Q(models.Q(('failure__in', ['given_up', 'refused', 'not_taken']), ('status', 'failed')), models.Q(models.Q(('status', 'failed'), _negated=True), ('failure', '')), _connector='OR'), name='contribution_failed_says_why'), models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'settled', 'failed', 'disputed', 'won', 'lost', 'astray', 'refunded'])), name='contribution_status_is_known')],
            },
        ),
        migrations.CreateModel(
            name='DiscrepancyNote',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('discrepancy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='payments.discrepancy')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('text', models.TextField(max_length=2000)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('discrepancy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedies', to='payments.discrepancy')),
                ('name', models.CharField(choices=[('look_again', 'Look again'), ('escalate', 'Escalate'), ('explain', 'Explain'), ('book_stripe_fee', 'Book Stripe fee'), ('book_float', 'Book float'), ('book_withdrawal', 'Book withdrawal'), ('correct', 'Correct'), ('reverse', 'Reverse'), ('send_again', 'Send again'), ('paid_by_hand', 'Paid by hand'), ('take_back', 'Take back')], max_length=20)),
                ('amount', models.BigIntegerField()),
                ('reason', models.TextField(max_length=2000)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('done', 'Done'), ('refused', 'Refused')], default='proposed', max_length=10)),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_reason', models.TextField(blank=True, max_length=2000)),
                ('ended_at', models.DateTimeField(null=True)),
                ('outcome', models.TextField(blank=True)),
            ],
            options={
                'verbose_name_plural': 'remedies',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name__in', ['look_again', 'escalate', 'explain', 'book_stripe_fee', 'book_float', 'book_withdrawal', 'correct', 'reverse', 'send_again', 'paid_by_hand', 'take_back'])), name='remedy_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='remedy_says_why'), models.CheckConstraint(condition=models.Q(('status', 'proposed'), ('ended_at__isnull', False), _connector='XOR'), name='remedy_is_proposed_or_ended'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'done'), _negated=True), ('name__in', ['look_again', 'escalate', 'send_again']), models.Q(('second__isnull', False), models.Q(('second', models.F('by')), _negated=True)), _connector='OR'), name='remedy_over_money_takes_two'), models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('discrepancy',), name='remedy_waits_alone')],
            },
        ),
        migrations.CreateModel(
            name='OnboardingVisit',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='payments.payee')),
                ('client_key', models.CharField(max_length=255)),
                ('link_key', models.CharField(max_length=80, unique=True)),
                ('link_request', models.JSONField(null=True)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('payee', 'client_key'), name='onboarding_visit_is_one_per_client_key')],
            },
        ),
        migrations.CreateModel(
            name='PastAccount',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='past_accounts', to='payments.payee')),
                ('account_id', models.CharField(max_length=40, unique=True)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('ended_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
        ),
        migrations.CreateModel(
            name='Payout',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('purse', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='payments.purse')),
                ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='payments.payee')),
                ('award_reference', models.CharField(max_length=80)),
                ('amount', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('status', models.CharField(choices=[('created', 'Created'), ('blocked', 'Blocked'), ('ready', 'Ready'), ('approved', 'Approved'), ('submitting', 'Submitting'), ('transferred', 'Transferred'), ('banked', 'Banked'), ('unknown', 'Unknown'), ('failed', 'Failed'), ('returned', 'Returned'), ('reversed', 'Reversed'), ('cancelled', 'Cancelled'), ('expired', 'Expired'), ('needs_review', 'Needs review')], default='created', max_length=16)),
                ('hold_reason', models.CharField(blank=True, choices=[('', 'Nothing keeps it back'), ('kyc', "Waits for the payee's onboarding"), ('tax', "Waits for the payee's tax form"), ('country', 'Country out of reach'), ('dispute', 'Payment disputed'), ('hold', 'Held by finance'), ('flag', 'Flagged'), ('cooling', 'Rests'), ('balance', "Stripe's balance too small")], default='', max_length=8)),
                ('due_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('approvals_required', models.PositiveSmallIntegerField()),
                ('barred_approvers', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('retries', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('transferred_at', models.DateTimeField(null=True)),
                ('banked_at', models.DateTimeField(null=True)),
                ('bank_payout_id', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='payout_due'), models.Index(fields=['award_reference'], name='payout_of_award'), models.Index(condition=models.Q(('status__in', ['ready', 'approved'])), fields=['purse'], name='payout_to_go')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['created', 'blocked', 'ready', 'approved', 'submitting', 'transferred', 'banked', 'unknown', 'failed', 'returned', 'reversed', 'cancelled', 'expired', 'needs_review'])), name='payout_status_is_known'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payout_amount_is_positive'), models.CheckConstraint(condition=models.Q(('status__in', ['blocked', 'submitting', 'unknown']), ('due_at__isnull', True), _connector='XOR'), name='payout_is_due_iff_timed'), models.CheckConstraint(condition=models.Q(('expires_at', None), models.Q(('hold_reason__in', ['kyc', 'tax', 'country']), ('status', 'blocked')), _connector='OR'), name='payout_expires_only_while_it_waits_for_its_payee'), models.CheckConstraint(condition=models.Q(models.Q(('hold_reason__in', ['kyc', 'tax', 'country', 'dispute', 'hold', 'flag', 'cooling', 'balance']), ('status', 'blocked')), models.Q(models.Q(('status', 'blocked'), _negated=True), ('hold_reason', '')), _connector='OR'), name='payout_says_what_blocks_it'), models.CheckConstraint(condition=models.Q(('status__in', ['transferred', 'banked', 'returned', 'reversed']), ('transferred_at__isnull', True), _connector='XOR'), name='payout_has_arrived_iff_it_says_when'), models.CheckConstraint(condition=models.Q(('banked_at', None), models.Q(('banked_at__gte', models.F('transferred_at')), ('status__in', ['transferred', 'banked', 'returned', 'reversed'])), _connector='OR'), name='payout_is_banked_after_transfer'), models.CheckConstraint(condition=models.Q(('approvals_required__lte', 2)), name='payout_needs_at_most_two'), models.UniqueConstraint(condition=models.Q(('status__in', ['cancelled', 'expired', 'reversed']), _negated=True), fields=('award_reference', 'payee'), name='payout_is_one_per_award_and_payee')],
            },
        ),
        migrations.CreateModel(
            name='TaxForm',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tax_forms', to='payments.payee')),
                ('kind', models.CharField(choices=[('w9', 'W-9'), ('w8ben', 'W-8BEN')], max_length=8)),
                ('legal_name', models.CharField(max_length=200)),
                ('country', models.CharField(max_length=2)),
                ('signed_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['w9', 'w8ben'])), name='tax_form_kind_is_known'), models.CheckConstraint(condition=models.Q(('legal_name', ''), _negated=True), name='tax_form_names_its_signer'), models.CheckConstraint(condition=models.Q(('country__regex', '^[A-Z]{2}$')), name='tax_form_names_a_country'), models.CheckConstraint(condition=models.Q(('kind', 'w9'), models.Q(('country', 'US'), _negated=True), _connector='OR'), name='tax_form_of_residents_is_theirs')],
            },
        ),
        migrations.CreateModel(
            name='PeriodClosing',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kept', to='payments.period')),
                ('number', models.PositiveSmallIntegerField()),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
                ('closed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('checklist', models.JSONField()),
                ('balances', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('period', 'number'), name='closing_has_its_number'), models.CheckConstraint(condition=models.Q(('closed_by', models.F('prepared_by')), _negated=True), name='closing_is_not_by_its_preparer'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='closing_hash_is_sha256_in_hex')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('transaction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='payments.transaction')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='payments.account')),
                ('amount', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='posting_moves_something')],
            },
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='payments.contribution')),
                ('dispute_id', models.CharField(max_length=80, unique=True)),
                ('amount', models.BigIntegerField()),
                ('reason', models.CharField(max_length=60)),
                ('status', models.CharField(choices=[('warning_needs_response', 'Warning needs response'), ('warning_under_review', 'Warning under review'), ('warning_closed', 'Warning closed'), ('needs_response', 'Needs response'), ('under_review', 'Under review'), ('won', 'Won'), ('lost', 'Lost'), ('prevented', 'Prevented')], max_length=24)),
                ('withdrawn', models.BigIntegerField(default=0)),
                ('fee', models.BigIntegerField(default=0)),
                ('reinstated', models.BigIntegerField(default=0)),
                ('taken', models.BigIntegerField(default=0)),
                ('borne', models.BigIntegerField(default=0)),
                ('facts', models.TextField(blank=True)),
                ('evidence_due_by', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('concluded_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='dispute_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='dispute_amount_is_positive'), models.CheckConstraint(condition=models.Q(('status__in', ['warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'won', 'lost', 'prevented'])), name='dispute_status_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['warning_closed', 'won', 'lost', 'prevented']), ('closed_at', None), _connector='XOR'), name='dispute_is_closed_iff_it_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['warning_needs_response', 'warning_under_review', 'needs_response', 'under_review']), _negated=True), ('due_at__isnull', False), _connector='OR'), name='dispute_is_due_while_it_is_open'), models.CheckConstraint(condition=models.Q(('borne__gte', 0), ('fee__gte', 0), ('reinstated__gte', 0), ('taken__gte', 0), ('withdrawn__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('reinstated'), '+', models.F('taken')), '+', models.F('borne')))), name='dispute_ends_no_more_than_it_took'), models.CheckConstraint(condition=models.Q(models.Q(('concluded_at', None), ('borne', 0), ('taken', 0)), models.Q(('concluded_at__isnull', False), ('status', 'lost'), ('withdrawn', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('reinstated'), '+', models.F('taken')), '+', models.F('borne')))), _connector='OR'), name='dispute_is_concluded_when_lost_and_all_is_borne')],
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='payments.contribution')),
                ('amount', models.BigIntegerField()),
                ('fee', models.BigIntegerField(default=0)),
                ('reason', models.CharField(max_length=60)),
                ('status', models.CharField(choices=[('reserved', 'Reserved'), ('submitting', 'Submitting'), ('refunded', 'Refunded'), ('unclaimed', 'Unclaimed'), ('by_hand', 'By hand'), ('charged_back', 'Charged back')], default='reserved', max_length=16)),
                ('attempt', models.PositiveSmallIntegerField(default=1)),
                ('attempted_at', models.DateTimeField(null=True)),
                ('request', models.JSONField()),
                ('refund_id', models.CharField(max_length=80, null=True, unique=True)),
                ('refusal', models.TextField(blank=True)),
                ('retries', models.PositiveSmallIntegerField(default=0)),
                ('past_ids', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('fee__gte', 0)), name='refund_moves_something'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'refunded'), _negated=True), ('refund_id__isnull', False), _connector='OR'), name='refund_is_done_by_a_stripe_refund'), models.CheckConstraint(condition=models.Q(('status__in', ['reserved', 'submitting', 'refunded', 'unclaimed', 'by_hand', 'charged_back'])), name='refund_status_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('sanction', 'Sanction'), ('both_sides', 'Both sides'), ('same_instrument', 'Same instrument'), ('velocity', 'Velocity'), ('other', 'Other')], max_length=16)),
                ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='payments.payee')),
                ('payout', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='payments.payout')),
                ('subject', models.CharField(max_length=200)),
                ('why', models.TextField()),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('raised_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('cleared_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('cleared_at', None)), fields=['payee'], name='flag_raised')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['sanction', 'both_sides', 'same_instrument', 'velocity', 'other'])), name='flag_kind_is_known'), models.UniqueConstraint(fields=('payee', 'payout', 'kind', 'subject'), name='flag_is_raised_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='PayoutApproval',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('payout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='payments.payout')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.PositiveSmallIntegerField()),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('payout', 'by', 'round'), name='approval_is_one_per_person_and_round')],
            },
        ),
        migrations.CreateModel(
            name='PayoutReversal',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('payout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='payments.payout')),
                ('outcome', models.CharField(choices=[('pay_again', 'Pay Again'), ('to_purse', 'To Purse'), ('unclaimed', 'Unclaimed')], max_length=12)),
                ('reason', models.TextField(max_length=2000)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('submitting', 'Submitting'), ('stuck', 'Stuck'), ('done', 'Done'), ('refused', 'Refused')], default='proposed', max_length=12)),
                ('due_at', models.DateTimeField(null=True)),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_reason', models.TextField(blank=True, max_length=2000)),
                ('retries', models.PositiveIntegerField(default=0)),
                ('refusal', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='reversal_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'submitting', 'stuck', 'done', 'refused'])), name='reversal_status_is_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['pay_again', 'to_purse', 'unclaimed'])), name='reversal_outcome_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reversal_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['submitting', 'stuck', 'done']), _negated=True), models.Q(('second__isnull', False), models.Q(('second', models.F('by')), _negated=True)), _connector='OR'), name='reversal_takes_two'), models.CheckConstraint(condition=models.Q(('status', 'submitting'), ('due_at__isnull', True), _connector='XOR'), name='reversal_is_due_iff_submitting'), models.CheckConstraint(condition=models.Q(('status__in', ['done', 'refused']), ('ended_at__isnull', True), _connector='XOR'), name='reversal_has_ended_iff_it_says_when'), models.UniqueConstraint(condition=models.Q(('status', 'refused'), _negated=True), fields=('payout',), name='reversal_is_one_per_payout')],
            },
        ),
        migrations.CreateModel(
            name='TransferLeg',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('payout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legs', to='payments.payout')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legs', to='payments.contribution')),
                ('amount', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('submitting', 'Submitting'), ('transferred', 'Transferred'), ('reversed', 'Reversed'), ('needs_review', 'Needs review'), ('cancelled', 'Cancelled')], default='planned', max_length=16)),
                ('transfer_id', models.CharField(max_length=80, null=True, unique=True)),
                ('transferred_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'submitting', 'transferred', 'reversed', 'needs_review', 'cancelled'])), name='leg_status_is_known'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='leg_amount_is_positive'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['transferred', 'reversed']), ('transfer_id__isnull', False), ('transferred_at__isnull', False)), models.Q(models.Q(('status__in', ['transferred', 'reversed']), _negated=True), ('transfer_id', None), ('transferred_at', None)), _connector='OR'), name='leg_is_transferred_iff_it_has_a_transfer'), models.UniqueConstraint(condition=models.Q(('status', 'cancelled'), _negated=True), fields=('payout', 'contribution'), name='leg_is_one_per_payout_and_contribution')],
            },
        ),
        migrations.CreateModel(
            name='PeriodReopening',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('closing', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reopening', to='payments.periodclosing')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField()),
                ('asked_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reopening_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='reopening_is_confirmed_by_another')],
            },
        ),
        migrations.CreateModel(
            name='DisputeAct',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('dispute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='payments.dispute')),
                ('kind', models.CharField(choices=[('evidence', 'Evidence'), ('accept', 'Accept')], max_length=8)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField()),
                ('request', models.JSONField()),
                ('status', models.CharField(choices=[('reserved', 'Reserved'), ('sent', 'Sent'), ('refused', 'Refused')], default='reserved', max_length=8)),
                ('attempt', models.PositiveSmallIntegerField(default=1)),
                ('refusal', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['evidence', 'accept'])), name='dispute_act_kind_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['reserved', 'sent', 'refused'])), name='dispute_act_status_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='dispute_act_says_why'), models.UniqueConstraint(condition=models.Q(('status', 'reserved')), fields=('dispute',), name='dispute_act_is_alone_until_sent')],
            },
        ),
        migrations.CreateModel(
            name='HandPayment',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('refund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_payments', to='payments.refund')),
                ('reason', models.TextField(max_length=2000)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('paid', 'Paid'), ('refused', 'Refused')], default='proposed', max_length=10)),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_reason', models.TextField(blank=True, max_length=2000)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'paid', 'refused'])), name='hand_payment_status_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='hand_payment_says_why'), models.CheckConstraint(condition=models.Q(('status', 'proposed'), ('ended_at__isnull', False), _connector='XOR'), name='hand_payment_is_proposed_or_ended'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'paid'), _negated=True), models.Q(('second__isnull', False), models.Q(('second', models.F('by')), _negated=True)), _connector='OR'), name='hand_payment_takes_two'), models.UniqueConstraint(condition=models.Q(('status', 'refused'), _negated=True), fields=('refund',), name='hand_payment_is_one_per_refund')],
            },
        ),
        migrations.CreateModel(
            name='FlagClearance',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('flag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='payments.flag')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('flag', 'by'), name='flag_clearance_is_one_per_person')],
            },
        ),
        migrations.CreateModel(
            name='LegReversal',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reversal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legs', to='payments.payoutreversal')),
                ('leg', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='payments.transferleg')),
                ('status', models.CharField(default='planned', max_length=12)),
                ('attempt', models.PositiveSmallIntegerField(default=1)),
                ('attempted_at', models.DateTimeField(null=True)),
                ('request', models.JSONField()),
                ('stripe_id', models.CharField(max_length=80, null=True, unique=True)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'submitting', 'refused', 'reversed'])), name='leg_reversal_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'reversed'), _negated=True), ('stripe_id__isnull', False), _connector='XOR'), name='leg_reversal_is_done_by_stripes'), models.UniqueConstraint(fields=('reversal', 'leg'), name='leg_reversal_is_one')],
            },
        ),
        migrations.CreateModel(
            name='TransferAttempt',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('leg', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='payments.transferleg')),
                ('number', models.PositiveSmallIntegerField()),
                ('idempotency_key', models.CharField(max_length=80, unique=True)),
                ('request', models.JSONField()),
                ('outcome', models.CharField(choices=[('open', 'Open'), ('succeeded', 'Succeeded'), ('refused', 'Refused'), ('absent', 'Absent')], default='open', max_length=12)),
                ('is_spent', models.BooleanField(default=False)),
                ('absent_since', models.DateTimeField(null=True)),
                ('error', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'succeeded', 'refused', 'absent'])), name='attempt_outcome_is_known'), models.CheckConstraint(condition=models.Q(('outcome', 'open'), ('closed_at__isnull', False), _connector='XOR'), name='attempt_is_closed_iff_its_outcome_is_known'), models.UniqueConstraint(fields=('leg', 'number'), name='attempt_has_its_number'), models.UniqueConstraint(condition=models.Q(('outcome', 'open')), fields=('leg',), name='attempt_is_alone_while_open')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='account',
            trigger=pgtrigger.compiler.Trigger(name='account_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A account is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'account_is_never_changed';", hash='cdbcecc5731785363fc6088bbe6121c9dd005228', operation='UPDATE OR DELETE', pgid='pgtrigger_account_is_never_changed_c9820', table='payments_account', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='account',
            trigger=pgtrigger.compiler.Trigger(name='account_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every account is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'account_is_never_truncated';", hash='aa9d91994a0debb4a5e2a5b9bbad6ef2e8237068', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_account_is_never_truncated_56f81', table='payments_account', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='account',
            trigger=pgtrigger.compiler.Trigger(name='account_opens_its_balance', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        INSERT INTO payments_accountbalance (account_id, side, may_be_overdrawn, balance)\n        VALUES (NEW.id, NEW.side, NEW.may_be_overdrawn, 0);\n        RETURN NULL;\n    ', hash='c5ce90ef0a304d4d50f5432bad8d6bd2dbeb14bf', operation='INSERT', pgid='pgtrigger_account_opens_its_balance_f7c1d', table='payments_account', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='purse',
            trigger=pgtrigger.compiler.Trigger(name='purse_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('closed>initiated', 'closed>part_released', 'frozen>closed', 'frozen>funding', 'frozen>held', 'frozen>part_released', 'funding>closed', 'funding>frozen', 'funding>held', 'held>closed', 'held>frozen', 'held>part_released', 'initiated>closed', 'initiated>funding', 'part_released>closed', 'part_released>frozen') THEN\n                RAISE EXCEPTION 'A purse that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'purse_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='a760638cdda26c07a742a68280460312f2fd9f11', operation='UPDATE OF "status"', pgid='pgtrigger_purse_moves_are_legal_3c681', table='payments_purse', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='purse',
            trigger=pgtrigger.compiler.Trigger(name='purse_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.reference, OLD.currency, OLD.purpose) IS DISTINCT FROM (NEW.reference, NEW.currency, NEW.purpose) THEN RAISE EXCEPTION 'A purse keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'purse_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='2114c3843589509b97cc0c9b213d28566cd3063e', operation='UPDATE OF "reference", "currency", "purpose"', pgid='pgtrigger_purse_keeps_its_terms_bd9a9', table='payments_purse', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='purse',
            trigger=pgtrigger.compiler.Trigger(name='purse_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every purse is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'purse_is_never_deleted';", hash='f1e4a23276bfd801d0021f8163a483fe405b04c9', operation='DELETE', pgid='pgtrigger_purse_is_never_deleted_4c590', table='payments_purse', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='purse',
            trigger=pgtrigger.compiler.Trigger(name='purse_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every purse is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'purse_is_never_truncated';", hash='fcd1cb5c5c322f576a5abff09ac2555166cd4837', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_purse_is_never_truncated_70dff', table='payments_purse', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='purse',
            trigger=pgtrigger.compiler.Trigger(name='purse_target_only_rises_once_paid', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.target < OLD.target AND OLD.status NOT IN ('initiated', 'funding', 'closed') THEN\n            RAISE EXCEPTION 'What is promised and paid is never lowered.' USING ERRCODE = 'check_violation', CONSTRAINT = 'purse_target_only_rises_once_paid';\n        END IF;\n        RETURN NEW;\n    ", hash='57ef14172f314a998e7a28a4871d7e9c291bf6b7', operation='UPDATE OF "target"', pgid='pgtrigger_purse_target_only_rises_once_paid_59a36', table='payments_purse', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deskact',
            trigger=pgtrigger.compiler.Trigger(name='desk_act_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A desk_act is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'desk_act_is_never_changed';", hash='526965013eb451f70f14e6d717cc6f9df57f24eb', operation='UPDATE OR DELETE', pgid='pgtrigger_desk_act_is_never_changed_1c175', table='payments_deskact', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deskact',
            trigger=pgtrigger.compiler.Trigger(name='desk_act_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every desk_act is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'desk_act_is_never_truncated';", hash='b6d30bf93bff4c23507871740f91a98787cdfa30', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_desk_act_is_never_truncated_b3b91', table='payments_deskact', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discrepancy',
            trigger=pgtrigger.compiler.Trigger(name='discrepancy_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.kind, OLD.subject, OLD.currency) IS DISTINCT FROM (NEW.kind, NEW.subject, NEW.currency) THEN RAISE EXCEPTION 'A discrepancy keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'discrepancy_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='4b4cdebc1b573541c1c21fbc41e6d5e846ff09d6', operation='UPDATE OF "kind", "subject", "currency"', pgid='pgtrigger_discrepancy_keeps_its_terms_300b1', table='payments_discrepancy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discrepancy',
            trigger=pgtrigger.compiler.Trigger(name='discrepancy_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every discrepancy is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'discrepancy_is_never_deleted';", hash='f9a468a52361751fc251344a7fc90e2d39d533d1', operation='DELETE', pgid='pgtrigger_discrepancy_is_never_deleted_72098', table='payments_discrepancy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discrepancy',
            trigger=pgtrigger.compiler.Trigger(name='discrepancy_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every discrepancy is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'discrepancy_is_never_truncated';", hash='420453962b6f40e407841168831200d2b881ed8b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_discrepancy_is_never_truncated_f1798', table='payments_discrepancy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discrepancy',
            trigger=pgtrigger.compiler.Trigger(name='discrepancy_is_explained_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.how = 'explained' AND NOT EXISTS (\n            SELECT FROM payments_remedy\n            WHERE discrepancy_id = NEW.id AND name = 'explain' AND status = 'done') THEN\n            RAISE EXCEPTION 'An exception is explained by two people.' USING ERRCODE = 'check_violation', CONSTRAINT = 'discrepancy_is_explained_by_two';\n        END IF;\n        RETURN NEW;\n    ", hash='845e729e0ddf9c666650dbdb2b2558430052814d', operation='INSERT OR UPDATE OF "how"', pgid='pgtrigger_discrepancy_is_explained_by_two_76674', table='payments_discrepancy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='export',
            trigger=pgtrigger.compiler.Trigger(name='export_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.kind, OLD.form, OLD.by_id, OLD.filters, OLD.at) IS DISTINCT FROM (NEW.kind, NEW.form, NEW.by_id, NEW.filters, NEW.at) THEN RAISE EXCEPTION 'A export keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'export_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='1c5045acbc9cceb8041a49251bb49f47d25776ba', operation='UPDATE OF "kind", "form", "by_id", "filters", "at"', pgid='pgtrigger_export_keeps_its_terms_ca784', table='payments_export', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='export',
            trigger=pgtrigger.compiler.Trigger(name='export_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every export is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'export_is_never_deleted';", hash='f8df5c233b15cf5038f79a2ef0dbb5023ef52ad9', operation='DELETE', pgid='pgtrigger_export_is_never_deleted_f4817', table='payments_export', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='export',
            trigger=pgtrigger.compiler.Trigger(name='export_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every export is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'export_is_never_truncated';", hash='2cd95580035e595d1b87949f7857f3d9db0fc17d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_export_is_never_truncated_af104', table='payments_export', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='export',
            trigger=pgtrigger.compiler.Trigger(name='export_ends_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF OLD.ended_at IS NOT NULL THEN RAISE EXCEPTION 'An export ends once.' USING ERRCODE = 'check_violation', CONSTRAINT = 'export_ends_once'; END IF;\n        RETURN NEW;\n    ", hash='e459d9a4875772220a8b389ca75f4b17b96e414c', operation='UPDATE', pgid='pgtrigger_export_ends_once_b0ad9', table='payments_export', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='period_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('closed>open', 'open>prepared', 'prepared>closed', 'prepared>open') THEN\n                RAISE EXCEPTION 'A period that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'period_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='e58bb0c64f14c350bf6625c4e6773819372b64fb', operation='UPDATE OF "status"', pgid='pgtrigger_period_moves_are_legal_59ee3', table='payments_period', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='period_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.month) IS DISTINCT FROM (NEW.month) THEN RAISE EXCEPTION 'A period keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'period_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='d748ba0989f425266d8359241b5f47e3b7625122', operation='UPDATE OF "month"', pgid='pgtrigger_period_keeps_its_terms_f94d9', table='payments_period', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='period_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every period is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'period_is_never_deleted';", hash='721ce3a2faaf05d01865e38ac52550b4a38881ab', operation='DELETE', pgid='pgtrigger_period_is_never_deleted_38ce3', table='payments_period', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='period_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every period is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'period_is_never_truncated';", hash='bf63bf9364945e40e43343a1486dc4177adb60c8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_period_is_never_truncated_3c9a8', table='payments_period', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='period_closes_after_it_ends', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.status = 'closed' THEN\n                PERFORM pg_advisory_xact_lock(hashtext('laurel.months'), 0);\n                IF laurel_now() < (NEW.month + interval '1 month') AT TIME ZONE 'UTC' THEN RAISE EXCEPTION '% has not ended yet.', to_char(NEW.month, 'YYYY-MM') USING ERRCODE = 'check_violation', CONSTRAINT = 'period_closes_after_it_ends'; END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='e42e69eddbff95c4cd2ce73566c538f4031a5193', operation='INSERT OR UPDATE OF "status"', pgid='pgtrigger_period_closes_after_it_ends_67664', table='payments_period', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='period_closes_in_order', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.status = 'closed' THEN\n                PERFORM pg_advisory_xact_lock(hashtext('laurel.months'), 0);\n                IF EXISTS (SELECT FROM payments_period AS other WHERE other.month < NEW.month AND other.status <> 'closed') THEN RAISE EXCEPTION 'A month before % is not closed yet.', to_char(NEW.month, 'YYYY-MM') USING ERRCODE = 'check_violation', CONSTRAINT = 'period_closes_in_order'; END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='10569330522c2a487a7c5cd504c3e8c1f0adda17', operation='INSERT OR UPDATE OF "status"', pgid='pgtrigger_period_closes_in_order_acb39', table='payments_period', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='period_is_closed_with_its_balances', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.status = 'closed' THEN\n                PERFORM pg_advisory_xact_lock(hashtext('laurel.months'), 0);\n                IF NOT EXISTS (\n            SELECT FROM payments_periodclosing AS kept WHERE kept.period_id = NEW.id AND kept.number = NEW.closings\n                AND kept.prepared_by_id = NEW.prepared_by_id AND kept.closed_by_id = NEW.closed_by_id) THEN RAISE EXCEPTION '% is closed with its trial balance.', to_char(NEW.month, 'YYYY-MM') USING ERRCODE = 'check_violation', CONSTRAINT = 'period_is_closed_with_its_balances'; END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='1d2ed06b3b5c2c8d5042cfffc60379ab622eaa2e', operation='INSERT OR UPDATE OF "status"', pgid='pgtrigger_period_is_closed_with_its_balances_19d8d', table='payments_period', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='period_reopens_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.status = 'open' THEN\n                PERFORM pg_advisory_xact_lock(hashtext('laurel.months'), 0);\n                IF NEW.closings > 0 AND NOT EXISTS (\n            SELECT FROM payments_periodreopening AS asked\n            JOIN payments_periodclosing AS kept ON kept.id = asked.closing_id\n            WHERE kept.period_id = NEW.id AND kept.number = NEW.closings AND asked.confirmed_by_id IS NOT NULL) THEN RAISE EXCEPTION '% is reopened by two people.', to_char(NEW.month, 'YYYY-MM') USING ERRCODE = 'check_violation', CONSTRAINT = 'period_reopens_by_two'; END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='5e53c6638020456b873a063c22b7b9befaeb42c0', operation='INSERT OR UPDATE OF "status"', pgid='pgtrigger_period_reopens_by_two_7e706', table='payments_period', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='period_reopens_from_the_last', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.status = 'open' THEN\n                PERFORM pg_advisory_xact_lock(hashtext('laurel.months'), 0);\n                IF EXISTS (SELECT FROM payments_period AS other WHERE other.month > NEW.month AND other.status = 'closed') THEN RAISE EXCEPTION 'Only the last closed month is reopened, and % is not.', to_char(NEW.month, 'YYYY-MM') USING ERRCODE = 'check_violation', CONSTRAINT = 'period_reopens_from_the_last'; END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='b854fc1a40e515791175153090be9a0d6a14a6dc', operation='INSERT OR UPDATE OF "status"', pgid='pgtrigger_period_reopens_from_the_last_a9112', table='payments_period', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transaction',
            trigger=pgtrigger.compiler.Trigger(name='transaction_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A transaction is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'transaction_is_never_changed';", hash='64e757497a9b7af9a3adced6ea44edcb95675356', operation='UPDATE OR DELETE', pgid='pgtrigger_transaction_is_never_changed_ff5b7', table='payments_transaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transaction',
            trigger=pgtrigger.compiler.Trigger(name='transaction_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every transaction is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'transaction_is_never_truncated';", hash='ffe4977683a188003b95ecb96b4616598c902c27', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_transaction_is_never_truncated_f585d', table='payments_transaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transaction',
            trigger=pgtrigger.compiler.Trigger(name='transaction_balances_to_zero', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="IF (SELECT count(*) FROM payments_posting WHERE transaction_id = NEW.id) <> NEW.lines\n            OR EXISTS (\n                SELECT FROM payments_posting JOIN payments_account ON payments_account.id = account_id\n                WHERE transaction_id = NEW.id GROUP BY currency HAVING sum(amount) <> 0) THEN RAISE EXCEPTION 'Ledger transaction % does not balance to zero.', NEW.effect_key USING ERRCODE = 'check_violation', CONSTRAINT = 'transaction_balances_to_zero'; END IF; RETURN NULL;", hash='c3f611b3adb5946aefc3b382274fc7199468ad99', operation='INSERT', pgid='pgtrigger_transaction_balances_to_zero_16f85', table='payments_transaction', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transaction',
            trigger=pgtrigger.compiler.Trigger(name='transaction_falls_in_an_open_month', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM pg_advisory_xact_lock_shared(hashtext('laurel.months'), touched.month)\n    FROM (SELECT DISTINCT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYYMM')::int AS month FROM added) AS touched;\nIF EXISTS (\n            SELECT FROM added JOIN payments_period AS period\n                ON period.month = date_trunc('month', occurred_at AT TIME ZONE 'UTC')::date\n            WHERE period.status = 'closed') THEN RAISE EXCEPTION 'That month is closed: nothing is posted into it any more.' USING ERRCODE = 'check_violation', CONSTRAINT = 'transaction_falls_in_an_open_month'; END IF; RETURN NULL;", hash='faf14f4885acbfcb1db85f17873b68c3f75bf2f1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_transaction_falls_in_an_open_month_2050e', referencing='REFERENCING NEW TABLE AS added ', table='payments_transaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transaction',
            trigger=pgtrigger.compiler.Trigger(name='correction_is_accepted_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."situation" IN (\'corrected\', \'stripe_billed\'))', func="\n        IF NOT EXISTS (\n            SELECT FROM payments_remedy\n            WHERE 'remedy:' || id = NEW.effect_key AND status = 'done' AND second_id <> by_id) THEN\n            RAISE EXCEPTION 'A correction is proposed and accepted by two people.' USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_is_accepted_by_two';\n        END IF;\n        RETURN NEW;\n    ", hash='5de0500507705957daed34f02f48150dcba64f14', operation='INSERT', pgid='pgtrigger_correction_is_accepted_by_two_14806', table='payments_transaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reconciliationrun',
            trigger=pgtrigger.compiler.Trigger(name='run_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.cause, OLD.by_id, OLD.started_at) IS DISTINCT FROM (NEW.cause, NEW.by_id, NEW.started_at) THEN RAISE EXCEPTION 'A run keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'run_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='9163ce29cdcce9b748a1900aa7f0cb06ea308988', operation='UPDATE OF "cause", "by_id", "started_at"', pgid='pgtrigger_run_keeps_its_terms_9eeae', table='payments_reconciliationrun', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reconciliationrun',
            trigger=pgtrigger.compiler.Trigger(name='run_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every run is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'run_is_never_deleted';", hash='daa8bdcb038c50c3587de31b55166a327077ced6', operation='DELETE', pgid='pgtrigger_run_is_never_deleted_4b807', table='payments_reconciliationrun', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reconciliationrun',
            trigger=pgtrigger.compiler.Trigger(name='run_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every run is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'run_is_never_truncated';", hash='c81091a20c82de5b1d4d2806aaacaa51a895755a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_run_is_never_truncated_f3112', table='payments_reconciliationrun', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reconciliationrun',
            trigger=pgtrigger.compiler.Trigger(name='run_is_sealed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF OLD.ended_at IS NOT NULL AND (OLD.ended_at, OLD.lines_seen, OLD.matched, OLD.opened, OLD.closed, OLD.figures, OLD.failure)\n            IS DISTINCT FROM (NEW.ended_at, NEW.lines_seen, NEW.matched, NEW.opened, NEW.closed, NEW.figures, NEW.failure) THEN\n            RAISE EXCEPTION 'What a comparison found is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'run_is_sealed';\n        END IF;\n        IF OLD.signed_at IS NOT NULL THEN\n            RAISE EXCEPTION 'A comparison is signed off once.' USING ERRCODE = 'check_violation', CONSTRAINT = 'run_is_sealed';\n        END IF;\n        RETURN NEW;\n    ", hash='74eaee40f781c69e74dfe99d1e6a368a07014727', operation='UPDATE', pgid='pgtrigger_run_is_sealed_bac22', table='payments_reconciliationrun', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='solvencyday',
            trigger=pgtrigger.compiler.Trigger(name='solvency_day_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.day, OLD.currency) IS DISTINCT FROM (NEW.day, NEW.currency) THEN RAISE EXCEPTION 'A solvency_day keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'solvency_day_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='6b83f75f59bbc7e5301b14481b0627fd4fd906bd', operation='UPDATE OF "day", "currency"', pgid='pgtrigger_solvency_day_keeps_its_terms_394d7', table='payments_solvencyday', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='solvencyday',
            trigger=pgtrigger.compiler.Trigger(name='solvency_day_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every solvency_day is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'solvency_day_is_never_deleted';", hash='34fcb655e8a177d7274b4dd611029d30c9bf8131', operation='DELETE', pgid='pgtrigger_solvency_day_is_never_deleted_e7259', table='payments_solvencyday', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='solvencyday',
            trigger=pgtrigger.compiler.Trigger(name='solvency_day_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every solvency_day is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'solvency_day_is_never_truncated';", hash='e1db9f786e988488da36f5819352319452f2e8ce', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_solvency_day_is_never_truncated_fc4a6', table='payments_solvencyday', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stripemovement',
            trigger=pgtrigger.compiler.Trigger(name='movement_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.balance_transaction_id, OLD.created, OLD.currency, OLD.gross, OLD.fee, OLD.net, OLD.source) IS DISTINCT FROM (NEW.balance_transaction_id, NEW.created, NEW.currency, NEW.gross, NEW.fee, NEW.net, NEW.source) THEN RAISE EXCEPTION 'A movement keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='5f3f9470b65e49e99bc1052898c2b1bb337a901c', operation='UPDATE OF "balance_transaction_id", "created", "currency", "gross", "fee", "net", "source"', pgid='pgtrigger_movement_keeps_its_terms_8eacb', table='payments_stripemovement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stripemovement',
            trigger=pgtrigger.compiler.Trigger(name='movement_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every movement is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_is_never_deleted';", hash='3d54aa7e6990ee8165f420993daea8a7a7154111', operation='DELETE', pgid='pgtrigger_movement_is_never_deleted_ebf60', table='payments_stripemovement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stripemovement',
            trigger=pgtrigger.compiler.Trigger(name='movement_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every movement is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_is_never_truncated';", hash='2976b6f2a3bf10ca90e286f68fc3fb4f2ce5fb48', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_movement_is_never_truncated_3b0a6', table='payments_stripemovement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writeoff',
            trigger=pgtrigger.compiler.Trigger(name='write_off_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('proposed>agreed', 'proposed>declined') THEN\n                RAISE EXCEPTION 'A write_off that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'write_off_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='16f9c3af83fc0ec21b3842747d1d5455392e3ea4', operation='UPDATE OF "status"', pgid='pgtrigger_write_off_moves_are_legal_f82f3', table='payments_writeoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writeoff',
            trigger=pgtrigger.compiler.Trigger(name='write_off_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.payer_reference, OLD.currency, OLD.amount, OLD.reason, OLD.proposed_by_id) IS DISTINCT FROM (NEW.payer_reference, NEW.currency, NEW.amount, NEW.reason, NEW.proposed_by_id) THEN RAISE EXCEPTION 'A write_off keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'write_off_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='5ff9f6f91d20a0662c7bd47e1c331165aa7cd67b', operation='UPDATE OF "payer_reference", "currency", "amount", "reason", "proposed_by_id"', pgid='pgtrigger_write_off_keeps_its_terms_61799', table='payments_writeoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writeoff',
            trigger=pgtrigger.compiler.Trigger(name='write_off_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every write_off is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'write_off_is_never_deleted';", hash='07c2e26acf887a3323046c04e2cf6d2723ada4ee', operation='DELETE', pgid='pgtrigger_write_off_is_never_deleted_21811', table='payments_writeoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writeoff',
            trigger=pgtrigger.compiler.Trigger(name='write_off_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every write_off is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'write_off_is_never_truncated';", hash='768a6cfa47958696b05793da9b40445c3fddf20b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_write_off_is_never_truncated_d8150', table='payments_writeoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountbalance',
            trigger=pgtrigger.compiler.Trigger(name='balance_follows_postings_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF pg_trigger_depth() < 2 THEN\n            RAISE EXCEPTION 'A balance changes only by postings.' USING ERRCODE = 'check_violation', CONSTRAINT = 'balance_follows_postings_only';\n        END IF;\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        RETURN NEW;\n    ", hash='828f633cdfdfd6827c03a78005832d8d17fe0501', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_balance_follows_postings_only_d6103', table='payments_accountbalance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountbalance',
            trigger=pgtrigger.compiler.Trigger(name='balance_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every balance is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'balance_is_never_truncated';", hash='2e77aad027ebcb870460e9d2a39cdb948497273b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_balance_is_never_truncated_2e80f', table='payments_accountbalance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='contribution_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('disputed>lost', 'disputed>won', 'pending>failed', 'pending>settled', 'settled>disputed', 'settled>refunded', 'won>disputed', 'won>refunded') THEN\n                RAISE EXCEPTION 'A contribution that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'contribution_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='5ed94eb31dbd9683d8b7b47bd838fd3eeaea9f60', operation='UPDATE OF "status"', pgid='pgtrigger_contribution_moves_are_legal_08535', table='payments_contribution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='contribution_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.purse_id, OLD.payer_reference, OLD.payer_id, OLD.amount, OLD.platform_fee, OLD.raises, OLD.client_key) IS DISTINCT FROM (NEW.purse_id, NEW.payer_reference, NEW.payer_id, NEW.amount, NEW.platform_fee, NEW.raises, NEW.client_key) THEN RAISE EXCEPTION 'A contribution keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'contribution_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='f9a80ac025ee1ca3eb54eeac6fb3ca5ce3e672ed', operation='UPDATE OF "purse_id", "payer_reference", "payer_id", "amount", "platform_fee", "raises", "client_key"', pgid='pgtrigger_contribution_keeps_its_terms_640dc', table='payments_contribution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='contribution_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every contribution is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'contribution_is_never_deleted';", hash='71a6542567e50c9645f6000e4d25f45db63620a1', operation='DELETE', pgid='pgtrigger_contribution_is_never_deleted_d1726', table='payments_contribution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='contribution_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every contribution is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'contribution_is_never_truncated';", hash='2a8b4f0d83c41439a9140bfb59e7a7b0b58cff25', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_contribution_is_never_truncated_970a8', table='payments_contribution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='contribution_keeps_its_instrument', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF OLD.fingerprint IS NOT NULL AND NEW.fingerprint IS NOT NULL\n            AND (OLD.instrument, OLD.fingerprint) IS DISTINCT FROM (NEW.instrument, NEW.fingerprint)\n        THEN\n            RAISE EXCEPTION 'What a charge was paid with never becomes another.' USING ERRCODE = 'check_violation', CONSTRAINT = 'contribution_keeps_its_instrument';\n        END IF;\n        RETURN NEW;\n    ", hash='9b5d8801c6740ed08350ee5277a0af1c09d10bbe', operation='UPDATE OF "instrument", "fingerprint"', pgid='pgtrigger_contribution_keeps_its_instrument_aa366', table='payments_contribution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discrepancynote',
            trigger=pgtrigger.compiler.Trigger(name='note_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A note is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'note_is_never_changed';", hash='7b8b6a86c93117d39721a7c79d5de7b63459f2c8', operation='UPDATE OR DELETE', pgid='pgtrigger_note_is_never_changed_17578', table='payments_discrepancynote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discrepancynote',
            trigger=pgtrigger.compiler.Trigger(name='note_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every note is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'note_is_never_truncated';", hash='8630954348e9da6cf9c54ee7e8a4a17850a245c7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_note_is_never_truncated_4568c', table='payments_discrepancynote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='remedy',
            trigger=pgtrigger.compiler.Trigger(name='remedy_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('proposed>done', 'proposed>refused') THEN\n                RAISE EXCEPTION 'A remedy that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'remedy_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='8976438f7c0d4f128b82e3b471e4819430350ab0', operation='UPDATE OF "status"', pgid='pgtrigger_remedy_moves_are_legal_725a5', table='payments_remedy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='remedy',
            trigger=pgtrigger.compiler.Trigger(name='remedy_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.discrepancy_id, OLD.name, OLD.amount, OLD.reason, OLD.by_id, OLD.at) IS DISTINCT FROM (NEW.discrepancy_id, NEW.name, NEW.amount, NEW.reason, NEW.by_id, NEW.at) THEN RAISE EXCEPTION 'A remedy keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'remedy_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='4f764e8ffdd8a820dfdf52d5b06d35f241d9e516', operation='UPDATE OF "discrepancy_id", "name", "amount", "reason", "by_id", "at"', pgid='pgtrigger_remedy_keeps_its_terms_9845a', table='payments_remedy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='remedy',
            trigger=pgtrigger.compiler.Trigger(name='remedy_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every remedy is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'remedy_is_never_deleted';", hash='a42c994365eae0ee00cdd5f9b278a05d7d242f6f', operation='DELETE', pgid='pgtrigger_remedy_is_never_deleted_bb4a1', table='payments_remedy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='remedy',
            trigger=pgtrigger.compiler.Trigger(name='remedy_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every remedy is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'remedy_is_never_truncated';", hash='35fb86260f602dd76bc6a5280d2a6eb081831bdc', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_remedy_is_never_truncated_508dc', table='payments_remedy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='remedy',
            trigger=pgtrigger.compiler.Trigger(name='remedy_is_born_proposed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NEW.status <> 'proposed' THEN\n                        RAISE EXCEPTION 'A remedy is proposed before it is done.' USING ERRCODE = 'check_violation', CONSTRAINT = 'remedy_is_born_proposed';\n                    END IF;\n                    RETURN NEW;\n                ", hash='1f4d526ffff063135a9c3755f1035b6d4f51482a', operation='INSERT', pgid='pgtrigger_remedy_is_born_proposed_ab9fb', table='payments_remedy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pastaccount',
            trigger=pgtrigger.compiler.Trigger(name='past_account_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A past_account is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'past_account_is_never_changed';", hash='a369dcf1e216126de49540de354b4d270d372ec2', operation='UPDATE OR DELETE', pgid='pgtrigger_past_account_is_never_changed_ce4a8', table='payments_pastaccount', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pastaccount',
            trigger=pgtrigger.compiler.Trigger(name='past_account_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every past_account is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'past_account_is_never_truncated';", hash='89c2d1d1148df954fcdc21dd9d048138c3a291a7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_past_account_is_never_truncated_18a56', table='payments_pastaccount', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='payout_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('approved>blocked', 'approved>cancelled', 'approved>submitting', 'banked>returned', 'banked>reversed', 'blocked>blocked', 'blocked>cancelled', 'blocked>expired', 'blocked>ready', 'created>blocked', 'created>cancelled', 'created>ready', 'failed>blocked', 'failed>cancelled', 'failed>ready', 'needs_review>failed', 'needs_review>submitting', 'needs_review>transferred', 'needs_review>unknown', 'ready>approved', 'ready>blocked', 'ready>cancelled', 'returned>banked', 'returned>reversed', 'submitting>blocked', 'submitting>failed', 'submitting>needs_review', 'submitting>submitting', 'submitting>transferred', 'submitting>unknown', 'transferred>banked', 'transferred>returned', 'transferred>reversed', 'unknown>blocked', 'unknown>failed', 'unknown>needs_review', 'unknown>submitting', 'unknown>transferred', 'unknown>unknown') THEN\n                RAISE EXCEPTION 'A payout that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='58d401b4b2f0b8478c7750a4862f9257b265107a', operation='UPDATE OF "status"', pgid='pgtrigger_payout_moves_are_legal_5ac35', table='payments_payout', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='payout_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.purse_id, OLD.payee_id, OLD.award_reference, OLD.amount, OLD.currency, OLD.approvals_required) IS DISTINCT FROM (NEW.purse_id, NEW.payee_id, NEW.award_reference, NEW.amount, NEW.currency, NEW.approvals_required) THEN RAISE EXCEPTION 'A payout keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='5088e0c218391fefd40c94ac29eb3a53dec14d15', operation='UPDATE OF "purse_id", "payee_id", "award_reference", "amount", "currency", "approvals_required"', pgid='pgtrigger_payout_keeps_its_terms_7e16f', table='payments_payout', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='payout_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every payout is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_is_never_deleted';", hash='46d7c03e0a311d820cd3471b896f23229d863264', operation='DELETE', pgid='pgtrigger_payout_is_never_deleted_5bb91', table='payments_payout', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='payout_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every payout is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_is_never_truncated';", hash='5117d3effc4314e5cc85da2c6323224d85226995', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_payout_is_never_truncated_85d32', table='payments_payout', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='payout_is_born_unapproved', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.status NOT IN ('created', 'blocked', 'ready') THEN RAISE EXCEPTION 'A payout begins before its approval.' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_is_born_unapproved'; END IF; RETURN NEW;", hash='df89d4d536abb7da4bbe93cb604023f5fcc74aea', operation='INSERT', pgid='pgtrigger_payout_is_born_unapproved_980f2', table='payments_payout', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='payout_bars_only_more', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NOT NEW.barred_approvers @> OLD.barred_approvers THEN RAISE EXCEPTION 'Who was barred from a payout stays barred.' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_bars_only_more'; END IF; RETURN NEW;", hash='81dc124b7e50e88be146ad40f35681a442c10e9a', operation='UPDATE OF "barred_approvers"', pgid='pgtrigger_payout_bars_only_more_6fa89', table='payments_payout', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='payout_is_approved_by_enough', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.status = 'approved' AND OLD.status <> 'approved' AND NEW.approvals_required > (\n        SELECT count(DISTINCT approval.by_id) FROM payments_payoutapproval AS approval\n        WHERE approval.payout_id = NEW.id AND approval.round = NEW.round\n            AND approval.by_id <> ALL (NEW.barred_approvers)\n            AND approval.by_id NOT IN (SELECT user_id FROM payments_payee WHERE id = NEW.payee_id)) THEN RAISE EXCEPTION 'A payout needs more approvals.' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_is_approved_by_enough'; END IF; RETURN NEW;", hash='048a74be212ca0401bec8730dba8e6465dbe32bf', operation='UPDATE', pgid='pgtrigger_payout_is_approved_by_enough_1fcf4', table='payments_payout', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='payout_legs_sum_to_its_share', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.status IN ('submitting', 'transferred') AND NEW.amount <> (\n        SELECT coalesce(sum(leg.amount), 0) FROM payments_transferleg AS leg\n        WHERE leg.payout_id = NEW.id AND leg.currency = NEW.currency\n            AND (leg.status = 'transferred' OR NEW.status = 'submitting' AND leg.status <> 'cancelled')) THEN RAISE EXCEPTION 'The legs of a payout sum to its share.' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_legs_sum_to_its_share'; END IF; RETURN NEW;", hash='3fde074afabd57a0bb32b7f689bfabb91ca20387', operation='UPDATE', pgid='pgtrigger_payout_legs_sum_to_its_share_62d45', table='payments_payout', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taxform',
            trigger=pgtrigger.compiler.Trigger(name='tax_form_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A tax_form is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'tax_form_is_never_changed';", hash='867f5a1740be97a48d10ab61887009a4b8d75770', operation='UPDATE OR DELETE', pgid='pgtrigger_tax_form_is_never_changed_9fcd2', table='payments_taxform', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taxform',
            trigger=pgtrigger.compiler.Trigger(name='tax_form_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every tax_form is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'tax_form_is_never_truncated';", hash='367be922c2a63d8769fa3fb3a3730ab2a192022e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_tax_form_is_never_truncated_b1ac8', table='payments_taxform', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodclosing',
            trigger=pgtrigger.compiler.Trigger(name='closing_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A closing is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'closing_is_never_changed';", hash='428105f159610bf08f420daff6c122a7c980c9c3', operation='UPDATE OR DELETE', pgid='pgtrigger_closing_is_never_changed_0d1e2', table='payments_periodclosing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodclosing',
            trigger=pgtrigger.compiler.Trigger(name='closing_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every closing is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'closing_is_never_truncated';", hash='19643940b6cf5391dfc97234f9aaa4ca3805091c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_closing_is_never_truncated_809d6', table='payments_periodclosing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='posting',
            trigger=pgtrigger.compiler.Trigger(name='posting_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A posting is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_is_never_changed';", hash='79537ae33b2390b839f547591c587ab986a15581', operation='UPDATE OR DELETE', pgid='pgtrigger_posting_is_never_changed_d2dbd', table='payments_posting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='posting',
            trigger=pgtrigger.compiler.Trigger(name='posting_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every posting is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_is_never_truncated';", hash='7f3f04842b19878d2b3e27a6dc17dabf251b429d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_posting_is_never_truncated_3f21d', table='payments_posting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='posting',
            trigger=pgtrigger.compiler.Trigger(name='posting_joins_only_an_open_transaction', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (\n            SELECT FROM payments_transaction AS touched\n            WHERE touched.id IN (SELECT transaction_id FROM added)\n                AND (touched.xact <> pg_current_xact_id()\n                    OR touched.lines < (SELECT count(*) FROM payments_posting WHERE transaction_id = touched.id))) THEN RAISE EXCEPTION 'A ledger transaction is sealed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_joins_only_an_open_transaction'; END IF; RETURN NULL;", hash='008a452fd5f3f7005836cc30b10dc9854b48e633', level='STATEMENT', operation='INSERT', pgid='pgtrigger_posting_joins_only_an_open_transaction_20c35', referencing='REFERENCING NEW TABLE AS added ', table='payments_posting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='posting',
            trigger=pgtrigger.compiler.Trigger(name='posting_stays_in_its_purse', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (\n            SELECT FROM added\n            JOIN payments_account AS account ON account.id = added.account_id\n            JOIN payments_transaction AS entry ON entry.id = added.transaction_id\n            WHERE account.kind IN ('purse', 'refunds_due', 'disputes', 'unclaimed')\n                AND account.owner NOT IN ('', entry.purse)) THEN RAISE EXCEPTION 'A ledger transaction moves the money of one purse.' USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_stays_in_its_purse'; END IF; RETURN NULL;", hash='930d290aa5c2cdbfe126e7c74e2d7b4d80bf37f2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_posting_stays_in_its_purse_c0e5f', referencing='REFERENCING NEW TABLE AS added ', table='payments_posting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='posting',
            trigger=pgtrigger.compiler.Trigger(name='posting_moves_the_balance', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        PERFORM FROM payments_accountbalance WHERE account_id IN (SELECT account_id FROM added)\n            ORDER BY account_id FOR NO KEY UPDATE;\n        UPDATE payments_accountbalance AS kept SET balance = kept.balance + moved.amount\n        FROM (SELECT account_id, sum(amount) AS amount FROM added GROUP BY account_id) AS moved\n        WHERE kept.account_id = moved.account_id;\n        RETURN NULL;\n    ', hash='0143076e6e9c999a500031d62bfcd9c48d81f41b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_posting_moves_the_balance_9b7e3', referencing='REFERENCING NEW TABLE AS added ', table='payments_posting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispute',
            trigger=pgtrigger.compiler.Trigger(name='dispute_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('needs_response>lost', 'needs_response>prevented', 'needs_response>under_review', 'needs_response>won', 'under_review>lost', 'under_review>prevented', 'under_review>won', 'warning_needs_response>lost', 'warning_needs_response>needs_response', 'warning_needs_response>prevented', 'warning_needs_response>under_review', 'warning_needs_response>warning_closed', 'warning_needs_response>warning_under_review', 'warning_needs_response>won', 'warning_under_review>lost', 'warning_under_review>needs_response', 'warning_under_review>prevented', 'warning_under_review>under_review', 'warning_under_review>warning_closed', 'warning_under_review>won') THEN\n                RAISE EXCEPTION 'A dispute that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'dispute_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='ce6555b3cd796367b77d67f82cb9dad0cc3671ef', operation='UPDATE OF "status"', pgid='pgtrigger_dispute_moves_are_legal_ff1dc', table='payments_dispute', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispute',
            trigger=pgtrigger.compiler.Trigger(name='dispute_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.contribution_id, OLD.dispute_id) IS DISTINCT FROM (NEW.contribution_id, NEW.dispute_id) THEN RAISE EXCEPTION 'A dispute keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'dispute_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='ed99d5549ebc7b22da857ba2cd58fd22fe2c0cf4', operation='UPDATE OF "contribution_id", "dispute_id"', pgid='pgtrigger_dispute_keeps_its_terms_174f2', table='payments_dispute', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispute',
            trigger=pgtrigger.compiler.Trigger(name='dispute_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every dispute is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'dispute_is_never_deleted';", hash='72296c6e44e518cbc59ab7c3afc7df42e8ea246b', operation='DELETE', pgid='pgtrigger_dispute_is_never_deleted_23d37', table='payments_dispute', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispute',
            trigger=pgtrigger.compiler.Trigger(name='dispute_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every dispute is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'dispute_is_never_truncated';", hash='cd9a3fc01d755c280e4c3d83e1ffcfbb54079d61', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_dispute_is_never_truncated_01ea9', table='payments_dispute', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('refunded>unclaimed', 'reserved>submitting', 'submitting>refunded', 'submitting>unclaimed', 'unclaimed>by_hand', 'unclaimed>charged_back', 'unclaimed>reserved') THEN\n                RAISE EXCEPTION 'A refund that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='ecaf1436f9e79a75dd117b03fb286f09112ea246', operation='UPDATE OF "status"', pgid='pgtrigger_refund_moves_are_legal_b3c69', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.contribution_id, OLD.amount, OLD.fee, OLD.reason) IS DISTINCT FROM (NEW.contribution_id, NEW.amount, NEW.fee, NEW.reason) THEN RAISE EXCEPTION 'A refund keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='5abb82838439f95e8a5a23847366e274e1b03714', operation='UPDATE OF "contribution_id", "amount", "fee", "reason"', pgid='pgtrigger_refund_keeps_its_terms_71ad1', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every refund is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_is_never_deleted';", hash='83b71b9e9699137357300369591b3ac9d6c26731', operation='DELETE', pgid='pgtrigger_refund_is_never_deleted_c823e', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every refund is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_is_never_truncated';", hash='5b1093ecc06aa530ac7811371be3809b5a15c59d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_refund_is_never_truncated_583aa', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_by_hand_takes_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.status = 'by_hand' AND NOT EXISTS (\n            SELECT FROM payments_handpayment WHERE refund_id = NEW.id AND status = 'paid'\n        ) THEN\n            RAISE EXCEPTION 'Two people pay a refund by hand.' USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_by_hand_takes_two';\n        END IF;\n        RETURN NEW;\n    ", hash='3404cb86d62e069f5fde013d607a95c823dd3cd1', operation='UPDATE OF "status"', pgid='pgtrigger_refund_by_hand_takes_two_84363', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='flag_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.kind, OLD.payee_id, OLD.payout_id, OLD.subject, OLD.why, OLD.raised_by_id, OLD.raised_at) IS DISTINCT FROM (NEW.kind, NEW.payee_id, NEW.payout_id, NEW.subject, NEW.why, NEW.raised_by_id, NEW.raised_at) THEN RAISE EXCEPTION 'A flag keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'flag_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='0073a5245d7a181784f7ae15e5be9aca54ef5858', operation='UPDATE OF "kind", "payee_id", "payout_id", "subject", "why", "raised_by_id", "raised_at"', pgid='pgtrigger_flag_keeps_its_terms_188fa', table='payments_flag', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='flag_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every flag is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'flag_is_never_deleted';", hash='0fad38aa0f37a82c164bba215dca6225a0e7a73d', operation='DELETE', pgid='pgtrigger_flag_is_never_deleted_92fd1', table='payments_flag', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='flag_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every flag is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'flag_is_never_truncated';", hash='a54c93745bf04e081e03cba3a0b7f4d1a3acda88', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_flag_is_never_truncated_4e7ca', table='payments_flag', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flag',
            trigger=pgtrigger.compiler.Trigger(name='flag_is_cleared_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.cleared_at IS NOT NULL AND 2 > (\n        SELECT count(DISTINCT by_id) FROM payments_flagclearance WHERE flag_id = NEW.id) THEN RAISE EXCEPTION 'A flag is cleared by two people.' USING ERRCODE = 'check_violation', CONSTRAINT = 'flag_is_cleared_by_two'; END IF; RETURN NEW;", hash='a9959c77d24b9197e44aaca7fad74b00c88f4805', operation='INSERT OR UPDATE OF "cleared_at"', pgid='pgtrigger_flag_is_cleared_by_two_19c57', table='payments_flag', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payoutapproval',
            trigger=pgtrigger.compiler.Trigger(name='approval_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A approval is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_is_never_changed';", hash='7eef1b9693ecbb23bc7dc358d35c2895e3e2074e', operation='UPDATE OR DELETE', pgid='pgtrigger_approval_is_never_changed_cdf06', table='payments_payoutapproval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payoutapproval',
            trigger=pgtrigger.compiler.Trigger(name='approval_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every approval is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_is_never_truncated';", hash='643b8019011a9999c8499785c9b69d6888a8580c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_approval_is_never_truncated_08017', table='payments_payoutapproval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payoutapproval',
            trigger=pgtrigger.compiler.Trigger(name='approver_is_on_neither_side', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (\n        SELECT FROM payments_payout AS payout JOIN payments_payee AS payee ON payee.id = payout.payee_id\n        WHERE payout.id = NEW.payout_id\n            AND (NEW.by_id = payee.user_id OR NEW.by_id = ANY (payout.barred_approvers))) THEN RAISE EXCEPTION 'Who pays or is paid may not approve.' USING ERRCODE = 'check_violation', CONSTRAINT = 'approver_is_on_neither_side'; END IF; RETURN NEW;", hash='3acc8393540e4a0dbc2cf64c9357d27d4e6886a1', operation='INSERT', pgid='pgtrigger_approver_is_on_neither_side_12476', table='payments_payoutapproval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payoutreversal',
            trigger=pgtrigger.compiler.Trigger(name='reversal_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('proposed>refused', 'proposed>submitting', 'stuck>refused', 'stuck>submitting', 'submitting>done', 'submitting>stuck') THEN\n                RAISE EXCEPTION 'A reversal that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='70e2826986b498e4abc6ff911d487a5d5991b717', operation='UPDATE OF "status"', pgid='pgtrigger_reversal_moves_are_legal_4cfda', table='payments_payoutreversal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payoutreversal',
            trigger=pgtrigger.compiler.Trigger(name='reversal_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.payout_id, OLD.outcome, OLD.reason, OLD.by_id, OLD.at) IS DISTINCT FROM (NEW.payout_id, NEW.outcome, NEW.reason, NEW.by_id, NEW.at) THEN RAISE EXCEPTION 'A reversal keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='acd949d300c773ead157482ea63c3e58d20229a7', operation='UPDATE OF "payout_id", "outcome", "reason", "by_id", "at"', pgid='pgtrigger_reversal_keeps_its_terms_44c45', table='payments_payoutreversal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payoutreversal',
            trigger=pgtrigger.compiler.Trigger(name='reversal_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every reversal is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_is_never_deleted';", hash='16098acf17d2639917c903157d5be6e9d5d8a300', operation='DELETE', pgid='pgtrigger_reversal_is_never_deleted_18afc', table='payments_payoutreversal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payoutreversal',
            trigger=pgtrigger.compiler.Trigger(name='reversal_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every reversal is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_is_never_truncated';", hash='bdcf4d0b9458abafe8f9ba77516d7b031c65c68b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_reversal_is_never_truncated_c0dc9', table='payments_payoutreversal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payoutreversal',
            trigger=pgtrigger.compiler.Trigger(name='reversal_is_born_proposed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NEW.status <> 'proposed' THEN\n                        RAISE EXCEPTION 'A reversal is proposed before it is agreed to.' USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_is_born_proposed';\n                    END IF;\n                    RETURN NEW;\n                ", hash='736aac395da70bae1c0c0d6bcae2486377234239', operation='INSERT', pgid='pgtrigger_reversal_is_born_proposed_cde25', table='payments_payoutreversal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transferleg',
            trigger=pgtrigger.compiler.Trigger(name='leg_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('needs_review>planned', 'needs_review>transferred', 'planned>cancelled', 'planned>submitting', 'submitting>needs_review', 'submitting>planned', 'submitting>transferred', 'transferred>reversed') THEN\n                RAISE EXCEPTION 'A leg that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'leg_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='22a74bf8706cc20f5def998bcbbd0056a235d3e0', operation='UPDATE OF "status"', pgid='pgtrigger_leg_moves_are_legal_23380', table='payments_transferleg', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transferleg',
            trigger=pgtrigger.compiler.Trigger(name='leg_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.payout_id, OLD.contribution_id, OLD.amount, OLD.currency) IS DISTINCT FROM (NEW.payout_id, NEW.contribution_id, NEW.amount, NEW.currency) THEN RAISE EXCEPTION 'A leg keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'leg_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='d15d6baed3dff005bb560d7b9d24e8f4adfcc00a', operation='UPDATE OF "payout_id", "contribution_id", "amount", "currency"', pgid='pgtrigger_leg_keeps_its_terms_dda35', table='payments_transferleg', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transferleg',
            trigger=pgtrigger.compiler.Trigger(name='leg_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every leg is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'leg_is_never_deleted';", hash='e428ab032472c71c8fa6cd095778939f27362d9b', operation='DELETE', pgid='pgtrigger_leg_is_never_deleted_29e06', table='payments_transferleg', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transferleg',
            trigger=pgtrigger.compiler.Trigger(name='leg_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every leg is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'leg_is_never_truncated';", hash='ba0a4934b4c29c3c57a0124d4a0413e85f7d2aa5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_leg_is_never_truncated_8007a', table='payments_transferleg', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodreopening',
            trigger=pgtrigger.compiler.Trigger(name='reopening_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.closing_id, OLD.asked_by_id, OLD.reason, OLD.asked_at) IS DISTINCT FROM (NEW.closing_id, NEW.asked_by_id, NEW.reason, NEW.asked_at) THEN RAISE EXCEPTION 'A reopening keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'reopening_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='f6e3e696f8a95fe5c9e0a4ec98d357f4ce4243b3', operation='UPDATE OF "closing_id", "asked_by_id", "reason", "asked_at"', pgid='pgtrigger_reopening_keeps_its_terms_b3cd9', table='payments_periodreopening', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodreopening',
            trigger=pgtrigger.compiler.Trigger(name='reopening_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every reopening is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'reopening_is_never_deleted';", hash='1932cce3628fbd99c2d15cc22b50af2e6b76d4ad', operation='DELETE', pgid='pgtrigger_reopening_is_never_deleted_4255a', table='payments_periodreopening', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodreopening',
            trigger=pgtrigger.compiler.Trigger(name='reopening_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every reopening is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'reopening_is_never_truncated';", hash='2e79b7883ae0990531eb5177848addd8d6182544', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_reopening_is_never_truncated_1b854', table='payments_periodreopening', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodreopening',
            trigger=pgtrigger.compiler.Trigger(name='reopening_is_confirmed_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF OLD.confirmed_at IS NOT NULL THEN\n            RAISE EXCEPTION 'A reopening is confirmed once.' USING ERRCODE = 'check_violation', CONSTRAINT = 'reopening_is_confirmed_once';\n        END IF;\n        RETURN NEW;\n    ", hash='9418a9a1a14a017dbbf010d298d1da69cdd62a3e', operation='UPDATE', pgid='pgtrigger_reopening_is_confirmed_once_62d11', table='payments_periodreopening', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disputeact',
            trigger=pgtrigger.compiler.Trigger(name='dispute_act_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('reserved>refused', 'reserved>sent') THEN\n                RAISE EXCEPTION 'A dispute_act that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'dispute_act_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='abc56de53322995b595dbca7226d07838a72ac64', operation='UPDATE OF "status"', pgid='pgtrigger_dispute_act_moves_are_legal_35ffb', table='payments_disputeact', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disputeact',
            trigger=pgtrigger.compiler.Trigger(name='dispute_act_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.dispute_id, OLD.kind, OLD.by_id, OLD.reason, OLD.request) IS DISTINCT FROM (NEW.dispute_id, NEW.kind, NEW.by_id, NEW.reason, NEW.request) THEN RAISE EXCEPTION 'A dispute_act keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'dispute_act_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='0727ba9511c120973e75680ccc8160c5ff11622f', operation='UPDATE OF "dispute_id", "kind", "by_id", "reason", "request"', pgid='pgtrigger_dispute_act_keeps_its_terms_baf68', table='payments_disputeact', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disputeact',
            trigger=pgtrigger.compiler.Trigger(name='dispute_act_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every dispute_act is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'dispute_act_is_never_deleted';", hash='ff7cc7bcd0c4ccdffee8b009ce893663b94b0c4a', operation='DELETE', pgid='pgtrigger_dispute_act_is_never_deleted_0ead0', table='payments_disputeact', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disputeact',
            trigger=pgtrigger.compiler.Trigger(name='dispute_act_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every dispute_act is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'dispute_act_is_never_truncated';", hash='9ba8d8f07d9ddf567c1488da28c7c3db6f6087e1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_dispute_act_is_never_truncated_c7ca7', table='payments_disputeact', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handpayment',
            trigger=pgtrigger.compiler.Trigger(name='hand_payment_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('proposed>paid', 'proposed>refused') THEN\n                RAISE EXCEPTION 'A hand_payment that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'hand_payment_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='4a54ccf00703bc31f1f51acc89474238d1d42fee', operation='UPDATE OF "status"', pgid='pgtrigger_hand_payment_moves_are_legal_a82f5', table='payments_handpayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handpayment',
            trigger=pgtrigger.compiler.Trigger(name='hand_payment_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.refund_id, OLD.reason, OLD.by_id, OLD.at) IS DISTINCT FROM (NEW.refund_id, NEW.reason, NEW.by_id, NEW.at) THEN RAISE EXCEPTION 'A hand_payment keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'hand_payment_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='7c9db711ae1c4b68f909d01fb195ec68cf70d114', operation='UPDATE OF "refund_id", "reason", "by_id", "at"', pgid='pgtrigger_hand_payment_keeps_its_terms_98b64', table='payments_handpayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handpayment',
            trigger=pgtrigger.compiler.Trigger(name='hand_payment_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every hand_payment is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'hand_payment_is_never_deleted';", hash='6426f26f551ac71886434122fad7b9045db7d057', operation='DELETE', pgid='pgtrigger_hand_payment_is_never_deleted_b2831', table='payments_handpayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handpayment',
            trigger=pgtrigger.compiler.Trigger(name='hand_payment_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every hand_payment is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'hand_payment_is_never_truncated';", hash='d0f83ac2eff1f2a9e4bc569e83134e65913d5114', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_hand_payment_is_never_truncated_d14f8', table='payments_handpayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flagclearance',
            trigger=pgtrigger.compiler.Trigger(name='flag_clearance_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A flag_clearance is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'flag_clearance_is_never_changed';", hash='88a06e9f76b6e711b1e90cf884a529df87e05b5d', operation='UPDATE OR DELETE', pgid='pgtrigger_flag_clearance_is_never_changed_c8823', table='payments_flagclearance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flagclearance',
            trigger=pgtrigger.compiler.Trigger(name='flag_clearance_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every flag_clearance is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'flag_clearance_is_never_truncated';", hash='301ae416be3e84408a007a509ea882f768460d6e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_flag_clearance_is_never_truncated_72821', table='payments_flagclearance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flagclearance',
            trigger=pgtrigger.compiler.Trigger(name='flag_is_cleared_by_neither_side', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (\n        SELECT FROM payments_flag AS flag\n        JOIN payments_payee AS payee ON payee.id = flag.payee_id\n        LEFT JOIN payments_payout AS payout ON payout.id = flag.payout_id\n        WHERE flag.id = NEW.flag_id\n            AND (NEW.by_id IN (payee.user_id, flag.raised_by_id) OR NEW.by_id = ANY (payout.barred_approvers))) THEN RAISE EXCEPTION 'Who raised a flag, gains or pays may not clear it.' USING ERRCODE = 'check_violation', CONSTRAINT = 'flag_is_cleared_by_neither_side'; END IF; RETURN NEW;", hash='4bc21e1473d0e20620c3ec004c3fd69701ff6ca4', operation='INSERT', pgid='pgtrigger_flag_is_cleared_by_neither_side_87e15', table='payments_flagclearance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='legreversal',
            trigger=pgtrigger.compiler.Trigger(name='leg_reversal_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN ('planned>submitting', 'refused>planned', 'submitting>refused', 'submitting>reversed') THEN\n                RAISE EXCEPTION 'A leg_reversal that is % cannot become %.', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'leg_reversal_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='162ba2d23d7f5689cdb7c758ec208319bf7b00bf', operation='UPDATE OF "status"', pgid='pgtrigger_leg_reversal_moves_are_legal_bd559', table='payments_legreversal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='legreversal',
            trigger=pgtrigger.compiler.Trigger(name='leg_reversal_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.reversal_id, OLD.leg_id, OLD.request) IS DISTINCT FROM (NEW.reversal_id, NEW.leg_id, NEW.request) THEN RAISE EXCEPTION 'A leg_reversal keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'leg_reversal_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='fda8469f16cf0c45e0fc0c38e19b0ad095cdfcc2', operation='UPDATE OF "reversal_id", "leg_id", "request"', pgid='pgtrigger_leg_reversal_keeps_its_terms_f66ab', table='payments_legreversal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='legreversal',
            trigger=pgtrigger.compiler.Trigger(name='leg_reversal_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every leg_reversal is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'leg_reversal_is_never_deleted';", hash='dda833282c5ccce418bccc69653ecad4bfe1823b', operation='DELETE', pgid='pgtrigger_leg_reversal_is_never_deleted_1eafd', table='payments_legreversal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='legreversal',
            trigger=pgtrigger.compiler.Trigger(name='leg_reversal_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every leg_reversal is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'leg_reversal_is_never_truncated';", hash='84754ea0c7611c5fde9ccbe8883e92ca14f05cd5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_leg_reversal_is_never_truncated_67872', table='payments_legreversal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transferattempt',
            trigger=pgtrigger.compiler.Trigger(name='attempt_moves_are_legal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.outcome <> NEW.outcome AND OLD.outcome || '>' || NEW.outcome NOT IN ('absent>succeeded', 'open>absent', 'open>refused', 'open>succeeded') THEN\n                RAISE EXCEPTION 'A attempt that is % cannot become %.', OLD.outcome, NEW.outcome USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_moves_are_legal';\n            END IF;\n            RETURN NEW;\n        ", hash='44592bd1d376d7e36c22bef08179a233cad4af76', operation='UPDATE OF "outcome"', pgid='pgtrigger_attempt_moves_are_legal_bba49', table='payments_transferattempt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transferattempt',
            trigger=pgtrigger.compiler.Trigger(name='attempt_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.leg_id, OLD.number, OLD.idempotency_key, OLD.request, OLD.made_at) IS DISTINCT FROM (NEW.leg_id, NEW.number, NEW.idempotency_key, NEW.request, NEW.made_at) THEN RAISE EXCEPTION 'A attempt keeps its terms.' USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_keeps_its_terms'; END IF;\n                RETURN NEW;\n            ", hash='5e908eda5d6bb2c27ccd994aacb096514e7223a8', operation='UPDATE OF "leg_id", "number", "idempotency_key", "request", "made_at"', pgid='pgtrigger_attempt_keeps_its_terms_3054c', table='payments_transferattempt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transferattempt',
            trigger=pgtrigger.compiler.Trigger(name='attempt_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every attempt is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_is_never_deleted';", hash='86bbb4e97671143266e63b0fc5e14f5c74bb988b', operation='DELETE', pgid='pgtrigger_attempt_is_never_deleted_399a4', table='payments_transferattempt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transferattempt',
            trigger=pgtrigger.compiler.Trigger(name='attempt_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every attempt is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_is_never_truncated';", hash='0d5ed9a2ab0e14af01d1fd91f73b76caa3035898', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_attempt_is_never_truncated_85af3', table='payments_transferattempt', when='BEFORE')),
        ),
    ]
