"""Draws Django forms, ours and allauth's, with the macros of govuk-frontend-jinja.

In a template: `{{ error_summary(form) }}`, `{{ field(form["name"]) }}`, `{{ fields(form) }}`.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.forms import BoundField
from jinja2 import Environment
from markupsafe import Markup

from cbtracker.web.forms.parameters import Look, first_input_id, macro_and_parameters

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class FormRenderer:
    """Draws fields with the macros that `env` finds; its methods are globals of every template."""

    def __init__(self, env: Environment) -> None:
        self._env = env

    def field(self, bound: BoundField, **look: Any) -> Markup:
        """Draw one field. `look` are the keywords of `Look`, which win over `bound.field.look`."""
        if bound.is_hidden:
            return Markup(str(bound))  # noqa: S704 Django escapes what it draws
        return self._draw(*macro_and_parameters(bound, Look.of(bound, look)))

    def fields(self, form: forms.BaseForm, **look: Any) -> Markup:
        """Draw every field of `form` in its order, the hidden ones too."""
        return Markup("\n").join(self.field(bound, **look) for bound in form)

    def error_summary(self, *forms_: forms.BaseForm) -> Markup:
        """Draw "There is a problem" with a link to the first input of each wrong field; nothing when all is well."""
        errors = [error for form in forms_ if form is not None for error in _errors(form)]
        if not errors:
            return Markup("")
        return self._draw("govukErrorSummary", {"titleText": "There is a problem", "errorList": errors})

    def _draw(self, macro: str, parameters: dict[str, Any]) -> Markup:
        component = _CAPITAL.sub("-", macro.removeprefix("govuk")).lower()
        module = self._env.get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module
        return Markup(getattr(module, macro)(parameters))  # noqa: S704 a macro escapes what it is given


def _errors(form: forms.BaseForm) -> list[dict[str, str]]:
    listed = [{"text": str(text)} for text in form.non_field_errors()]
    for bound in form:
        link = {} if bound.is_hidden else {"href": f"#{first_input_id(bound)}"}
        listed += [{"text": str(text), **link} for text in bound.errors]
    return listed
