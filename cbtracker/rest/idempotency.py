"""What is sent twice with one key is done once (draft-ietf-httpapi-idempotency-key-header).

The key is claimed in the transaction of what it writes: who comes second waits for the first, and then gets the first
one's answer. A fault takes the claim back with everything else, so that what was mended can be sent with the same key.
A person whose role or duties have changed since makes another request: nothing is read back that is no longer theirs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from rest_framework.renderers import JSONRenderer

from cbtracker.rest.errors import Wrong, wrong_header
from cbtracker.rest.models import IdempotencyKey

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT = timedelta(hours=24)
LONGEST = 255
KEPT_HEADERS = ("Location", "ETag")
OTHER = "This key was used for another request, or what is yours has changed since. Send a new key."


def key_of(request: Any) -> str:
    """The key that the client names; blank without one. Raises Wrong for one that cannot be kept."""
    key = request.headers.get(HEADER, "").strip()
    if len(key) > LONGEST or not key.isascii() or not (key.isprintable() or not key):
        raise wrong_header(HEADER, f"Send a key of at most {LONGEST} printable ASCII characters.")
    return key


def once(request: Any, key: str, duties: str, answer: Callable[[], Any]) -> Any:
    """The answer of `answer()`, or the one that the same request with the same key was given within 24 hours."""
    now = timezone.now()
    fingerprint = _fingerprint(request, duties)
    with transaction.atomic():
        IdempotencyKey.objects.filter(user=request.user, key=key, created_at__lt=now - KEPT).delete()
        kept, first = IdempotencyKey.objects.get_or_create(
            user=request.user, key=key, defaults={"fingerprint": fingerprint, "created_at": now}
        )
        if not first:
            return _again(kept, fingerprint)
        response = answer()
        _keep(kept, response)
    return response


def _keep(kept: IdempotencyKey, response: Any) -> None:
    kept.status = response.status_code
    kept.headers = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
    kept.body = JSONRenderer().render(response.data).decode() if getattr(response, "data", None) is not None else ""
    kept.save(update_fields=["status", "headers", "body"])


def _again(kept: IdempotencyKey, fingerprint: str) -> HttpResponse:
    if kept.fingerprint != fingerprint:
        raise Wrong([{"header": HEADER, "detail": OTHER}])
    headers: Mapping[str, str] = {**kept.headers, REPLAYED: "true"}
    return HttpResponse(kept.body, status=kept.status, content_type="application/json", headers=dict(headers))


def _fingerprint(request: Any, duties: str) -> str:
    told = [request.method, request.get_full_path(), duties, request.headers.get("If-Match", "")]
    data = dict(request.data.lists()) if isinstance(request.data, MultiValueDict) else request.data
    said = json.dumps(data, sort_keys=True, default=_digest_of_file)
    return hashlib.sha256(json.dumps([*told, said]).encode()).hexdigest()


def _digest_of_file(file: Any) -> Any:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return [file.name, digest.hexdigest()]
