import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_first'), ('accounts', '0002_invitation'), ('accounts', '0003_erased_users'), ('accounts', '0004_language')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('role', models.CharField(blank=True, choices=[('', 'User'), ('moderator', 'Moderator'), ('arbiter', 'Arbiter'), ('finance', 'Finance')], default='', max_length=16)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('time_zone', models.CharField(default='UTC', max_length=64)),
                ('language', models.CharField(default='en', max_length=16)),
                ('is_staff', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='user_email_is_lower_case'), models.CheckConstraint(condition=models.Q(('role', ''), ('is_staff', True), _connector='OR'), name='user_role_means_staff'), models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('country', ''), ('email__endswith', '@deleted.invalid'), ('is_active', False), ('is_staff', False), ('name', '')), _connector='OR'), name='erased_user_has_no_trace')],
            },
        ),
        migrations.CreateModel(
            name='Sponsor',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('company', 'Company'), ('individual', 'Individual')], max_length=16)),
                ('name', models.CharField(max_length=160)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('blocked_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=80)),
                ('prefix', models.CharField(max_length=12)),
                ('last_four', models.CharField(max_length=4)),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='token_has_a_name'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='token_hash_is_sha256_in_hex')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='accounts.sponsor')),
                ('email', models.EmailField(db_index=True, max_length=254)),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('manager', 'Manager'), ('judge', 'Judge'), ('finance', 'Finance'), ('viewer', 'Viewer')], max_length=16)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sponsor', 'email'), name='invitation_is_one_per_address'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='invitation_address_is_lower_case')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='accounts.sponsor')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('manager', 'Manager'), ('judge', 'Judge'), ('finance', 'Finance'), ('viewer', 'Viewer')], max_length=16)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sponsor', 'user'), name='membership_is_one_per_user')],
            },
        ),
        migrations.AddField(
            model_name='sponsor',
            name='members',
            field=models.ManyToManyField(related_name='sponsors', through='accounts.Membership', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='sponsor',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='sponsor_has_a_name'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='erased_user_stays_erased', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."erased_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ba41a7ca9b19b3cdfbe72fe0939f92044a336acc', operation='UPDATE OR DELETE', pgid='pgtrigger_erased_user_stays_erased_9e6bd', table='accounts_user', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='sponsor_keeps_an_owner', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."role" = \'owner\')', constraint='CONSTRAINT', func="\n                PERFORM 1 FROM accounts_sponsor WHERE id = OLD.sponsor_id FOR NO KEY UPDATE;\n                IF FOUND AND NOT EXISTS (\n                    SELECT 1 FROM accounts_membership WHERE sponsor_id = OLD.sponsor_id AND role = 'owner'\n                ) THEN\n                    RAISE EXCEPTION 'A sponsor keeps at least one owner'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'sponsor_keeps_an_owner';\n                END IF;\n                RETURN NULL;\n                ", hash='1a84c56e4af168dd799affbc032299eaf57a549f', operation='UPDATE OR DELETE', pgid='pgtrigger_sponsor_keeps_an_owner_c33d0', table='accounts_membership', timing='DEFERRABLE INITIALLY IMMEDIATE', when='AFTER')),
        ),
    ]
