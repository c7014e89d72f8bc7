"""Issues a paper in a process of its own that is killed, as by a power cut, at the point named in the arguments.

`python -m tests.integration.papers.issue_and_die PAPER POINT`, with DATABASE_URL.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import nullcontext
from types import SimpleNamespace

import django


def die(*_: object, **__: object) -> None:
    """End this very moment, without any clearing up."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(paper_pk: int, point: str) -> None:
    """Issue the paper; at "kept" die with one rendition kept, at "marked" before the end of the transaction.

    "kept, no transaction" is the negative control: what holds it together is taken out.
    """
    django.setup()
    from cbtracker.accounts.models import User
    from cbtracker.papers.models import Paper
    from cbtracker.papers.services import issuing

    keep = issuing._keep
    if point.endswith("no transaction"):
        issuing.transaction = SimpleNamespace(atomic=nullcontext)
    if point.startswith("kept"):
        issuing._keep = lambda paper, made: (keep(paper, made), die())
    if point == "marked":
        issuing.record = die
    paper = Paper.objects.get(pk=paper_pk)
    secretariat = User.objects.get(role="secretariat")
    issuing.issue_paper(paper, by=secretariat, expected_version=paper.version)
    die()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
