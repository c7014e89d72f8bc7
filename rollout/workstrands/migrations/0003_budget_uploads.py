"""Files of budget lines wait here for their preview to be confirmed (issue 8)."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("workstrands", "0002_agreed_is_final"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BudgetUpload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=200)),
                ('content', models.BinaryField()),
                ('uploaded_at', models.DateTimeField()),
                ('how', models.CharField(choices=[('add', 'Add the file’s lines to the budget'), ('replace', 'Replace all lines of the budget')], max_length=7)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workstrands.operationalplan')),
            ],
            options={
                'ordering': ['-uploaded_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('how__in', ['add', 'replace'])), name='budget_import_says_how')],
            },
        ),
    ]
