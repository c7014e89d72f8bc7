"""Every route of the product, walked from the URL resolver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.views.generic.edit import ProcessFormView

FORM_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Route:
    """A named (or unnamed) pattern: its full name, its path and its view."""

    name: str
    path: str
    view: Any

    @property
    def is_open(self) -> bool:
        """Whether the view may be seen without signing in."""
        return not getattr(self.view, "login_required", True)

    @property
    def methods(self) -> set[str]:
        """The methods that the view's class answers; empty where the view is a plain function."""
        view_class = getattr(self.view, "view_class", None) or getattr(self.view, "cls", None)
        if view_class is None:
            return set()
        allowed = getattr(view_class, "http_method_names", FORM_METHODS)
        return {method.upper() for method in FORM_METHODS if method in allowed and _answers(view_class, self, method)}


def _answers(view_class: Any, route: Route, method: str) -> bool:
    actions = getattr(route.view, "actions", None)
    if actions:
        return method in actions
    answer = getattr(view_class, method, None)
    # Django's form views take PUT for POST; no page of ours sends it, and it is the same code.
    return answer is not None and answer is not ProcessFormView.put


def every_route(resolver: URLResolver | None = None, namespace: str = "", prefix: str = "/") -> Iterator[Route]:
    """Yield every pattern below `resolver` (default: the whole product)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name}" if pattern.name else ""
            yield Route(name, path, pattern.callback)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_route(pattern, inner, path)
