"""What changed in the register between two moments, as a paper's reader sees it (issue 3, "Changes since").

Two snapshots are compared, not revisions listed: docs/adr/0013-changes-are-compared.md says why.
"""

from requests_log.changes_since.changes import Changes, ColumnChange, Fact, RequestChange
from requests_log.changes_since.comparing import (
    DoesNotFit,
    NotComparable,
    Point,
    apply_changes,
    compare_snapshots,
    read_changes,
)
from requests_log.changes_since.kinds import Kind
from requests_log.changes_since.snapshots import Content, Snapshot, read_snapshot

__all__ = [
    "Changes",
    "ColumnChange",
    "Content",
    "DoesNotFit",
    "Fact",
    "Kind",
    "NotComparable",
    "Point",
    "RequestChange",
    "Snapshot",
    "apply_changes",
    "compare_snapshots",
    "read_changes",
    "read_snapshot",
]
