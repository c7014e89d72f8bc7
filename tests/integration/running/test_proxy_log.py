"""What the proxy writes of a request: neither the key of a link that was opened nor that of the answer."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests

from cbtracker.embedded.children import free_port
from tests.processes import ROOT

KEY = "7:a-key-that-opens-a-door"
CADDYFILE = (ROOT / "proxy/Caddyfile").read_text()
HIDES = ["request>uri delete", "request>headers delete", "resp_headers delete"]
WITHIN_SECONDS = 20


class Redirecting(BaseHTTPRequestHandler):
    """A web server that answers a form as ours does after a choice by link."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(302)
        self.send_header("Location", f"/digest/choice/{KEY}/?saved=1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *said):
        """Say nothing."""


@pytest.fixture
def web():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Redirecting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def log_of(file: Path, web: int) -> str:
    """What the proxy with this file says of one form that is sent by a link."""
    address = f"http://localhost:{free_port()}"
    caddy = [Path(sys.executable).with_name("caddy"), "run", "--config", file, "--adapter", "caddyfile"]
    to = {"SITE_URL": address, "WEB_HOST": "127.0.0.1", "WEB_PORT": str(web), "HEALTH_PORT": str(free_port())}
    own = {"HOME": str(file.parent), "XDG_DATA_HOME": str(file.parent)}
    log = file.with_suffix(".log")
    with log.open("wb") as said, subprocess.Popen(caddy, env={**os.environ, **to, **own}, stderr=said) as proxy:
        try:
            post_when_it_answers(f"{address}/digest/choice/{KEY}/")
            wait_for("http.log.access", log)
        finally:
            proxy.terminate()
    return log.read_text()


def post_when_it_answers(link: str) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while True:
        try:
            answer = requests.post(link, {"frequency": "never"}, headers={"Referer": link}, allow_redirects=False)
        except requests.ConnectionError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            assert KEY in answer.headers["Location"]
            return


def wait_for(words: str, log: Path) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while words not in log.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_proxy_writes_no_key_of_a_link(web, tmp_path):
    file = tmp_path / "Caddyfile"
    file.write_text(CADDYFILE)
    said = log_of(file, web)
    assert "handled request" in said
    assert KEY not in said


@pytest.mark.parametrize("line", HIDES)
def test_without_each_of_the_lines_that_hide_it_the_key_would_be_written(web, tmp_path, line):
    file = tmp_path / "Caddyfile"
    assert CADDYFILE.count(line) == 1
    file.write_text(CADDYFILE.replace(line, ""))
    assert KEY in log_of(file, web)
