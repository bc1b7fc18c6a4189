import django.db.models.deletion
import uuid_utils.compat
import workers.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notifications', '0001_first'), ('notifications', '0002_muted_mail')]

    initial = True

    dependencies = [
        ('challenges', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MutedMail',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='muted_mail', to=settings.AUTH_USER_MODEL)),
                ('group', models.CharField(choices=[('challenges', 'Challenges'), ('entries', 'Entries'), ('conversations', 'Conversations'), ('judging', 'Judging'), ('service_levels', 'Service levels')], max_length=20)),
                ('at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'group'), name='mail_is_muted_once_per_group'), models.CheckConstraint(condition=models.Q(('group__in', ['challenges', 'entries', 'conversations', 'judging', 'service_levels'])), name='mail_that_binds_is_never_muted')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                ('challenge', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenges.challenge')),
                ('event_id', models.UUIDField()),
                ('kind', models.CharField(max_length=80)),
                ('title', models.CharField(max_length=240)),
                ('body', models.TextField()),
                ('path', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(db_default=workers.clock.LaurelNow())),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-id'], name='notification_inbox'), models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='notification_unread')],
                'constraints': [models.UniqueConstraint(fields=('event_id', 'user'), name='notification_is_one_per_event_and_person'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='notification_says_something')],
            },
        ),
    ]
