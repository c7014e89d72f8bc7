"""What the product does not do: ask the broker while somebody waits for a page. For negative controls.

`python -m gunicorn tests.integration.faults.asks_broker:application` serves the product so.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import redis
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from redis.backoff import NoBackoff
from redis.retry import Retry

NAME = "tests.integration.faults.asks_broker.ask_for_delivery"
Handler = Callable[[HttpRequest], HttpResponseBase]


def ask_for_delivery(get_response: Handler) -> Handler:
    """Middleware that hands the broker something after each form that was sent, as patiently as the settings say."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "POST":
            patience = settings.CELERY_BROKER_TRANSPORT_OPTIONS["socket_timeout"]
            once = Retry(NoBackoff(), 0)
            redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=patience, retry=once).lpush("asked", "it")
        return response

    return handle


def application(environ, start_response):
    """The product, with that middleware."""
    return _served()(environ, start_response)


_MADE: list = []


def _served():
    if not _MADE:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, NAME]
        from cbtracker.wsgi import application as product

        _MADE.append(product)
    return _MADE[0]
