"""Fills the email templates: `templates/emails/<name>.txt` and `<name>.html`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import get_template

from cbtracker.outbox.registry import RenderedEmail, one_line


def absolute(path: str) -> str:
    """Return the address of a page of this site for use outside it; `path` begins with a slash."""
    return f"{settings.SITE_URL}{path}"


def fill(name: str, *, subject: str, unsubscribe: str = "", **context: Any) -> RenderedEmail:
    """Return the email made from the two templates called `name` and one `context`; the subject becomes one line."""
    subject = one_line(subject)
    context = {**context, "subject": subject, "unsubscribe": unsubscribe, "site_url": settings.SITE_URL}
    return RenderedEmail(
        subject=subject,
        unsubscribe=unsubscribe,
        text=get_template(f"emails/{name}.txt", using="jinja").render(context).strip() + "\n",
        html=get_template(f"emails/{name}.html", using="jinja").render(context),
    )
