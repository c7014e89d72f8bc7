"""A local stand-in of GOV.UK Notify's HTTP API: as much of it as cbtracker uses, on a free port of 127.0.0.1.

It checks what Notify checks: the token's shape, signature, issuer and age, and the fields. What it has taken can be
asked for by reference, as there.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt

SERVICE_ID = "c745a8d8-b48a-4b0d-96e5-dbea0165ebd1"
SECRET = "3f8a2b1c-7d6e-4f50-9a8b-0c1d2e3f4a5b"
API_KEY = f"cbtracker_tests-{SERVICE_ID}-{SECRET}"
TEMPLATE_ID = "7ba2c4e0-5b1d-4a41-8f6e-2a9d3c1b0e4f"
TOKENS_LAST = 30
HANG_UP = 0
FIELDS = {"email_address", "template_id", "personalisation", "reference", "one_click_unsubscribe_url"}
PATH = "/v2/notifications"


@dataclass
class Notify:
    """`taken`: the emails it took, in order. `answers`: what it says to the next emails instead of taking them, each a
    status and a message; HANG_UP ends the connection. With `takes_first` it takes the email all the same."""

    taken: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    posted: int = 0
    takes_first: bool = False
    waits: float = 0
    url: str = ""

    def references(self) -> list[str]:
        """The references of what it took, in order."""
        return [one["reference"] for one in self.taken]


def fault_of_token(header: str) -> str:
    """Return what Notify says about the header `Authorization`; blank when it is right."""
    scheme, _, token = header.partition(" ")
    if scheme != "Bearer":
        return "Unauthorized: authentication bearer scheme must be used"
    try:
        if jwt.get_unverified_header(token) != {"typ": "JWT", "alg": "HS256"}:
            return "Invalid token: algorithm used is not HS256"
        claims = jwt.decode(token, SECRET, algorithms=["HS256"], leeway=TOKENS_LAST)
    except jwt.InvalidTokenError:
        return "Invalid token: API key not found"
    if set(claims) != {"iss", "iat"} or claims["iss"] != SERVICE_ID:
        return "Invalid token: service not found"
    return "" if abs(time.time() - claims["iat"]) <= TOKENS_LAST else "Error: Your system clock must be accurate"


def fault_of_email(email: dict[str, Any]) -> str:
    """Return what Notify says about the fields of an email; blank when they are right."""
    if unknown := set(email) - FIELDS:
        return f"Additional properties are not allowed ({', '.join(sorted(unknown))} was unexpected)"
    if email.get("template_id") != TEMPLATE_ID:
        return "Template not found"
    local_part, at, domain = email.get("email_address", "").partition("@")
    if not (local_part and at and "." in domain):
        return "email_address Not a valid email address"
    if missing := {"subject", "body"} - set(email.get("personalisation", {})):
        return f"Missing personalisation: {', '.join(sorted(missing))}"
    if not email.get("one_click_unsubscribe_url", "https://").startswith("https://"):
        return "one_click_unsubscribe_url is not a valid https url"
    return ""


class _Handler(BaseHTTPRequestHandler):
    notify: Notify
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        email = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._is_stranger() or self.path != f"{PATH}/email":
            return None
        self.notify.posted += 1
        time.sleep(self.notify.waits)
        if self.notify.answers and not self.notify.takes_first:
            return self._answer(*self.notify.answers.pop(0))
        if fault := fault_of_email(email):
            return self._answer(400, fault)
        self.notify.taken.append({**email, "id": str(uuid4()), "status": "sending"})
        if self.notify.answers:
            return self._answer(*self.notify.answers.pop(0))
        return self._send(201, {"id": self.notify.taken[-1]["id"], "reference": email.get("reference")})

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if self._is_stranger() or parts.path != PATH:
            return
        reference = parse_qs(parts.query)["reference"][0]
        self.notify.asked.append(reference)
        found = [one for one in self.notify.taken if one["reference"] == reference]
        self._send(200, {"notifications": found, "links": {"current": self.path}})

    def _is_stranger(self) -> bool:
        fault = fault_of_token(self.headers.get("Authorization", ""))
        if fault:
            self._answer(403, fault)
        return bool(fault)

    def _answer(self, status: int, message: str) -> None:
        if status == HANG_UP:
            self.close_connection = True
            return
        self._send(status, {"status_code": status, "errors": [{"error": "Error", "message": message}]})

    def _send(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def notify_server(settings: Any) -> Iterator[Notify]:
    """Run a stand-in and have the outbox send through it."""
    notify = Notify()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"notify": notify}))
    server.daemon_threads = True
    notify.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    use_notify(settings, notify.url)
    try:
        yield notify
    finally:
        server.shutdown()
        server.server_close()


def use_notify(settings: Any, url: str, *, key: str = API_KEY, template: str = TEMPLATE_ID) -> None:
    """Send the outbox's emails to the Notify at `url`."""
    settings.OUTBOX_CARRIER = "notify"
    settings.NOTIFY_URL, settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE_ID = url, key, template
    settings.EMAIL_TIMEOUT = 5
