"""What changed in the register between two moments, as a paper's reader sees it (issue 3, "Changes since")."""

from requests_log.changes_since.snapshots import Content, Snapshot, read_snapshot

__all__ = ["Content", "Snapshot", "read_snapshot"]
