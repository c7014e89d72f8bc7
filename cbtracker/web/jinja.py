"""The Jinja environment of every page."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, Undefined

from cbtracker.web import formats
from cbtracker.web.forms.rendering import FormRenderer
from cbtracker.web.links import querystring
from cbtracker.web.once import once_input


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of the route `name`, its arguments given as such: `url("requests:detail", reference=…)`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def environment(**options: Any) -> Environment:
    """Build the environment; called once by Django's Jinja backend.

    The package's macros read parameters that were not given, so undefined is lenient in every mode:
    under DEBUG the backend would otherwise print the missing name into the page.
    """
    package = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], package])
    options["undefined"] = Undefined
    env = Environment(**options)  # noqa: S701 Django's backend passes autoescape=True
    env.filters.update(
        date=formats.as_date,
        weekday=formats.as_weekday,
        time=formats.as_time,
        datetime=formats.as_datetime,
        iso=formats.as_iso,
        iso_date=formats.as_date_of_iso,
        days_ago=formats.days_ago,
        money=formats.as_money,
        paragraphs=formats.paragraphs,
        plural=formats.plural,
        size=formats.size_in_words,
    )
    renderer = FormRenderer(env)
    env.globals.update(
        static=static,
        url=url,
        querystring=querystring,
        field=renderer.field,
        fields=renderer.fields,
        error_summary=renderer.error_summary,
        once_input=once_input,
    )
    return env
