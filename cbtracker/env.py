"""Reads the settings that come from the environment, and fails loudly by name."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def _boolean(text: str) -> bool:
    if text.strip().lower() in TRUE:
        return True
    if text.strip().lower() in FALSE:
        return False
    raise ValueError(text)


def _matching(pattern: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not re.fullmatch(pattern, text, re.IGNORECASE):
            raise ValueError(text)
        return text

    return parse


def _whole_number(text: str) -> int:
    if not text.strip().isdigit():
        raise ValueError(text)
    return int(text)


def _names(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _database(text: str) -> dict[str, object]:
    parts = urlsplit(text)
    if parts.scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ValueError(text)
    if parts.scheme != "sqlite" and not parts.path.strip("/"):
        raise ValueError(text)
    return dict(environ.Env.db_url_config(text))


def _url(text: str, schemes: set[str]) -> str:
    parts = urlsplit(text)
    needs_host = parts.scheme not in {"unix", "memory"}
    if parts.scheme not in schemes or (needs_host and not parts.hostname) or not (parts.netloc or parts.path):
        raise ValueError(text)
    return text


# Carriers that have nothing to say in the address, and the settings that choose them.
_CARRIERS: dict[str, dict[str, object]] = {
    "notify://": {"OUTBOX_CARRIER": "notify"},
    "demonstration://": {"EMAIL_BACKEND": "cbtracker.outbox.demonstration.EmailBackend"},
}


def _mail(text: str) -> dict[str, object]:
    if text in _CARRIERS:
        return _CARRIERS[text]
    parts = urlsplit(text)
    if parts.scheme not in {"smtp", "smtp+tls", "smtp+ssl", "filemail", "consolemail"}:
        raise ValueError(text)
    if parts.scheme.startswith("smtp") and not parts.hostname:
        raise ValueError(text)
    return dict(environ.Env.email_url_config(text))


@dataclass
class Environment:
    """The variables of one process; `source` is a mapping such as `os.environ`.

    Each reader takes the variable's name and a default (absent: the variable is required) and raises
    ImproperlyConfigured naming the variable and what is expected of it.
    """

    source: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def _read(self, name: str, default: T | None, expected: str, parse: Callable[[str], T]) -> T:
        raw = self.source.get(name, "")
        if not raw.strip():
            if default is None:
                raise ImproperlyConfigured(f"{name} is not set. Set it to {expected}.")
            return default
        try:
            return parse(raw.strip())
        except ValueError:
            raise ImproperlyConfigured(f"{name} is set to something else than {expected}.") from None

    def text(self, name: str, default: str | None = None, expected: str = "a line of text") -> str:
        """Return `name` as a stripped string."""
        return self._read(name, default, expected, str)

    def secret(self, name: str, default: str | None = None, least: int = 50) -> str:
        """Return `name` as a secret of at least `least` characters."""

        def parse(raw: str) -> str:
            if len(raw) < least:
                raise ValueError
            return raw

        return self._read(name, default, f"a random text of at least {least} characters", parse)

    def boolean(self, name: str, default: bool | None = None) -> bool:
        """Return `name` as true or false."""
        return self._read(name, default, "true or false", _boolean)

    def whole_number(self, name: str, default: int | None = None, least: int = 0) -> int:
        """Return `name` as a number of `least` or more."""

        def parse(raw: str) -> int:
            if _whole_number(raw) < least:
                raise ValueError
            return _whole_number(raw)

        return self._read(name, default, f"a whole number of {least} or more", parse)

    def matching(self, name: str, pattern: str, expected: str, default: str | None = None) -> str:
        """Return `name` as a text of the form `pattern`, in whatever case; `expected` says what that is."""
        return self._read(name, default, expected, _matching(pattern))

    def one_of(self, name: str, options: tuple[str, ...], default: str | None = None) -> str:
        """Return `name` as one of `options`, in whatever case it is written."""

        def parse(raw: str) -> str:
            return options[[option.lower() for option in options].index(raw.lower())]

        return self._read(name, default, f"one of {', '.join(options)}", parse)

    def names(self, name: str, default: list[str] | None = None) -> list[str]:
        """Return `name` as a list of names separated by commas."""
        return self._read(name, default, "names separated by commas", _names)

    def database(self, name: str, default: str | None = None) -> dict[str, object]:
        """Return Django's database settings for the address in `name`."""
        expected = "postgres://user:password@host:5432/name or sqlite:///path"
        parsed = None if default is None else _database(default)
        return self._read(name, parsed, expected, _database)

    def mail(self, name: str, default: str | None = None) -> dict[str, object]:
        """Return Django's settings for the mail server in `name`, such as EMAIL_HOST."""
        expected = "smtp+tls://user:password@host:587, notify://, or filemail:///folder"
        parsed = None if default is None else _mail(default)
        return self._read(name, parsed, expected, _mail)

    def url(self, name: str, default: str | None = None, schemes: tuple[str, ...] = ("http", "https")) -> str:
        """Return `name` as an address with one of `schemes`."""
        expected = f"an address that begins with {' or '.join(s + '://' for s in schemes)}"
        return self._read(name, default, expected, lambda raw: _url(raw, set(schemes)))
