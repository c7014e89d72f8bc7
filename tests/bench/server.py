"""The product behind gunicorn, as in production: 2 workers of 4 threads, on one database."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil

from tests.bench.data import ROOT, server_environment
from tests.servers import free_port

WORKERS, THREADS = 2, 4


class Browser:
    """One keep-alive connection to a server, with somebody's cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def call(self, method: str, path: str, headers: dict[str, str], body: str | None = None) -> tuple[Any, bytes]:
        """Send one request; returns the answer and its body."""
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except http.client.RemoteDisconnected:
            # The server lets go of a connection that was idle while another register was measured.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        return answer, answer.read()

    def send(self, path: str, cookies: dict[str, str], post: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Send one request of a page; returns status and body."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if post is None:
            answer, body = self.call("GET", path, headers)
            return answer.status, body
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers["Referer"] = "http://127.0.0.1/"
        answer, body = self.call("POST", path, headers, urlencode(post))
        return answer.status, body

    def timed(self, path: str, cookies: dict[str, str], post: dict[str, str] | None = None) -> float:
        """Seconds until the whole answer was read; the answer must be a page or a redirect."""
        started = time.perf_counter()
        status, _ = self.send(path, cookies, post)
        took = time.perf_counter() - started
        if status not in {200, 302}:
            raise RuntimeError(f"{path} answered {status}")
        return took

    def timed_api(self, path: str, headers: dict[str, str], body: Any = None) -> float:
        """Seconds until the whole answer of the API was read; `body` is sent as JSON."""
        sent = {} if body is None else {"Content-Type": "application/json"}
        text = None if body is None else json.dumps(body)
        started = time.perf_counter()
        answer, said = self.call("GET" if body is None else "POST", path, {**headers, **sent}, text)
        took = time.perf_counter() - started
        if answer.status not in {200, 304}:
            raise RuntimeError(f"{path} answered {answer.status}: {said[:500]!r}")
        return took


@dataclass
class Server:
    """A running gunicorn."""

    process: psutil.Process
    port: int

    def memory(self) -> int:
        """Bytes of memory of the largest worker that are its own."""
        return max(child.memory_info().rss for child in self.process.children())


@contextmanager
def gunicorn(database: str) -> Iterator[Server]:
    """Serve the product on `database` while the block runs."""
    port = free_port()
    log = Path(tempfile.gettempdir()) / f"cbtracker-bench-{port}.log"
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
    command += [
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(WORKERS),
        "--threads",
        str(THREADS),
        "--keep-alive",
        "120",
    ]
    with log.open("wb") as output:
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **server_environment(database)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(port, child, log)
        yield Server(psutil.Process(child.pid), port)
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(timeout=30)
        log.unlink(missing_ok=True)


def _wait(port: int, child: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        try:
            Browser(port).send("/healthz", {})
        except OSError:
            if child.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"gunicorn did not start:\n{log.read_text(errors='replace')}")
