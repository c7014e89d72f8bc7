"""The rules of the house that a program can check: each yields what breaks it in one module."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.conventions.source import functions, imported, public_definitions

MODULE_LINES = 300
FUNCTION_LINES = 40
SHORT_METHOD_LINES = 3
FORM_STATUSES = {400, 409, 413, 422}
SIGNALS = ("django.db.models.signals", "django.dispatch", "django.core.signals", "django.contrib.auth.signals")
WEB = (
    *("rest_framework", "celery", "django.views", "django.shortcuts", "django.http", "django.urls", "django.forms"),
    *("django.template", "django.contrib.messages"),
)
WEB_ROOMS = frozenset({"views", "api", "tasks", "urls", "forms", "serializers", "filters"})
# What Django or a package calls by its own name, and explains itself.
SELF_EXPLAINING = frozenset({"Kind", "Part", "Manner", "State", "Command"})

# Of Playwright's methods those that do not wait for what they ask; two have the names of methods of a QuerySet.
AT_ONCE = frozenset({"is_visible", "is_hidden", "all_inner_texts", "all_text_contents", "inner_text"})
ALSO_OF_ROWS = frozenset({"all", "count"})
LOCATORS = ("get_by_", ".locator(")


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    """Whether `name` is one of `packages` or inside one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def star_imports(module: ast.Module) -> Iterator[str]:
    """Imports of everything from a module."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield f"line {node.lineno}: from {node.module} import *"


def signals(module: ast.Module) -> Iterator[str]:
    """Django's signals: what happens is written where it happens."""
    yield from (name for name in imported(module) if is_within(name, SIGNALS))


def web_below(module: ast.Module) -> Iterator[str]:
    """What models, services and access may not import: HTTP, forms, DRF, Celery, and the rooms that use them."""
    for name in imported(module):
        if is_within(name, WEB) or WEB_ROOMS & set(name.split(".")[1:]):
            yield name


def long_functions(module: ast.Module) -> Iterator[str]:
    """Functions that do not fit on a screen."""
    for function in functions(module):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > FUNCTION_LINES:
            yield f"{function.name}: {length} lines"


def undocumented(module: ast.Module) -> Iterator[str]:
    """Public functions, methods and classes without a docstring; a short method is explained by its class."""
    classes = (node for node in ast.walk(module) if isinstance(node, ast.ClassDef))
    short = {node for outer in classes for node in outer.body if _is_short(node)}
    for node in public_definitions(module.body):
        if node in short:
            continue
        overrides = any(isinstance(d, ast.Name) and d.id == "override" for d in node.decorator_list)
        is_known = node.name in SELF_EXPLAINING | FRAMEWORK_METHODS or node.name.endswith("Config")
        if not (ast.get_docstring(node) or overrides or is_known):
            yield f"line {node.lineno}: {node.name}"


def form_statuses(module: ast.Module) -> Iterator[str]:
    """The status of a page with a form, as a number: it is one of `cbtracker.web.answers`, the same on every page."""
    for node in ast.walk(module):
        keywords = node.keywords if isinstance(node, ast.Call) else []
        for given in (keyword.value for keyword in keywords if keyword.arg == "status"):
            numbers = {one.value for one in ast.walk(given) if isinstance(one, ast.Constant)}
            if numbers & FORM_STATUSES:
                yield f"line {given.lineno}: {ast.unparse(given)}"


def reads_at_once(module: ast.Module) -> Iterator[str]:
    """What a page is asked without waiting: a click returns before the page that it leads to has come in.

    `expect` and `tests.browser.pages.each` wait.
    """
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asked, whom = node.func.attr, ast.unparse(node.func.value)
            if asked in AT_ONCE or (asked in ALSO_OF_ROWS and any(sign in whom for sign in LOCATORS)):
                yield f"line {node.lineno}: {ast.unparse(node)}"


def _is_short(node: ast.stmt) -> bool:
    return not isinstance(node, ast.ClassDef) and (node.end_lineno or node.lineno) - node.lineno < SHORT_METHOD_LINES


# Methods whose name, arguments and meaning are Django's, DRF's or a package's.
FRAMEWORK_METHODS = frozenset(
    {
        *("ready", "handle", "add_arguments", "clean", "save", "get", "post", "dispatch", "form_valid", "form_invalid"),
        *("get_queryset", "get_context_data", "get_object", "get_success_url", "get_form_kwargs", "get_initial"),
        *("get_form", "get_template_names", "get_absolute_url", "render_to_response", "setup", "to_python"),
        *(
            "prepare_value",
            "has_changed",
            "get_context",
            "value_from_datadict",
            "validate",
            "init_new",
            "load",
            "render",
        ),
    }
)
