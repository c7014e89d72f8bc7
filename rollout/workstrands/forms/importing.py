"""The form that takes a file of budget lines."""

from __future__ import annotations

from typing import Any

from django import forms

from cbtracker.web.formats import plural
from cbtracker.web.forms import GovukForm
from cbtracker.web.forms.tables import TOO_LARGE, TableFileField
from rollout.workstrands.models import BudgetUpload


class BudgetImportForm(GovukForm):
    """A file, and what becomes of the lines that are there."""

    file = TableFileField()
    how = forms.ChoiceField(
        label="What the import does",
        choices=BudgetUpload.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the file’s lines are added or replace those that are there"},
    )

    def __init__(self, *args: Any, there: int, **options: Any) -> None:
        """`there`: how many lines the budget has, which replacing would remove."""
        super().__init__(*args, **options)
        self.fields["how"].look = {  # type: ignore[attr-defined]
            "hints": {
                BudgetUpload.How.ADD.value: "The lines that are there stay as they are",
                BudgetUpload.How.REPLACE.value: f"{plural(there, 'line')} would go" if there else "There are none yet",
            }
        }

    @property
    def is_too_large(self) -> bool:
        """Whether the file was refused for its size."""
        return self.has_error("file", TOO_LARGE)
