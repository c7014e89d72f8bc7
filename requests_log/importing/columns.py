"""The columns of a table of requests."""

from cbtracker.web.tables.columns import Columns

COLUMNS = Columns(
    required=("section", "areas", "issue", "departments", "position"),
    optional=("reference", "due_on", "workstream", "outcome", "kind", "raised_on", "lead"),
    ignored=("annex",),  # the exported paper has it; the section says the same
)
