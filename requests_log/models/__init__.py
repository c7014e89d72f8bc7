"""The register's records."""

from requests_log.models.choices import (
    FREEDOM_OUTCOMES,
    OPEN_STATUSES,
    PROGRAMME_WIDE,
    Action,
    AreaScope,
    Attention,
    Audience,
    Confidence,
    DepartmentScope,
    Kind,
    Nature,
    Outcome,
    Status,
    Timescale,
)
from requests_log.models.drafts import RaiseDraft
from requests_log.models.history import ChangeBatch, Freedom, Position, Revision
from requests_log.models.requests import (
    ISSUE_LENGTH,
    TEXT_LENGTH,
    LoggedRequest,
    ReferenceCounter,
    RequestArea,
    RequestDepartment,
    RequestLink,
    SavedView,
    Watch,
)
from requests_log.models.uploads import KEPT_FOR, ImportUpload
from requests_log.models.workstreams import Workshop, Workstream, WorkstreamStatus

__all__ = [
    "FREEDOM_OUTCOMES",
    "ISSUE_LENGTH",
    "KEPT_FOR",
    "OPEN_STATUSES",
    "PROGRAMME_WIDE",
    "TEXT_LENGTH",
    "Action",
    "AreaScope",
    "Attention",
    "Audience",
    "ChangeBatch",
    "Confidence",
    "DepartmentScope",
    "Freedom",
    "ImportUpload",
    "Kind",
    "LoggedRequest",
    "Nature",
    "Outcome",
    "Position",
    "RaiseDraft",
    "ReferenceCounter",
    "RequestArea",
    "RequestDepartment",
    "RequestLink",
    "Revision",
    "SavedView",
    "Status",
    "Timescale",
    "Watch",
    "Workshop",
    "Workstream",
    "WorkstreamStatus",
]
