"""Fixtures of the outbox's tests."""

from __future__ import annotations

import pytest

from tests.factories.messages import kind_registered
from tests.mail_server import smtp_server


@pytest.fixture
def notes():
    """The kind of message that says what its payload does."""
    with kind_registered():
        yield


@pytest.fixture
def mailbox(settings):
    """A real mail server, which keeps what arrives."""
    with smtp_server(settings) as box:
        yield box
