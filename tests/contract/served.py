"""A running server on a test's database, in which each written row is noted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cbtracker.rest.description import describe
from tests.contract.attack import Attack, attack, unwatch, watch
from tests.databases import database_address
from tests.factories.rest import token_of
from tests.processes import product
from tests.servers import free_port

ENOUGH = str(10**7)


@dataclass(frozen=True)
class Served:
    """The server, its description, and where its database is."""

    address: str
    description: Path
    database: str

    def attack(self, user: Any, *options: str) -> Attack:
        """Attack it as `user`, with a token of all scopes."""
        return attack(self.description, self.address, self.database, token_of(user), *options)


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[Served]:
    """Serve the API by gunicorn, as in production, while the block runs; nobody is throttled."""
    description = folder / "openapi.json"
    description.write_text(json.dumps(describe()))
    database = database_address()
    watch(database)
    limits = {"API_PER_MINUTE_PERSON": ENOUGH, "API_PER_MINUTE_TOKEN": ENOUGH, "LOG_LEVEL": "WARNING"}
    try:
        with product(folder, broker=f"redis://127.0.0.1:{free_port()}/0", **limits, **settings) as processes:
            web = processes.web(workers=1)
            processes.all_ready()
            yield Served(web.address, description, database)
    finally:
        unwatch(database)
