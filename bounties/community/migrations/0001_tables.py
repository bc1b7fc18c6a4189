import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
import workers.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('community', '0001_first')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerHandle',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='former_handle_is_sha256_in_hex')],
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='profile', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('handle', models.CharField(max_length=30)),
                ('handle_since', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('bio', models.CharField(blank=True, default='', max_length=500)),
                ('is_public', models.BooleanField(default=False)),
                ('shows_country', models.BooleanField(default=False)),
                ('shows_paid', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('handle',), name='handle_is_one_person_s'), models.CheckConstraint(condition=models.Q(('handle__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='handle_is_readable_in_an_address'), models.CheckConstraint(condition=models.Q(('handle__regex', '^.{3,}$')), name='handle_is_not_too_short'), models.CheckConstraint(condition=models.Q(('handle__in', ['about', 'abuse', 'account', 'accounts', 'admin', 'administrator', 'anonymous', 'api', 'arbiter', 'awards', 'badge', 'badges', 'billing', 'board', 'challenge', 'challenges', 'contact', 'desk', 'docs', 'edit', 'entries', 'entry', 'everyone', 'feed', 'finance', 'former-member', 'help', 'home', 'info', 'judge', 'judges', 'judging', 'laurel', 'leaderboard', 'leaderboards', 'legal', 'login', 'logout', 'mail', 'media', 'mine', 'moderator', 'moderators', 'new', 'news', 'nobody', 'null', 'official', 'payments', 'people', 'post', 'postmaster', 'privacy', 'profile', 'review', 'root', 'security', 'settings', 'signin', 'signup', 'sitemap', 'solvency', 'sponsor', 'sponsors', 'staff', 'static', 'status', 'stripe', 'support', 'system', 'team', 'terms', 'undefined', 'user', 'users', 'visitor', 'webmaster', 'www']), _negated=True), name='handle_is_not_reserved')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standings', to='community.profile')),
                ('span', models.CharField(choices=[('year', 'Year'), ('ever', 'Ever')], max_length=4)),
                ('currency', models.CharField(blank=True, default='', max_length=3)),
                ('country', models.CharField(blank=True, default='', max_length=2)),
                ('wins', models.PositiveIntegerField()),
                ('paid', models.BigIntegerField(null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['span', 'currency', '-wins', 'profile'], name='standings_by_wins'), models.Index(condition=models.Q(('paid__isnull', False)), fields=['span', 'currency', '-paid', 'profile'], name='standings_by_paid'), models.Index(fields=['country', 'span', 'currency', '-wins', 'profile'], name='standings_by_country'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='standing_due')],
                'constraints': [models.UniqueConstraint(fields=('profile', 'span', 'currency'), name='standing_is_one_per_span_and_currency'), models.CheckConstraint(condition=models.Q(('wins__gt', 0)), name='standing_has_won'), models.CheckConstraint(condition=models.Q(('paid', None), models.Q(('paid__gt', 0), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='standing_is_paid_in_one_currency'), models.CheckConstraint(condition=models.Q(('span', 'year'), ('due_at__isnull', True), _connector='XOR'), name='standing_is_due_iff_of_a_year'), models.CheckConstraint(condition=models.Q(('span__in', ['year', 'ever'])), name='standing_span_is_known')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='profile',
            trigger=pgtrigger.compiler.Trigger(name='handle_is_never_taken_over', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF TG_OP <> 'INSERT' THEN\n    PERFORM pg_advisory_xact_lock(hashtextextended('handle ' || OLD.handle, 0));\nEND IF;\nIF TG_OP = 'DELETE' THEN\n    RETURN OLD;\nEND IF;\nPERFORM pg_advisory_xact_lock(hashtextextended('handle ' || NEW.handle, 0));\nIF EXISTS (\n    SELECT FROM community_formerhandle\n    WHERE digest = encode(sha256(convert_to(NEW.handle, 'UTF8')), 'hex') AND user_id IS DISTINCT FROM NEW.user_id\n) THEN\n    RAISE EXCEPTION 'a handle that somebody gave up is nobody else''s'\n    USING ERRCODE = 'unique_violation', CONSTRAINT = 'handle_is_never_taken_over';\nEND IF;\nRETURN NEW;\n", hash='8bc9785eaa19bf698bc870c0e1d69e20e4c8a0c1', operation='INSERT OR UPDATE OF "handle" OR DELETE', pgid='pgtrigger_handle_is_never_taken_over_cb073', table='community_profile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='profile',
            trigger=pgtrigger.compiler.Trigger(name='handle_given_up_is_remembered', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF TG_OP = 'DELETE' THEN\n    UPDATE community_formerhandle SET user_id = NULL WHERE user_id = OLD.user_id;\nEND IF;\nINSERT INTO community_formerhandle (digest, user_id)\nVALUES (encode(sha256(convert_to(OLD.handle, 'UTF8')), 'hex'), CASE TG_OP WHEN 'DELETE' THEN NULL ELSE OLD.user_id END)\nON CONFLICT (digest) DO UPDATE SET user_id = EXCLUDED.user_id;\nRETURN NULL;\n", hash='4be4d26ab99727956ae9768ff6c42bc850b2c93f', operation='UPDATE OF "handle" OR DELETE', pgid='pgtrigger_handle_given_up_is_remembered_5a09b', table='community_profile', when='AFTER')),
        ),
    ]
