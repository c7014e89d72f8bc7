"""What one revision says otherwise than another, for somebody's eyes: for the timeline and the page that compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from requests_log.presenters import value_text
from requests_log.records import Standing

Data = dict[str, Any]

FIELDS = {
    "issue": "Issue",
    "detail": "Detail",
    "areas_label": "Areas",
    "departments_label": "Departments",
    "lead": "Lead department",
    "kind": "Kind of request",
    "nature": "Nature of the barrier",
    "theme": "Theme",
    "status": "Status",
    "timescale": "Timescale",
    "due_on": "Due date",
    "attention": "Level of attention",
    "attention_since": "Level of attention since",
    "attention_reason": "Why at this level",
    "contact": "Contact in the department",
    "source": "Source",
    "raised_on": "Raised on",
    "outcome": "How it ended",
    "outcome_text": "Outcome",
    "outcome_on": "Ended on",
    "persists": "Barrier persists",
    "duplicate_of": "Duplicate of",
}
SAID = {
    "freedom": "Freedom",
    "place_next_step": "Next step with the place",
    "reply": "Reply of the area",
    "objection": "What still stands in the way",
}
NOTHING = "Not given"
SHORT = 120


@dataclass(frozen=True)
class FieldChange:
    """One thing that two revisions say differently; `old` and `new` in words."""

    label: str
    old: str
    new: str

    @property
    def had(self) -> bool:
        """Whether the older one said anything."""
        return self.old != NOTHING

    @property
    def is_short(self) -> bool:
        """Whether both fit in one line of the timeline."""
        return max(len(self.old), len(self.new)) <= SHORT


def spoken(data: Data) -> dict[str, str]:
    """Everything that a record says, in words, by label; positions by department. The order is that of a page."""
    words = {label: value_text(name, data.get(name)) for name, label in FIELDS.items()}
    words["Workstream"] = (data.get("workstream") or {}).get("name") or NOTHING
    for name, label in SAID.items():
        words[label] = (data.get(name) or {}).get("text") or NOTHING
    for department, position in raw_positions(data).items():
        words.update(_position_words(f"{department}: position" if department else "Position", position))
    return words


def _position_words(label: str, position: Data) -> dict[str, str]:
    documents = "\n".join(document_line(document) for document in position.get("documents", []))
    words = {label: position["text"], f"{label}: confidence": value_text("confidence", position.get("confidence"))}
    words[f"{label}: next step"] = next_step_line(position) or NOTHING
    words[f"{label}: documents"] = documents or NOTHING
    return words


def raw_positions(data: Data) -> dict[str, Data]:
    """The last position of the whole (key "") and of each department that had one, replaced ones included."""
    found = {"": data["position"]} if data.get("position") else {}
    parts = data.get("parts", {})
    return found | {name: parts[name]["position"] for name in sorted(parts) if parts[name].get("position")}


def next_step_line(position: Data) -> str:
    """A position's next step with who takes it and by when."""
    step = position.get("next_step") or ""
    more = [position.get("next_step_owner") or "", value_text("next_step_on", position.get("next_step_on") or "")]
    added = ", ".join(part for part in more if part and part != NOTHING)
    return f"{step} ({added})" if step and added else step


def document_line(document: Data) -> str:
    """A document cited: title, issuer, date, recipients and link."""
    issued = value_text("issued_on", document.get("date")) if _is_date(document.get("date")) else document.get("date")
    parts = (document.get("title"), document.get("issuer"), issued, document.get("recipients"), document.get("link"))
    return ", ".join(str(part) for part in parts if part and part != NOTHING)


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-"


def changes_between(old: Data | None, new: Data) -> list[FieldChange]:
    """What `new` says otherwise than `old`; of a first revision nothing. Both are for the reader's eyes already."""
    if old is None:
        return []
    before, after = spoken(old), spoken(new)
    labels = [*after, *(label for label in before if label not in after)]
    pairs = ((label, before.get(label, NOTHING), after.get(label, NOTHING)) for label in labels)
    return [FieldChange(label, was, is_now) for label, was, is_now in pairs if was != is_now]


def stated_since(old: Data | None, new: Data) -> list[Standing]:
    """The positions of `new` that `old` has not, confirmations left out."""
    before = raw_positions(old) if old else {}
    found = []
    for department, position in raw_positions(new).items():
        was = before.get(department)
        if was is None or _unconfirmed(was) != _unconfirmed(position):
            found.append(Standing.of(department, position))
    return found


def _unconfirmed(position: Data) -> Data:
    return {key: value for key, value in position.items() if key != "confirmed_at"}
