"""Forms that add something are taken once, however often the button is pressed: without JavaScript too.

Such a form names no version, so nothing else would notice. Its page brings a key (`once_input()` in the template),
and the view asks `with once(request) as first:` around the service. The form is claimed in the transaction of what it
writes: who comes second waits for the first, then finds it taken and is shown the first one's result. A fault takes
the claim back with everything else. What was changed before it was sent again, after the Back button, is another form.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from markupsafe import Markup

from cbtracker.web.models import SentForm

KEY = "once"
REMEMBERED = timedelta(days=1)


def once_input() -> Markup:
    """The hidden field of a form that is to be taken once: another key each time the page is shown."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(KEY, uuid.uuid4().hex)


@contextmanager
def once(request: HttpRequest) -> Iterator[bool]:
    """A transaction in which to write what the form says; whether it is the first to come with its key and words.

    A form without a key is always the first.
    """
    with transaction.atomic():
        yield not request.POST.get(KEY) or _claim(_digest(request))


def _claim(digest: str) -> bool:
    now = timezone.now()
    SentForm.objects.filter(sent_at__lt=now - REMEMBERED).delete()
    _, first = SentForm.objects.get_or_create(digest=digest, defaults={"sent_at": now})
    return first


def _digest(request: HttpRequest) -> str:
    said = {name: words for name, words in request.POST.lists() if name != "csrfmiddlewaretoken"}
    files = [[name, file.name, _digest_of(file)] for name, sent in request.FILES.lists() for file in sent]
    told = [getattr(request.user, "pk", None), request.path, sorted(said.items()), *([files] if files else [])]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _digest_of(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
