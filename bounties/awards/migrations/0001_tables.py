import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
import workers.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('awards', '0001_first'), ('awards', '0002_unclaimed'), ('awards', '0003_awards_can_be_taken_back'), ('awards', '0004_a_sponsor_may_decide_alone'), ('awards', '0005_signed_results'), ('awards', '0006_rolling'), ('awards', '0007_offers_are_taken_at_their_price'), ('awards', '0008_decided_by_a_tally'), ('awards', '0009_decided_on_boards'), ('awards', '0010_appeals_are_heard'), ('awards', '0011_rereviews'), ('awards', '0012_entries_are_contested'), ('awards', '0013_papers'), ('awards', '0014_decided_by_jury_and_public')]

    initial = True

    dependencies = [
        ('challenges', '0001_tables'),
        ('entries', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='challenges.challenge')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='entries.entry')),
                ('kind', models.CharField(choices=[('prize', 'Prize'), ('split', 'Split'), ('kill_fee', 'Kill fee')], default='prize', max_length=12)),
                ('rank', models.PositiveSmallIntegerField()),
                ('slot', models.PositiveSmallIntegerField(default=1)),
                ('amount', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('reason', models.TextField()),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('provisional', 'Provisional'), ('appealed', 'Appealed'), ('upheld', 'Upheld'), ('revised', 'Revised'), ('annulled', 'Annulled'), ('offered', 'Offered'), ('accepted', 'Accepted'), ('verifying', 'Verifying'), ('payable', 'Payable'), ('paying', 'Paying'), ('paid', 'Paid'), ('declined', 'Declined'), ('forfeited', 'Forfeited'), ('revoked', 'Revoked'), ('unclaimed', 'Unclaimed')], default='provisional', max_length=16)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('extended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'ordering': ['rank', 'slot', 'created_at'],
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='award_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['annulled', 'declined', 'forfeited', 'revoked']), _negated=True), fields=('entry',), name='award_is_one_per_entry'), models.UniqueConstraint(condition=models.Q(('status__in', ['annulled', 'declined', 'forfeited', 'revoked']), _negated=True), fields=('challenge', 'rank', 'slot'), name='award_is_one_per_place'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='award_amount_is_positive'), models.CheckConstraint(condition=models.Q(('rank__gte', 1), ('slot__gte', 1)), name='award_place_counts_from_one'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='award_has_a_reason'), models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'provisional', 'appealed', 'upheld', 'revised', 'annulled', 'offered', 'accepted', 'verifying', 'payable', 'paying', 'paid', 'declined', 'forfeited', 'revoked', 'unclaimed'])), name='award_status_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['offered', 'verifying']), ('due_at__isnull', True), _connector='XOR'), name='award_is_due_iff_timed')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('challenge', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='decision', serialize=False, to='challenges.challenge')),
                ('rule', models.CharField(choices=[('ranking', 'Ranking'), ('sponsor', 'Sponsor'), ('asker', 'Asker'), ('reviews', 'Reviews'), ('jury', 'Jury'), ('arbiter', 'Arbiter'), ('tally', 'Tally'), ('jury_and_public', 'Jury and public'), ('mean_of_scorecards', 'Mean of scorecards'), ('split_among_finalists', 'Split among finalists'), ('split_among_qualified', 'Split among qualified'), ('top_answer', 'Top answer'), ('no_top_answer', 'No top answer'), ('kill_fee', 'Kill fee'), ('no_qualified_entry', 'No qualified entry'), ('none_taken', 'None taken'), ('offers_lapsed', 'Offers lapsed'), ('pool_returned', 'Pool returned'), ('no_pool', 'No pool')], max_length=24)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('reason', models.TextField(blank=True, default='')),
                ('departs', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('rule__in', ['ranking', 'sponsor', 'asker', 'jury', 'arbiter', 'none_taken']), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='decision_by_a_person_has_one'), models.CheckConstraint(condition=models.Q(models.Q(('rule', 'none_taken'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='decision_to_take_none_says_why'), models.CheckConstraint(condition=models.Q(('rule__in', ['ranking', 'sponsor', 'asker', 'reviews', 'jury', 'arbiter', 'tally', 'jury_and_public', 'mean_of_scorecards', 'split_among_finalists', 'split_among_qualified', 'top_answer', 'no_top_answer', 'kill_fee', 'no_qualified_entry', 'none_taken', 'offers_lapsed', 'pool_returned', 'no_pool'])), name='decision_rule_is_known')],
            },
        ),
        migrations.CreateModel(
            name='DepartureConsent',
            fields=[
                ('challenge', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='departure_consent', serialize=False, to='challenges.challenge')),
                ('moderator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField()),
                ('given_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='departure_consent_says_why')],
            },
        ),
        migrations.CreateModel(
            name='ResultBundle',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='result_bundles', to='challenges.challenge')),
                ('edition', models.CharField(choices=[('decided', 'Decided'), ('ended', 'Ended')], max_length=8)),
                ('document', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('public_key', models.CharField(max_length=44)),
                ('signature', models.CharField(max_length=88)),
                ('signed_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('challenge', 'edition'), name='result_bundle_is_one_per_edition'), models.CheckConstraint(condition=models.Q(('edition__in', ['decided', 'ended'])), name='result_bundle_edition_is_known'), models.CheckConstraint(condition=models.Q(('sha256', models.Func(models.Func(models.Func(models.F('document'), models.Value('UTF8'), function='convert_to'), function='sha256'), models.Value('hex'), function='encode', output_field=models.TextField()))), name='result_bundle_hash_is_of_its_document')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='challenges.challenge')),
                ('subject', models.CharField(choices=[('award', 'Award'), ('disqualification', 'Disqualification'), ('screening', 'Screening'), ('rejection', 'Rejection')], default='award', max_length=16)),
                ('award', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='awards.award')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='entries.entry')),
                ('appellant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ground', models.CharField(choices=[('rule_misapplied', 'Rule Misapplied'), ('conflict_of_interest', 'Conflict Of Interest'), ('score_error', 'Score Error'), ('plagiarism', 'Plagiarism'), ('ineligible_winner', 'Ineligible Winner'), ('procedure', 'Procedure'), ('other', 'Other')], default='other', max_length=24)),
                ('reason', models.TextField()),
                ('status', models.CharField(choices=[('open', 'Open'), ('upheld', 'Upheld'), ('annulled', 'Annulled'), ('revised', 'Revised')], default='open', max_length=16)),
                ('window_left', models.DurationField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('answer_by', models.DateTimeField()),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('arbiter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='awards.appeal')),
                ('displaced', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('verdict', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='appeal_due')],
                'constraints': [models.UniqueConstraint(fields=('award', 'appellant'), name='appeal_is_one_per_award_and_person'), models.UniqueConstraint(condition=models.Q(('award', None), ('status', 'open')), fields=('entry',), name='appeal_is_one_per_entry_at_a_time'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='appeal_says_why'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'upheld', 'annulled', 'revised'])), name='appeal_status_is_known'), models.CheckConstraint(condition=models.Q(('subject__in', ['award', 'disqualification', 'screening', 'rejection'])), name='appeal_subject_is_known'), models.CheckConstraint(condition=models.Q(('ground__in', ['rule_misapplied', 'conflict_of_interest', 'score_error', 'plagiarism', 'ineligible_winner', 'procedure', 'other'])), name='appeal_ground_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('award__isnull', False), ('subject', 'award'), ('window_left__isnull', False)), models.Q(models.Q(('subject', 'award'), _negated=True), ('award', None)), _connector='OR'), name='appeal_of_an_award_names_it_and_stops_its_window'), models.CheckConstraint(condition=models.Q(('status', 'open'), ('due_at__isnull', True), _connector='XOR'), name='appeal_is_due_iff_open'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('status', 'open'), ('verdict', '')), models.Q(models.Q(('status', 'open'), _negated=True), ('decided_at__isnull', False), models.Q(('verdict', ''), _negated=True)), _connector='OR'), name='appeal_decided_has_its_time_and_verdict')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='awards.award')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('rights', 'Rights'), ('identity', 'Identity')], max_length=8)),
                ('legal_name', models.CharField(blank=True, default='', max_length=160)),
                ('document', models.TextField(blank=True, default='')),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('given_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'ordering': ['given_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('award', 'user', 'kind'), name='paper_is_one_per_person_and_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['rights', 'identity'])), name='paper_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'rights'), models.Q(('legal_name', ''), _negated=True), models.Q(('document', ''), _negated=True)), models.Q(models.Q(('kind', 'rights'), _negated=True), ('document', ''), ('legal_name', ''), ('sha256', '')), _connector='OR'), name='paper_of_rights_is_signed_and_no_other'), models.CheckConstraint(condition=models.Q(models.Q(('document', ''), ('sha256', '')), ('sha256', models.Func(models.Func(models.Func(models.F('document'), models.Value('UTF8'), function='convert_to'), function='sha256'), models.Value('hex'), function='encode', output_field=models.TextField())), _connector='OR'), name='paper_hash_is_of_its_document')],
            },
        ),
        migrations.CreateModel(
            name='AppealAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='awards.appeal')),
                ('side', models.CharField(choices=[('sponsor', 'Sponsor'), ('holder', 'Holder'), ('accuser', 'Accuser')], max_length=8)),
                ('text', models.TextField(blank=True)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['side'],
                'constraints': [models.UniqueConstraint(fields=('appeal', 'side'), name='appeal_asks_each_side_once'), models.CheckConstraint(condition=models.Q(('side__in', ['sponsor', 'holder', 'accuser'])), name='appeal_side_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('author', None), ('text', '')), models.Q(models.Q(('text', ''), _negated=True), ('answered_at__isnull', False), ('author__isnull', False)), _connector='OR'), name='appeal_answer_has_its_author_and_time')],
            },
        ),
        migrations.CreateModel(
            name='Rereview',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('appeal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rereview', to='awards.appeal')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rereviews', to='challenges.challenge')),
                ('ordered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ordered_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('reason', models.TextField()),
                ('entries', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('first_scores', models.CharField(choices=[('set_aside', 'Set Aside'), ('kept', 'Kept')], default='set_aside', max_length=12)),
                ('status', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('lapsed', 'Lapsed')], default='open', max_length=8)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('reviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('record', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rereview_says_why'), models.CheckConstraint(condition=models.Q(('entries__len__gt', 0)), name='rereview_looks_at_something'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'done', 'lapsed'])), name='rereview_status_is_known'), models.CheckConstraint(condition=models.Q(('first_scores__in', ['set_aside', 'kept'])), name='rereview_keeps_or_sets_aside_first_scores'), models.CheckConstraint(condition=models.Q(('status', 'open'), ('due_at__isnull', True), _connector='XOR'), name='rereview_is_due_iff_open'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('status', 'done'), _negated=True), ('done_at', None), ('reviewer', None)), models.Q(('done_at__isnull', False), ('reviewer__isnull', False), ('status', 'done'), models.Q(('reviewer', models.F('ordered_by')), _negated=True)), _connector='OR'), name='rereview_is_done_by_another')],
            },
        ),
        migrations.CreateModel(
            name='RereviewScore',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('rereview', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='awards.rereview')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='entries.entry')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenges.criterion')),
                ('points', models.DecimalField(decimal_places=2, max_digits=5)),
                ('comment', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('rereview', 'entry', 'criterion'), name='rereview_score_is_one_per_criterion'), models.CheckConstraint(condition=models.Q(('points__range', (0, 100))), name='rereview_score_is_0_to_100')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='award',
            trigger=pgtrigger.compiler.Trigger(name='award_moves_legally', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{proposed:provisional,proposed:revoked,provisional:appealed,provisional:offered,provisional:revoked,appealed:annulled,appealed:revised,appealed:upheld,upheld:appealed,upheld:offered,upheld:revoked,revised:appealed,revised:offered,revised:revoked,offered:accepted,offered:declined,offered:forfeited,offered:revoked,accepted:payable,accepted:verifying,verifying:forfeited,verifying:payable,verifying:revoked,payable:paying,paying:forfeited,paying:paid,paying:revoked,paying:unclaimed,unclaimed:paying,unclaimed:revoked,paid:paying,paid:revoked,paid:unclaimed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='ff673e0dc4324b67edb35e9d6ba5ef78f1f79f4f', operation='UPDATE', pgid='pgtrigger_award_moves_legally_fdb97', table='awards_award', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='award',
            trigger=pgtrigger.compiler.Trigger(name='award_is_born_before_it_is_accepted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."status" IN (\'proposed\', \'provisional\', \'revised\', \'offered\')))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='a0f863e4cfbe49209abd4b206b20f1c84474903a', operation='INSERT', pgid='pgtrigger_award_is_born_before_it_is_accepted_88831', table='awards_award', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='award',
            trigger=pgtrigger.compiler.Trigger(name='award_keeps_what_was_awarded', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."rank" IS DISTINCT FROM (NEW."rank") OR OLD."slot" IS DISTINCT FROM (NEW."slot") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."reason" IS DISTINCT FROM (NEW."reason"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e6cc8a072b9da4d9d3f128b2ab8a0d7c8da49ef8', operation='UPDATE', pgid='pgtrigger_award_keeps_what_was_awarded_68e62', table='awards_award', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='award',
            trigger=pgtrigger.compiler.Trigger(name='award_is_extended_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."extended_by_id" IS NOT NULL AND OLD."extended_by_id" IS DISTINCT FROM (NEW."extended_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6aa228b027da4593fbc1769e9a65f59217255116', operation='UPDATE', pgid='pgtrigger_award_is_extended_once_23375', table='awards_award', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='award',
            trigger=pgtrigger.compiler.Trigger(name='award_is_payable_with_its_papers', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'payable\')', func="\nIF NEW.kind <> 'kill_fee' AND EXISTS (\n    SELECT FROM challenges_challenge AS challenge\n    JOIN entries_entry AS entry ON entry.id = NEW.entry_id\n    WHERE challenge.id = NEW.challenge_id AND (\n        'rights' = ANY(challenge.papers) AND NOT EXISTS (\n            SELECT FROM awards_paper WHERE award_id = NEW.id AND kind = 'rights' AND user_id = entry.entrant_id\n        )\n        OR 'identity' = ANY(challenge.papers) AND NOT EXISTS (\n            SELECT FROM awards_paper WHERE award_id = NEW.id AND kind = 'identity'\n        )\n    )\n) THEN\n    RAISE EXCEPTION 'an award is payable once what was asked of its winners is done'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'award_is_payable_with_its_papers';\nEND IF;\nRETURN NEW;\n", hash='241257d8a70b2d2ad326e7fbf6b681d45d64ccf5', operation='UPDATE OF "status"', pgid='pgtrigger_award_is_payable_with_its_papers_5b021', table='awards_award', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='award',
            trigger=pgtrigger.compiler.Trigger(name='award_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='7f545c38939524c55a0a327ec35d11a2e2d0e261', operation='DELETE', pgid='pgtrigger_award_is_never_deleted_cf34c', table='awards_award', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='award',
            trigger=pgtrigger.compiler.Trigger(name='award_is_within_its_prize', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.kind = 'prize' AND NOT EXISTS (\n    SELECT FROM challenges_prize\n    WHERE challenge_id = NEW.challenge_id AND rank = NEW.rank AND count >= NEW.slot AND amount >= NEW.amount\n) THEN\n    RAISE EXCEPTION 'an award is one of the places, and no more than its prize'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'award_is_within_its_prize';\nEND IF;\nIF NOT EXISTS (SELECT FROM entries_entry WHERE id = NEW.entry_id AND challenge_id = NEW.challenge_id) THEN\n    RAISE EXCEPTION 'an award is for an entry to its own challenge'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'award_is_for_an_entry_to_its_challenge';\nEND IF;\nRETURN NEW;\n", hash='22cd281ac65ed156af9320ee69a8b193accee2f4', operation='INSERT', pgid='pgtrigger_award_is_within_its_prize_36685', table='awards_award', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='award',
            trigger=pgtrigger.compiler.Trigger(name='award_is_at_the_offered_price', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.kind = 'prize' AND EXISTS (\n    SELECT FROM entries_entryversion AS version JOIN entries_entry AS entry ON entry.id = version.entry_id\n    WHERE entry.id = NEW.entry_id AND version.number = entry.latest_version AND version.price <> NEW.amount\n) THEN\n    RAISE EXCEPTION 'an offer is taken at its price'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'award_is_at_the_offered_price';\nEND IF;\nRETURN NEW;\n", hash='a71420e8941e97c66a3b2e41cdd3753851ac976a', operation='INSERT', pgid='pgtrigger_award_is_at_the_offered_price_7b9e2', table='awards_award', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='award',
            trigger=pgtrigger.compiler.Trigger(name='awards_are_within_the_purse', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM 1 FROM challenges_challenge WHERE id = NEW.challenge_id FOR NO KEY UPDATE;\nIF EXISTS (\n    SELECT FROM challenges_challenge AS challenge\n    WHERE challenge.id = NEW.challenge_id AND (\n        challenge.currency <> NEW.currency\n        OR challenge.prize_total < (\n            SELECT sum(amount) FROM awards_award WHERE challenge_id = NEW.challenge_id\n            AND status NOT IN ('annulled', 'declined', 'forfeited', 'revoked')\n        )\n    )\n) THEN\n    RAISE EXCEPTION 'the awards of a challenge are no more than its purse, in its currency'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'awards_are_within_the_purse';\nEND IF;\nRETURN NULL;\n", hash='eed7d500d41d06218e4acbd246b514a16c0b5bb6', operation='INSERT', pgid='pgtrigger_awards_are_within_the_purse_be7ae', table='awards_award', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='decision_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='367fdec8178c995add2eeb0e70b89d0fabd805c5', operation='UPDATE OR DELETE', pgid='pgtrigger_decision_is_never_changed_8f765', table='awards_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='arbiter_of_the_file_had_no_part', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.decided_by_id IS NOT NULL AND NEW.rule = 'arbiter' AND (EXISTS (SELECT FROM accounts_membership AS member JOIN challenges_challenge AS asked\n    ON asked.id = NEW.challenge_id AND (member.sponsor_id = asked.sponsor_id OR member.sponsor_id IN (\n        SELECT sponsor_id FROM challenges_backing WHERE challenge_id = asked.id))\n    WHERE member.user_id = NEW.decided_by_id) OR EXISTS (SELECT FROM challenges_side WHERE challenge_id = NEW.challenge_id AND user_id = NEW.decided_by_id) OR EXISTS (SELECT FROM judging_judgeship WHERE challenge_id = NEW.challenge_id AND judge_id = NEW.decided_by_id) OR EXISTS (SELECT FROM entries_screening AS screening JOIN entries_entry AS entry ON entry.id = screening.entry_id\n    WHERE entry.challenge_id = NEW.challenge_id AND screening.screener_id = NEW.decided_by_id) OR EXISTS (SELECT FROM entries_disqualification AS charge JOIN entries_entry AS entry ON entry.id = charge.entry_id\n    WHERE entry.challenge_id = NEW.challenge_id AND NEW.decided_by_id IN (charge.proposed_by_id, charge.decided_by_id)) OR EXISTS (SELECT FROM awards_appeal WHERE challenge_id = NEW.challenge_id AND arbiter_id = NEW.decided_by_id)) THEN\n    RAISE EXCEPTION 'who had a part in a challenge does not decide about it in the second instance'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'arbiter_of_the_file_had_no_part';\nEND IF;\nRETURN NEW;\n", hash='6de624395373201bf02915ba735f60b808097eb4', operation='INSERT', pgid='pgtrigger_arbiter_of_the_file_had_no_part_25f0e', table='awards_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='departureconsent',
            trigger=pgtrigger.compiler.Trigger(name='departure_consent_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='37f614bb1a5b1285cd9ccdfb9375e4a798db17e4', operation='UPDATE OR DELETE', pgid='pgtrigger_departure_consent_is_never_changed_8067c', table='awards_departureconsent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resultbundle',
            trigger=pgtrigger.compiler.Trigger(name='result_bundle_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='43f1eb2fc3d0a755604e18e5975bbd52570fc512', operation='UPDATE OR DELETE', pgid='pgtrigger_result_bundle_is_never_changed_82450', table='awards_resultbundle', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='appeal_moves_legally', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{open:upheld,open:annulled,open:revised}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='b75f3fd24acec52d368bcbccfbb62583a3b15015', operation='UPDATE', pgid='pgtrigger_appeal_moves_legally_6d7a4', table='awards_appeal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='appeal_is_born_open', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."status" = \'open\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='c041644db4c184f51b42aba03cce7d4f070753cc', operation='INSERT', pgid='pgtrigger_appeal_is_born_open_febd3', table='awards_appeal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='appeal_keeps_what_was_said', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."award_id" IS DISTINCT FROM (NEW."award_id") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."appellant_id" IS DISTINCT FROM (NEW."appellant_id") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."window_left" IS DISTINCT FROM (NEW."window_left") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bc9a91f8b7b1d650f504f54ae6295bde4c822f0a', operation='UPDATE', pgid='pgtrigger_appeal_keeps_what_was_said_9bd8f', table='awards_appeal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='appeal_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='2f129fa849f27da744821936f618c6cb882de161', operation='DELETE', pgid='pgtrigger_appeal_is_never_deleted_d2096', table='awards_appeal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='appeal_is_of_one_challenge', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (SELECT FROM entries_entry WHERE id = NEW.entry_id AND challenge_id = NEW.challenge_id)\nOR (NEW.award_id IS NOT NULL AND NOT EXISTS (\n    SELECT FROM awards_award WHERE id = NEW.award_id AND challenge_id = NEW.challenge_id)) THEN\n    RAISE EXCEPTION 'an appeal, its entry and its award are of one challenge'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_is_of_one_challenge';\nEND IF;\nRETURN NEW;\n", hash='2bebe2ddfb58af6ed9d257cde72af84a7288e077', operation='INSERT', pgid='pgtrigger_appeal_is_of_one_challenge_f16ff', table='awards_appeal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='appeal_is_decided_once_heard', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'open\' AND NOT (NEW."status" = \'open\'))', func="\nIF NEW.arbiter_id IS NOT NULL AND NEW.settled_with_id IS NULL AND laurel_now() < NEW.answer_by AND EXISTS (\n    SELECT FROM awards_appealanswer WHERE appeal_id = NEW.id AND text = '') THEN\n    RAISE EXCEPTION 'the other side may still answer this appeal'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_is_decided_once_heard';\nEND IF;\nRETURN NEW;\n", hash='70157d92459d98d2f15d9e4ac097a631f0458785', operation='UPDATE', pgid='pgtrigger_appeal_is_decided_once_heard_eec6a', table='awards_appeal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='appeal_is_decided_by_who_had_no_part', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.arbiter_id IS NOT NULL AND TRUE AND (EXISTS (SELECT FROM accounts_membership AS member JOIN challenges_challenge AS asked\n    ON asked.id = NEW.challenge_id AND (member.sponsor_id = asked.sponsor_id OR member.sponsor_id IN (\n        SELECT sponsor_id FROM challenges_backing WHERE challenge_id = asked.id))\n    WHERE member.user_id = NEW.arbiter_id) OR EXISTS (SELECT FROM challenges_side WHERE challenge_id = NEW.challenge_id AND user_id = NEW.arbiter_id) OR EXISTS (SELECT FROM judging_judgeship WHERE challenge_id = NEW.challenge_id AND judge_id = NEW.arbiter_id) OR EXISTS (SELECT FROM awards_decision WHERE challenge_id = NEW.challenge_id AND decided_by_id = NEW.arbiter_id\n    UNION ALL SELECT FROM awards_departureconsent WHERE challenge_id = NEW.challenge_id AND moderator_id = NEW.arbiter_id) OR EXISTS (SELECT FROM entries_screening AS screening JOIN entries_entry AS entry ON entry.id = screening.entry_id\n    WHERE entry.challenge_id = NEW.challenge_id AND screening.screener_id = NEW.arbiter_id) OR EXISTS (SELECT FROM entries_disqualification AS charge JOIN entries_entry AS entry ON entry.id = charge.entry_id\n    WHERE entry.challenge_id = NEW.challenge_id AND NEW.arbiter_id IN (charge.proposed_by_id, charge.decided_by_id)) OR EXISTS (SELECT FROM judging_verdict AS verdict\n    JOIN entries_entryversion AS version ON version.id = verdict.version_id\n    JOIN entries_entry AS entry ON entry.id = version.entry_id\n    WHERE entry.challenge_id = NEW.challenge_id AND verdict.given_by_id = NEW.arbiter_id)) THEN\n    RAISE EXCEPTION 'who had a part in a challenge does not decide about it in the second instance'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_is_decided_by_who_had_no_part';\nEND IF;\nRETURN NEW;\n", hash='2a5bb90a41217f963ff5e99182b7fff5353b6e30', operation='UPDATE OF "arbiter_id"', pgid='pgtrigger_appeal_is_decided_by_who_had_no_part_be80a', table='awards_appeal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='paper_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A paper is never changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_is_never_changed';", hash='cf00bf5ca1249abeffcab49b0368e834ce73382c', operation='UPDATE OR DELETE', pgid='pgtrigger_paper_is_never_changed_dfdab', table='awards_paper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='paper_is_never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Every paper is kept.' USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_is_never_truncated';", hash='fcd8810fed1ba91cf90b68e3924a465aed51db11', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_paper_is_never_truncated_fe08a', table='awards_paper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='paper_is_given_while_it_is_asked_for', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM 1 FROM awards_award WHERE id = NEW.award_id FOR SHARE;\nIF NOT EXISTS (\n    SELECT FROM awards_award AS award JOIN challenges_challenge AS challenge ON challenge.id = award.challenge_id\n    WHERE award.id = NEW.award_id AND award.status = 'verifying' AND NEW.kind = ANY(challenge.papers)\n    AND (NEW.kind <> 'rights' OR award.due_at > coalesce(challenge.paused_at, laurel_now()))\n) THEN\n    RAISE EXCEPTION 'a paper is given while its award waits for it'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_is_given_while_it_is_asked_for';\nEND IF;\nRETURN NEW;\n", hash='6652340e1f905e5f5e35420eadc1370f8bb3fd2b', operation='INSERT', pgid='pgtrigger_paper_is_given_while_it_is_asked_for_e4540', table='awards_paper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='paper_is_given_by_who_holds_a_share', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT FROM awards_award AS award JOIN entries_entry AS entry ON entry.id = award.entry_id\n    WHERE award.id = NEW.award_id AND (entry.entrant_id = NEW.user_id OR EXISTS (\n        SELECT FROM entries_teamshare AS share WHERE share.entry_id = entry.id AND share.user_id = NEW.user_id\n    ))\n) THEN\n    RAISE EXCEPTION 'a paper is given by whoever holds a share of the award'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_is_given_by_who_holds_a_share';\nEND IF;\nRETURN NEW;\n", hash='bc158176a1a8ed76a97ba41a2d5f7008b4971fad', operation='INSERT', pgid='pgtrigger_paper_is_given_by_who_holds_a_share_303a0', table='awards_paper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appealanswer',
            trigger=pgtrigger.compiler.Trigger(name='appeal_answer_stays_with_its_side', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."appeal_id" IS DISTINCT FROM (NEW."appeal_id") OR OLD."side" IS DISTINCT FROM (NEW."side"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='16500dd2adda2fb8a3e4f3dd510108d16b20e4b4', operation='UPDATE', pgid='pgtrigger_appeal_answer_stays_with_its_side_37672', table='awards_appealanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appealanswer',
            trigger=pgtrigger.compiler.Trigger(name='appeal_is_answered_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."text" = \'\'))', func='RAISE EXCEPTION \'pgtrigger: Cannot update of "text" rows from % table\', TG_TABLE_NAME;', hash='6de8c6df26b1530a90fdb7da875333a5a69571af', operation='UPDATE OF "text"', pgid='pgtrigger_appeal_is_answered_once_0c642', table='awards_appealanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appealanswer',
            trigger=pgtrigger.compiler.Trigger(name='appeal_is_answered_in_time', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF laurel_now() >= (SELECT answer_by FROM awards_appeal WHERE id = NEW.appeal_id) THEN\n    RAISE EXCEPTION 'the time to answer this appeal is over'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_is_answered_in_time';\nEND IF;\nRETURN NEW;\n", hash='7fc021f1c1c340f8dbd82f859b002e4634852619', operation='UPDATE OF "text"', pgid='pgtrigger_appeal_is_answered_in_time_44ddb', table='awards_appealanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appealanswer',
            trigger=pgtrigger.compiler.Trigger(name='appeal_answer_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='72dd59b468b02ab3966d6bbad81ec25ce7009b4e', operation='DELETE', pgid='pgtrigger_appeal_answer_is_never_deleted_a1c3a', table='awards_appealanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rereview',
            trigger=pgtrigger.compiler.Trigger(name='rereview_moves_legally', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{open:done,open:lapsed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='86e577cd7fc23e213ee5f7df3ee80fcd70600938', operation='UPDATE', pgid='pgtrigger_rereview_moves_legally_edbb6', table='awards_rereview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rereview',
            trigger=pgtrigger.compiler.Trigger(name='rereview_is_born_open', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."status" = \'open\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='50ddc3ec7e906a615e6e7958e6ce6b0bfe55cb61', operation='INSERT', pgid='pgtrigger_rereview_is_born_open_7316b', table='awards_rereview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rereview',
            trigger=pgtrigger.compiler.Trigger(name='rereview_keeps_what_was_ordered', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."appeal_id" IS DISTINCT FROM (NEW."appeal_id") OR OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."ordered_by_id" IS DISTINCT FROM (NEW."ordered_by_id") OR OLD."ordered_at" IS DISTINCT FROM (NEW."ordered_at") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."entries" IS DISTINCT FROM (NEW."entries") OR OLD."first_scores" IS DISTINCT FROM (NEW."first_scores"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c7ce312762093aafa8fa5ec7b92bd0c1fc06f6dd', operation='UPDATE', pgid='pgtrigger_rereview_keeps_what_was_ordered_3bd2b', table='awards_rereview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rereview',
            trigger=pgtrigger.compiler.Trigger(name='rereview_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='92b7e8a2c9d683a60690fa4ce33ba69811d0a32f', operation='DELETE', pgid='pgtrigger_rereview_is_never_deleted_463bb', table='awards_rereview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rereview',
            trigger=pgtrigger.compiler.Trigger(name='rereview_is_whole_once_done', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'done\' AND OLD."status" = \'open\')', func="\nIF (SELECT count(*) FROM awards_rereviewscore WHERE rereview_id = NEW.id) <> cardinality(NEW.entries) * (\n    SELECT count(*) FROM challenges_criterion WHERE challenge_id = NEW.challenge_id) THEN\n    RAISE EXCEPTION 'a re-review scores each of its entries on every criterion'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'rereview_is_whole_once_done';\nEND IF;\nRETURN NEW;\n", hash='646fcb3399f827fe8e3054722ab65c01eade5ad4', operation='UPDATE', pgid='pgtrigger_rereview_is_whole_once_done_40b1f', table='awards_rereview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rereview',
            trigger=pgtrigger.compiler.Trigger(name='rereview_is_ordered_by_who_had_no_part', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.ordered_by_id IS NOT NULL AND TRUE AND (EXISTS (SELECT FROM accounts_membership AS member JOIN challenges_challenge AS asked\n    ON asked.id = NEW.challenge_id AND (member.sponsor_id = asked.sponsor_id OR member.sponsor_id IN (\n        SELECT sponsor_id FROM challenges_backing WHERE challenge_id = asked.id))\n    WHERE member.user_id = NEW.ordered_by_id) OR EXISTS (SELECT FROM challenges_side WHERE challenge_id = NEW.challenge_id AND user_id = NEW.ordered_by_id) OR EXISTS (SELECT FROM judging_judgeship WHERE challenge_id = NEW.challenge_id AND judge_id = NEW.ordered_by_id) OR EXISTS (SELECT FROM awards_decision WHERE challenge_id = NEW.challenge_id AND decided_by_id = NEW.ordered_by_id\n    UNION ALL SELECT FROM awards_departureconsent WHERE challenge_id = NEW.challenge_id AND moderator_id = NEW.ordered_by_id) OR EXISTS (SELECT FROM entries_screening AS screening JOIN entries_entry AS entry ON entry.id = screening.entry_id\n    WHERE entry.challenge_id = NEW.challenge_id AND screening.screener_id = NEW.ordered_by_id) OR EXISTS (SELECT FROM entries_disqualification AS charge JOIN entries_entry AS entry ON entry.id = charge.entry_id\n    WHERE entry.challenge_id = NEW.challenge_id AND NEW.ordered_by_id IN (charge.proposed_by_id, charge.decided_by_id)) OR EXISTS (SELECT FROM judging_verdict AS verdict\n    JOIN entries_entryversion AS version ON version.id = verdict.version_id\n    JOIN entries_entry AS entry ON entry.id = version.entry_id\n    WHERE entry.challenge_id = NEW.challenge_id AND verdict.given_by_id = NEW.ordered_by_id)) THEN\n    RAISE EXCEPTION 'who had a part in a challenge does not decide about it in the second instance'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'rereview_is_ordered_by_who_had_no_part';\nEND IF;\nRETURN NEW;\n", hash='cad534c1e737f2e662f80130485760c3f6b7edd0', operation='INSERT', pgid='pgtrigger_rereview_is_ordered_by_who_had_no_part_564bc', table='awards_rereview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rereview',
            trigger=pgtrigger.compiler.Trigger(name='rereview_is_done_by_who_had_no_part', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.reviewer_id IS NOT NULL AND TRUE AND (EXISTS (SELECT FROM accounts_membership AS member JOIN challenges_challenge AS asked\n    ON asked.id = NEW.challenge_id AND (member.sponsor_id = asked.sponsor_id OR member.sponsor_id IN (\n        SELECT sponsor_id FROM challenges_backing WHERE challenge_id = asked.id))\n    WHERE member.user_id = NEW.reviewer_id) OR EXISTS (SELECT FROM challenges_side WHERE challenge_id = NEW.challenge_id AND user_id = NEW.reviewer_id) OR EXISTS (SELECT FROM judging_judgeship WHERE challenge_id = NEW.challenge_id AND judge_id = NEW.reviewer_id) OR EXISTS (SELECT FROM awards_decision WHERE challenge_id = NEW.challenge_id AND decided_by_id = NEW.reviewer_id\n    UNION ALL SELECT FROM awards_departureconsent WHERE challenge_id = NEW.challenge_id AND moderator_id = NEW.reviewer_id) OR EXISTS (SELECT FROM entries_screening AS screening JOIN entries_entry AS entry ON entry.id = screening.entry_id\n    WHERE entry.challenge_id = NEW.challenge_id AND screening.screener_id = NEW.reviewer_id) OR EXISTS (SELECT FROM entries_disqualification AS charge JOIN entries_entry AS entry ON entry.id = charge.entry_id\n    WHERE entry.challenge_id = NEW.challenge_id AND NEW.reviewer_id IN (charge.proposed_by_id, charge.decided_by_id)) OR EXISTS (SELECT FROM judging_verdict AS verdict\n    JOIN entries_entryversion AS version ON version.id = verdict.version_id\n    JOIN entries_entry AS entry ON entry.id = version.entry_id\n    WHERE entry.challenge_id = NEW.challenge_id AND verdict.given_by_id = NEW.reviewer_id) OR EXISTS (SELECT FROM awards_appeal WHERE challenge_id = NEW.challenge_id AND arbiter_id = NEW.reviewer_id)) THEN\n    RAISE EXCEPTION 'who had a part in a challenge does not decide about it in the second instance'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'rereview_is_done_by_who_had_no_part';\nEND IF;\nRETURN NEW;\n", hash='5ac20b0a6a5d4c213821fe19f1bffad59c33c568', operation='UPDATE OF "reviewer_id"', pgid='pgtrigger_rereview_is_done_by_who_had_no_part_e59c9', table='awards_rereview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rereviewscore',
            trigger=pgtrigger.compiler.Trigger(name='rereview_score_is_of_its_entries', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT FROM awards_rereview AS review JOIN challenges_criterion USING (challenge_id)\n    WHERE review.id = NEW.rereview_id AND review.status = 'open' AND NEW.entry_id = ANY(review.entries)\n    AND challenges_criterion.id = NEW.criterion_id) THEN\n    RAISE EXCEPTION 'a re-review that is open scores its own entries, by its own rubric'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'rereview_score_is_of_its_entries';\nEND IF;\nRETURN NEW;\n", hash='52a1f7a42297629011d18112b0bd68516b8a4566', operation='INSERT', pgid='pgtrigger_rereview_score_is_of_its_entries_53855', table='awards_rereviewscore', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rereviewscore',
            trigger=pgtrigger.compiler.Trigger(name='rereview_score_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8506010bb6c7d9d61eeef1f99222995fc378c2de', operation='UPDATE OR DELETE', pgid='pgtrigger_rereview_score_is_never_changed_5c688', table='awards_rereviewscore', when='BEFORE')),
        ),
    ]
