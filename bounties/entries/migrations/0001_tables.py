import bounties.entries.models.version
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
import uuid_utils.compat
import workers.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('entries', '0001_first'), ('entries', '0002_pictures'), ('entries', '0003_limits_and_disclosure'), ('entries', '0004_rolling'), ('entries', '0005_similarity'), ('entries', '0006_an_entry_may_name_its_price'), ('entries', '0007_screening'), ('entries', '0008_amendments_need_everyone'), ('entries', '0009_messages_by_alias'), ('entries', '0010_disqualification'), ('entries', '0011_charges_stand_still'), ('entries', '0012_stage_gate'), ('entries', '0013_appeals_are_heard'), ('entries', '0014_entries_are_contested')]

    initial = True

    dependencies = [
        ('challenges', '0001_tables'),
        ('workers', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='challenges.challenge')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField()),
                ('document', models.JSONField()),
                ('changed', models.JSONField()),
                ('status', models.CharField(choices=[('open', 'Open'), ('applied', 'Applied'), ('refused', 'Refused'), ('lapsed', 'Lapsed')], default='open', max_length=8)),
                ('due_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='amendment_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('challenge',), name='amendment_is_one_at_a_time'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='amendment_says_why'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'applied', 'refused', 'lapsed'])), name='amendment_status_is_known'), models.CheckConstraint(condition=models.Q(('status', 'open'), ('due_at', None), _connector='XOR'), name='amendment_is_due_iff_open')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='challenges.challenge')),
                ('entrant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to=settings.AUTH_USER_MODEL)),
                ('title', models.CharField(max_length=160)),
                ('body', models.TextField(blank=True)),
                ('ai_use', models.TextField(blank=True, default='')),
                ('price', models.BigIntegerField(blank=True, null=True)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('locked', 'Locked'), ('qualified', 'Qualified'), ('shortlisted', 'Shortlisted'), ('judged', 'Judged'), ('winner', 'Winner'), ('placed', 'Placed'), ('honourable', 'Honourable'), ('not_selected', 'Not selected'), ('queued', 'Queued'), ('in_review', 'In review'), ('changes_requested', 'Changes requested'), ('accepted', 'Accepted'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn'), ('ineligible', 'Ineligible'), ('disqualified', 'Disqualified')], default='draft', max_length=20)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('decide_by', models.DateTimeField(blank=True, null=True)),
                ('reviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('escalations', models.PositiveSmallIntegerField(default=0)),
                ('version', models.PositiveIntegerField(default=1)),
                ('latest_version', models.PositiveIntegerField(default=0)),
                ('terms', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenges.terms')),
                ('terms_accepted_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'verbose_name_plural': 'entries',
                'indexes': [models.Index(fields=['challenge', 'status'], name='entries_of_challenge'), models.Index(fields=['challenge', 'entrant'], name='entries_of_entrant'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='entry_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='entry_has_a_title'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'locked', 'qualified', 'shortlisted', 'judged', 'winner', 'placed', 'honourable', 'not_selected', 'queued', 'in_review', 'changes_requested', 'accepted', 'rejected', 'withdrawn', 'ineligible', 'disqualified'])), name='entry_status_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'withdrawn']), ('latest_version__gte', 1), _connector='OR'), name='entry_beyond_draft_has_a_version'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='entry_version_counts_from_one'), models.CheckConstraint(condition=models.Q(('price__gt', 0)), name='entry_price_is_positive'), models.CheckConstraint(condition=models.Q(('status__in', ['queued', 'in_review']), ('due_at__isnull', True), _connector='XOR'), name='entry_is_due_iff_timed'), models.CheckConstraint(condition=models.Q(('status__in', ['queued', 'in_review']), ('decide_by__isnull', True), _connector='XOR'), name='entry_in_a_queue_has_its_hour'), models.CheckConstraint(condition=models.Q(('status', 'in_review'), ('reviewer__isnull', True), _connector='XOR'), name='entry_in_review_has_its_reviewer')],
            },
        ),
        migrations.CreateModel(
            name='AmendmentAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='entries.amendment')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='entries.entry')),
                ('agrees', models.BooleanField()),
                ('answered_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('amendment', 'entry'), name='amendment_answer_is_one_per_entry')],
            },
        ),
        migrations.CreateModel(
            name='Disqualification',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disqualifications', to='entries.entry')),
                ('status', models.CharField(choices=[('open', 'Open'), ('upheld', 'Upheld'), ('dropped', 'Dropped')], default='open', max_length=12)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('reason', models.TextField()),
                ('answer_by', models.DateTimeField()),
                ('answer', models.TextField(blank=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('verdict', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='charge_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('entry',), name='entry_is_charged_once_at_a_time'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='charge_has_a_reason'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'upheld', 'dropped'])), name='charge_status_is_known'), models.CheckConstraint(condition=models.Q(('status', 'open'), ('due_at__isnull', True), _connector='XOR'), name='charge_is_due_iff_open'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('status', 'open'), ('verdict', '')), models.Q(models.Q(('status', 'open'), _negated=True), ('decided_at__isnull', False), models.Q(('verdict', ''), _negated=True)), _connector='OR'), name='charge_is_decided_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'upheld'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='charge_is_upheld_by_a_second_person')],
            },
        ),
        migrations.CreateModel(
            name='EntryVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='entries.entry')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('body', models.TextField()),
                ('ai_use', models.TextField(blank=True, default='')),
                ('price', models.BigIntegerField(null=True)),
                ('files', models.JSONField(default=list)),
                ('sha256', models.CharField(max_length=64)),
                ('received_at', models.DateTimeField(db_default=workers.clock.LaurelNow(), editable=False)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'number'), name='entry_versions_are_numbered'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='entry_version_number_counts_from_one'), models.CheckConstraint(condition=models.Q(('price__gt', 0)), name='entry_version_price_is_positive'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='entry_version_hash_is_sha256')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='entries.entry')),
                ('side', models.CharField(choices=[('sponsor', 'Sponsor'), ('entrant', 'Entrant')], max_length=8)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.TextField()),
                ('sent_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('reported_at', models.DateTimeField(blank=True, null=True)),
                ('report_reason', models.TextField(blank=True, default='')),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hidden_reason', models.TextField(blank=True, default='')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['entry', 'id'], name='messages_of_entry'), models.Index(condition=models.Q(('reported_at__isnull', False)), fields=['id'], name='messages_reported')],
                'constraints': [models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='message_says_something'), models.CheckConstraint(condition=models.Q(('side__in', ['sponsor', 'entrant'])), name='message_side_is_known'), models.CheckConstraint(condition=models.Q(('reported_at', None), models.Q(('report_reason', ''), _negated=True), _connector='XOR'), name='message_reported_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('hidden_at', None), ('hidden_by', None), ('hidden_reason', '')), models.Q(('hidden_at__isnull', False), ('hidden_by__isnull', False), models.Q(('hidden_reason', ''), _negated=True)), _connector='OR'), name='message_hidden_says_why_and_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='Screening',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='screening', to='entries.entry')),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('curing', 'Curing'), ('passed', 'Passed'), ('failed', 'Failed')], default='waiting', max_length=12)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('is_mended', models.BooleanField(default=False)),
                ('screener', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='screening_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'curing', 'passed', 'failed'])), name='screening_status_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'curing']), ('due_at__isnull', True), _connector='XOR'), name='screening_is_due_iff_timed'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'curing'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='screening_finding_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'curing'), _negated=True), ('is_mended', False), _connector='OR'), name='screening_is_mended_once')],
            },
        ),
        migrations.CreateModel(
            name='SimilarityFlag',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='likenesses', to='entries.entry')),
                ('resembles', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='entries.entry')),
                ('kind', models.CharField(choices=[('text', 'Text'), ('picture', 'Picture'), ('file', 'File')], max_length=8)),
                ('score', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('dismissed', 'Dismissed'), ('upheld', 'Upheld')], default='open', max_length=12)),
                ('raised_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['id'], name='similarity_open')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.comparison.Least('entry', 'resembles'), django.db.models.functions.comparison.Greatest('entry', 'resembles'), models.F('kind'), name='similarity_is_flagged_once'), models.CheckConstraint(condition=models.Q(('entry', models.F('resembles')), _negated=True), name='similarity_is_between_two'), models.CheckConstraint(condition=models.Q(('score__range', (1, 100))), name='similarity_score_is_a_percentage'), models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'picture', 'file'])), name='similarity_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'dismissed', 'upheld'])), name='similarity_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('reason', ''), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='similarity_is_decided_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='TeamShare',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='entries.entry')),
                ('email', models.EmailField(max_length=254)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('share_bp', models.PositiveIntegerField()),
                ('consented_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'email'), name='team_share_is_one_per_member'), models.UniqueConstraint(fields=('entry', 'user'), name='team_share_is_one_per_user'), models.CheckConstraint(condition=models.Q(('share_bp__range', (1, 10000))), name='team_share_is_a_part_of_the_whole'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='team_share_email_is_lower_case'), models.CheckConstraint(condition=models.Q(('user', None), ('consented_at__isnull', False), _connector='XOR'), name='team_share_is_consented_by_its_user')],
            },
        ),
        migrations.CreateModel(
            name='TextSketch',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='sketch', serialize=False, to='entries.entry')),
                ('hashes', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='EntryFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='entries.entry')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='new_files', to='entries.entryversion')),
                ('file', models.FileField(max_length=120, upload_to=bounties.entries.models.version.random_name)),
                ('name', models.CharField(max_length=120)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('media_type', models.CharField(max_length=80)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='entry_file_holds_something'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='entry_file_hash_is_sha256')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='picture', to='entries.entryfile')),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('drawn', 'Drawn'), ('unreadable', 'Unreadable')], default='waiting', max_length=12)),
                ('fingerprint', models.CharField(blank=True, max_length=16)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('height__gte', 1), ('width__gte', 1)), name='picture_has_a_size'), models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'drawn', 'unreadable'])), name='picture_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('fingerprint__regex', '^[0-9a-f]{16}$'), ('status', 'drawn')), models.Q(models.Q(('status', 'drawn'), _negated=True), ('fingerprint', '')), _connector='OR'), name='picture_has_a_fingerprint_once_drawn')],
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renditions', to='entries.picture')),
                ('size', models.CharField(choices=[('small', 'Small'), ('large', 'Large')], max_length=8)),
                ('image', models.FileField(max_length=120, upload_to=bounties.entries.models.version.random_name)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['size'],
                'constraints': [models.UniqueConstraint(fields=('picture', 'size'), name='rendition_is_one_per_size'), models.CheckConstraint(condition=models.Q(('size__in', ['small', 'large'])), name='rendition_size_is_known')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='amendment',
            trigger=pgtrigger.compiler.Trigger(name='amendment_moves_legally', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{open:applied,open:refused,open:lapsed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='4f6cf1fcc8e3e12d3328bad008a40338e47085fa', operation='UPDATE', pgid='pgtrigger_amendment_moves_legally_d3f78', table='entries_amendment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='amendment',
            trigger=pgtrigger.compiler.Trigger(name='amendment_keeps_what_was_proposed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."document" IS DISTINCT FROM (NEW."document") OR OLD."changed" IS DISTINCT FROM (NEW."changed"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3d11106c40d95990957a649f4dbf834dd9d61a2e', operation='UPDATE', pgid='pgtrigger_amendment_keeps_what_was_proposed_4d9a7', table='entries_amendment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='amendment',
            trigger=pgtrigger.compiler.Trigger(name='amendment_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='266c21679ce826ee3426a73cbcbd6d98896f4314', operation='DELETE', pgid='pgtrigger_amendment_is_never_deleted_b9a81', table='entries_amendment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_moves_legally', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{draft:submitted,draft:withdrawn,submitted:disqualified,submitted:locked,submitted:queued,submitted:withdrawn,locked:disqualified,locked:ineligible,locked:qualified,locked:withdrawn,qualified:accepted,qualified:disqualified,qualified:honourable,qualified:judged,qualified:not_selected,qualified:placed,qualified:shortlisted,qualified:winner,qualified:withdrawn,shortlisted:disqualified,shortlisted:honourable,shortlisted:judged,shortlisted:not_selected,shortlisted:placed,shortlisted:winner,shortlisted:withdrawn,judged:disqualified,judged:honourable,judged:not_selected,judged:placed,judged:winner,judged:withdrawn,winner:disqualified,winner:honourable,winner:judged,winner:not_selected,winner:placed,winner:withdrawn,placed:disqualified,placed:honourable,placed:judged,placed:not_selected,placed:winner,placed:withdrawn,honourable:disqualified,honourable:judged,honourable:not_selected,honourable:placed,honourable:winner,honourable:withdrawn,not_selected:disqualified,not_selected:honourable,not_selected:judged,not_selected:placed,not_selected:winner,not_selected:withdrawn,queued:disqualified,queued:in_review,queued:not_selected,queued:submitted,queued:withdrawn,in_review:accepted,in_review:changes_requested,in_review:disqualified,in_review:not_selected,in_review:queued,in_review:rejected,in_review:withdrawn,changes_requested:disqualified,changes_requested:not_selected,changes_requested:submitted,changes_requested:withdrawn,accepted:disqualified,accepted:not_selected,rejected:changes_requested,ineligible:disqualified,ineligible:locked,ineligible:withdrawn,disqualified:changes_requested,disqualified:judged,disqualified:locked,disqualified:not_selected,disqualified:qualified,disqualified:submitted}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='f849ebe282b18f8717d84b2021eda5eaf732101b', operation='UPDATE', pgid='pgtrigger_entry_moves_legally_ab3d4', table='entries_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entries_are_within_the_limit_per_entrant', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM pg_advisory_xact_lock(hashtextextended(NEW.challenge_id::text || NEW.entrant_id::text, 0));\nIF (SELECT count(*) FROM entries_entry\n    WHERE challenge_id = NEW.challenge_id AND entrant_id = NEW.entrant_id AND status NOT IN ('withdrawn', 'rejected'))\n    >= (SELECT entry_limit FROM challenges_challenge WHERE id = NEW.challenge_id) THEN\n    RAISE EXCEPTION 'a solver has no more entries than the challenge allows'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'entries_are_within_the_limit_per_entrant';\nEND IF;\nRETURN NEW;\n", hash='80c3d5c11b7a9c24a41bd88ae2b5bafd64a0d37f', operation='INSERT', pgid='pgtrigger_entries_are_within_the_limit_per_entrant_de312', table='entries_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_is_born_a_draft', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."status" = \'draft\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='9e6a5265bed7a4acc26f47a004123b27a173062a', operation='INSERT', pgid='pgtrigger_entry_is_born_a_draft_4e7c9', table='entries_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_is_accepted_in_its_turn', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'accepted\' AND OLD."status" = \'in_review\')', func="\nIF EXISTS (\n    SELECT FROM entries_entry AS other\n    JOIN entries_entryversion AS theirs ON theirs.entry_id = other.id AND theirs.number = other.latest_version\n    JOIN entries_entryversion AS own ON own.entry_id = NEW.id AND own.number = NEW.latest_version\n    WHERE other.challenge_id = NEW.challenge_id AND other.id <> NEW.id\n    AND other.status IN ('submitted', 'queued', 'in_review')\n    AND (theirs.received_at, theirs.id) < (own.received_at, own.id)\n) THEN\n    RAISE EXCEPTION 'an earlier entry waits for its decision'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_is_accepted_in_its_turn';\nEND IF;\nRETURN NEW;\n", hash='c6bffa809ce6adf1fe927c1a0cd58e1335d31a9d', operation='UPDATE OF "status"', pgid='pgtrigger_entry_is_accepted_in_its_turn_d3384', table='entries_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_is_by_who_passed_the_stage_before', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT FROM challenges_challenge AS stage\n    WHERE stage.id = NEW.challenge_id AND stage.follows_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM entries_entry AS before\n        WHERE before.challenge_id = stage.follows_id AND before.entrant_id = NEW.entrant_id\n        AND before.status IN ('winner', 'placed')\n    )\n) THEN\n    RAISE EXCEPTION 'a stage is entered by those who passed the one before'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_is_by_who_passed_the_stage_before';\nEND IF;\nRETURN NEW;\n", hash='3f93d4d38eb74ae0db9070338a748e730740e718', operation='INSERT', pgid='pgtrigger_entry_is_by_who_passed_the_stage_before_4a71b', table='entries_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='amendmentanswer',
            trigger=pgtrigger.compiler.Trigger(name='amendment_answer_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4c38727c063466473f5d2baa19f28c9940633bcf', operation='UPDATE OR DELETE', pgid='pgtrigger_amendment_answer_is_never_changed_e0a03', table='entries_amendmentanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disqualification',
            trigger=pgtrigger.compiler.Trigger(name='charge_is_decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{open:dropped,open:upheld}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='0a2c66cf9296f90aef240bef755f7c6af9030f85', operation='UPDATE', pgid='pgtrigger_charge_is_decided_once_a950c', table='entries_disqualification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disqualification',
            trigger=pgtrigger.compiler.Trigger(name='charge_keeps_what_was_said', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."reason" IS DISTINCT FROM (NEW."reason"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f3bbe6d44acd1178c0fd016ec1c7a7527e6ec2f3', operation='UPDATE', pgid='pgtrigger_charge_keeps_what_was_said_03c62', table='entries_disqualification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disqualification',
            trigger=pgtrigger.compiler.Trigger(name='charge_answer_is_never_due_earlier', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."answer_by" < (OLD."answer_by"))', func='RAISE EXCEPTION \'pgtrigger: Cannot update of "answer_by" rows from % table\', TG_TABLE_NAME;', hash='970fa1ddbf734974477e3159aa15108028a71831', operation='UPDATE OF "answer_by"', pgid='pgtrigger_charge_answer_is_never_due_earlier_e6172', table='entries_disqualification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disqualification',
            trigger=pgtrigger.compiler.Trigger(name='charge_is_answered_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."answer" = \'\'))', func='RAISE EXCEPTION \'pgtrigger: Cannot update of "answer" rows from % table\', TG_TABLE_NAME;', hash='759256b482376ab82eee3319da608aa9e6b20b44', operation='UPDATE OF "answer"', pgid='pgtrigger_charge_is_answered_once_c4543', table='entries_disqualification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disqualification',
            trigger=pgtrigger.compiler.Trigger(name='charge_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a15577132c7573986fec5bdece855542d8fa5618', operation='DELETE', pgid='pgtrigger_charge_is_never_deleted_1bfe6', table='entries_disqualification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disqualification',
            trigger=pgtrigger.compiler.Trigger(name='charge_is_decided_by_who_had_no_part', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.decided_by_id IS NOT NULL AND TRUE AND (EXISTS (SELECT FROM accounts_membership AS member JOIN challenges_challenge AS asked\n    ON asked.id = (SELECT challenge_id FROM entries_entry WHERE id = NEW.entry_id) AND (member.sponsor_id = asked.sponsor_id OR member.sponsor_id IN (\n        SELECT sponsor_id FROM challenges_backing WHERE challenge_id = asked.id))\n    WHERE member.user_id = NEW.decided_by_id) OR EXISTS (SELECT FROM challenges_side WHERE challenge_id = (SELECT challenge_id FROM entries_entry WHERE id = NEW.entry_id) AND user_id = NEW.decided_by_id)) THEN\n    RAISE EXCEPTION 'who had a part in a challenge does not decide about it in the second instance'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'charge_is_decided_by_who_had_no_part';\nEND IF;\nRETURN NEW;\n", hash='a15138d69f9c93530f6cbb047f58c75ca30b3a5c', operation='UPDATE OF "decided_by_id"', pgid='pgtrigger_charge_is_decided_by_who_had_no_part_33eb9', table='entries_disqualification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entryversion',
            trigger=pgtrigger.compiler.Trigger(name='entry_price_is_within_the_budget', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.price > (\n    SELECT coalesce(max(prize.amount), 0) FROM challenges_prize AS prize\n    JOIN entries_entry AS entry ON entry.challenge_id = prize.challenge_id WHERE entry.id = NEW.entry_id\n) THEN\n    RAISE EXCEPTION 'an offer is at or under the ceiling'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_price_is_within_the_budget';\nEND IF;\nRETURN NEW;\n", hash='fac8b37552a1268e3eaaaffa018fb4167135bee8', operation='INSERT', pgid='pgtrigger_entry_price_is_within_the_budget_07118', table='entries_entryversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entryversion',
            trigger=pgtrigger.compiler.Trigger(name='entry_version_received_in_time', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE gate record;', func="\nSELECT challenge.status, challenge.closes_at INTO gate\nFROM challenges_challenge AS challenge\nWHERE challenge.id = (SELECT challenge_id FROM entries_entry WHERE id = NEW.entry_id)\nFOR SHARE;\nNEW.received_at := laurel_now();\n-- Mended after its screening: nothing of what was received may change, only files and what is said of AI be added.\nIF gate.status = 'judging' AND EXISTS (\n    SELECT FROM entries_screening AS screening\n    JOIN entries_entryversion AS before ON before.entry_id = screening.entry_id AND before.number = NEW.number - 1\n    WHERE screening.entry_id = NEW.entry_id AND screening.status = 'curing' AND screening.due_at > NEW.received_at\n    AND before.title = NEW.title AND before.body = NEW.body AND before.price IS NOT DISTINCT FROM NEW.price\n    AND NEW.files @> before.files\n) THEN\n    RETURN NEW;\nEND IF;\nIF gate.status IS DISTINCT FROM 'open' OR NEW.received_at >= gate.closes_at THEN\n    RAISE EXCEPTION 'the challenge takes no entries any more'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_version_received_in_time';\nEND IF;\nRETURN NEW;\n", hash='41f0ad0219032d2ece53c42c72d77dcd4f279c24', operation='INSERT', pgid='pgtrigger_entry_version_received_in_time_d33b2', table='entries_entryversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entryversion',
            trigger=pgtrigger.compiler.Trigger(name='entry_version_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a1573188247cde09c908f3a3faa917c50f424d4a', operation='UPDATE OR DELETE', pgid='pgtrigger_entry_version_is_never_changed_f65be', table='entries_entryversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entryversion',
            trigger=pgtrigger.compiler.Trigger(name='entry_versions_are_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'receipts are never truncated';", hash='1e90b40afb127bac4c2a69ccb521cd130e02bdc6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_entry_versions_are_never_truncated_67030', table='entries_entryversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='message_is_never_rewritten', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."side" IS DISTINCT FROM (NEW."side") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='88d55f85e5eb58fa0f271aeeaa8872e65d132032', operation='UPDATE', pgid='pgtrigger_message_is_never_rewritten_91b0e', table='entries_message', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='message_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='897d290b39a2c3a08aeafef32d3416efd8a479ec', operation='DELETE', pgid='pgtrigger_message_is_never_deleted_90942', table='entries_message', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='screening',
            trigger=pgtrigger.compiler.Trigger(name='screening_moves_legally', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{waiting:curing,waiting:failed,waiting:passed,curing:failed,curing:waiting}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='22b7943ddbcc291cabeb7b068b0a0de3af0d6f4a', operation='UPDATE', pgid='pgtrigger_screening_moves_legally_2589f', table='entries_screening', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='similarityflag',
            trigger=pgtrigger.compiler.Trigger(name='similarity_is_decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:dismissed,open:upheld}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='78bb13bb1eb3b79edc47089c5e2c408fec52ab33', operation='UPDATE', pgid='pgtrigger_similarity_is_decided_once_80ecf', table='entries_similarityflag', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='similarityflag',
            trigger=pgtrigger.compiler.Trigger(name='similarity_is_within_one_challenge', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (SELECT count(DISTINCT challenge_id) FROM entries_entry WHERE id IN (NEW.entry_id, NEW.resembles_id)) <> 1 THEN\n    RAISE EXCEPTION 'entries are compared within one challenge'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'similarity_is_within_one_challenge';\nEND IF;\nRETURN NEW;\n", hash='bfe837f3cb02787266df33d3f692b901246231e4', operation='INSERT', pgid='pgtrigger_similarity_is_within_one_challenge_5c54d', table='entries_similarityflag', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='similarityflag',
            trigger=pgtrigger.compiler.Trigger(name='similarity_flag_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='485d735a05edbdd0d8c19dbd11388a2f913ab241', operation='DELETE', pgid='pgtrigger_similarity_flag_is_never_deleted_fcb67', table='entries_similarityflag', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamshare',
            trigger=pgtrigger.compiler.Trigger(name='team_shares_sum_to_the_whole', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF (\n    SELECT coalesce(sum(share_bp), 10000) FROM entries_teamshare\n    WHERE entry_id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.entry_id ELSE NEW.entry_id END)\n) <> 10000 THEN\n    RAISE EXCEPTION 'the shares of a team sum to 10000 basis points'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'team_shares_sum_to_the_whole';\nEND IF;\nRETURN NULL;\n", hash='ecc98cf7f876e3a0992fa2e2e91e97b76e0d9462', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_team_shares_sum_to_the_whole_19fb7', table='entries_teamshare', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='picture',
            trigger=pgtrigger.compiler.Trigger(name='picture_is_drawn_once', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{waiting:drawn,waiting:unreadable}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='bbf8870333d292aecccb1543ba251d7ecb919523', operation='UPDATE', pgid='pgtrigger_picture_is_drawn_once_96188', table='entries_picture', when='BEFORE')),
        ),
    ]
