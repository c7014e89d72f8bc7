"""What every viewset of the API stands on: who may, what was asked, versions, pages and answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError as RuleBroken
from django.db import models
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from cbtracker.accounts.permissions import NotPermitted, Permission, holds
from cbtracker.rest import idempotency
from cbtracker.rest.authentication import SessionAuthentication, TokenAuthentication
from cbtracker.rest.errors import Stale, broken_rule, handle, too_late
from cbtracker.rest.leaving import say_leaving
from cbtracker.rest.lists import Lists
from cbtracker.rest.models import Scope
from cbtracker.rest.operation import Operation
from cbtracker.rest.parsers import BoundedJSONParser
from cbtracker.rest.preconditions import etag_of, seen, unchanged
from cbtracker.rest.renderers import CsvRenderer, file_renderer
from cbtracker.rest.schema import ApiSchema
from cbtracker.rest.shapes import asked_names
from cbtracker.rest.throttling import Throttle
from cbtracker.web.overtaken import Overtaken

SAFE = frozenset({"GET", "HEAD"})
WRONG_SCOPE = "This token may not do that. Make one with the scope “{}”."


@method_decorator([gzip_page, conditional_page], name="dispatch")
class ApiViewSet(Lists, ViewSet):
    """A viewset whose methods are operations (`cbtracker.rest.operation`).

    `names` says which fields of services are called otherwise in bodies, `late` which exceptions mean that it is too
    late. Subclasses give `rows()`, and `represent()` where an operation's `gives` is not enough.
    """

    authentication_classes: ClassVar[list[Any]] = [TokenAuthentication, SessionAuthentication]
    throttle_classes: ClassVar[list[Any]] = [Throttle]
    permission_classes: ClassVar[list[Any]] = []
    schema = ApiSchema()
    names: ClassVar[dict[str, str]] = {}
    late: ClassVar[tuple[type[Exception], ...]] = ()
    tag: ClassVar[str] = ""

    # --- Who may, and what may be asked ---

    def get_renderers(self) -> list[Any]:
        """JSON; also CSV and other kinds, or files instead, where the operation has them."""
        declared = self._declared()
        if declared is not None and declared.files:
            return [file_renderer(type_)() for type_ in declared.files]
        kinds = [file_renderer(type_)() for type_ in declared.kinds] if declared is not None else []
        return [JSONRenderer(), *([CsvRenderer()] if declared is not None and declared.csv else []), *kinds]

    def get_parsers(self) -> list[Any]:
        """JSON; a form with a file where the operation takes one."""
        declared = self._declared()
        return [MultiPartParser()] if declared is not None and declared.upload else [BoundedJSONParser()]

    def _declared(self) -> Operation | None:
        """What is asked for; the parsers are chosen before Django REST framework says which action it is."""
        action = getattr(self, "action", None)
        if action is None and self.request is not None:
            action = self.action_map.get(str(self.request.method).lower())
        return getattr(getattr(self, action, None), "operation", None) if action else None

    @property
    def allowed_methods(self) -> list[str]:
        """What the address can be asked, for the header Allow: OPTIONS is no operation of ours."""
        return [method for method in super().allowed_methods if method != "OPTIONS"]

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Who asks, whether they may, and whether what they ask can be understood."""
        super().initial(request, *args, **kwargs)
        self.check_operation()
        if self._declared():
            self.check_parameters()

    def check_permissions(self, request: Any) -> None:
        """401 for nobody. What else has to be asked is asked after the throttle has counted."""
        if not request.user.is_authenticated:
            raise NotAuthenticated("Sign in, or send a token: Authorization: Bearer …")

    def check_operation(self) -> None:
        """403 for a token without the scope, 404 for a role that the operation is not for."""
        declared = self._declared()
        if declared is None:
            return
        scope = self._scope(declared)
        if self.request.auth is not None and not self.request.auth.allows(scope):
            raise PermissionDenied(WRONG_SCOPE.format(scope.value))
        other_kind = self.wants_csv or any(map(self.wants, declared.kinds))
        needed = [declared.permission, declared.csv_permission if other_kind else None]
        if not all(permission is None or holds(self.request.user, permission) for permission in needed):
            raise Http404

    def _scope(self, declared: Operation) -> Scope:
        if self.request.method not in SAFE:
            return Scope.WRITE
        is_file = declared.files or declared.exports or self.wants_csv or any(map(self.wants, declared.kinds))
        return Scope.EXPORT if is_file else Scope.READ

    def may(self, permission: Permission, row: Any) -> bool:
        """Whether the person may do that to `row`; the apps above know whose it is."""
        return holds(self.request.user, permission)

    @property
    def wants_csv(self) -> bool:
        """Whether CSV was asked for."""
        return self.wants(CsvRenderer.media_type)

    def wants(self, kind: str) -> bool:
        """Whether the media type `kind` was asked for: by what was chosen, for clients may write it in capitals."""
        chosen = getattr(self.request, "accepted_renderer", None)
        return chosen is not None and chosen.media_type == kind

    # --- Rows ---

    def rows(self) -> models.QuerySet[Any, Any]:
        """The rows that the reader may know of: through `visible_to`, always."""
        raise Http404

    def find(self, rows: models.QuerySet[Any, Any] | None = None, **lookup: Any) -> Any:
        """The one row of `rows` (default: `rows()`) that `lookup` says; 404 without one."""
        found = (self.rows() if rows is None else rows).filter(**lookup).first()
        if found is None:
            raise Http404
        return found

    def require(self, permission: Permission, row: Any) -> None:
        """404 unless the person may do that to `row`."""
        if not self.may(permission, row):
            raise Http404

    # --- What was sent ---

    def said(self, *, partial: bool = False) -> dict[str, Any]:
        """The body, checked by the operation's `takes`; raises Wrong (422)."""
        taken = self.operation.takes(data=self.request.data, partial=partial, context={"request": self.request})
        taken.is_valid(raise_exception=True)
        return dict(taken.validated_data)

    def expect(self, row: Any) -> None:
        """428 without If-Match; 412, with what is there now, unless it names the version that `row` is at."""
        if etag_of(self.version_of(row)) not in seen(self.request):
            raise self._stale(row)

    def version_of(self, row: Any) -> Any:
        """The version that the reader sees: digits, letters, "." and "-"."""
        return row.version

    def _stale(self, row: Any) -> Stale:
        return Stale(self.current(row), etag_of(self.version_of(row)))

    def current(self, row: Any) -> Any:
        """What somebody who was overtaken is shown of `row`."""
        return self.represent(row)

    # --- Answers ---

    def answer_once(self, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """`answer()`; with an Idempotency-Key only the first time."""
        if self.request.method in SAFE:
            return answer()
        key = idempotency.key_of(self.request)
        return idempotency.once(self.request, key, self.duties(), answer) if key else answer()

    def duties(self) -> str:
        """What is the person's own today, as a text: it is part of what a key stands for."""
        return str(self.request.user.role)

    def shape(self) -> Any:
        """The serializer of what is given out."""
        return self.operation.gives

    def _context(self, gives: Any) -> dict[str, Any]:
        fields = asked_names(self.params, "fields", gives.names())
        expand = asked_names(self.params, "expand", gives.expandable())
        return {"request": self.request, "fields": fields, "expand": expand}

    def represent(self, row: Any) -> Any:
        """`row` as the operation gives it out."""
        gives = self.shape()
        return gives(row, context=self._context(gives)).data

    def represent_all(self, rows: Sequence[Any]) -> list[Any]:
        """Several of them."""
        gives = self.shape()
        return gives(rows, many=True, context=self._context(gives)).data if rows else self._nothing(gives)

    def _nothing(self, gives: Any) -> list[Any]:
        self._context(gives)
        return []

    def answer(self, row: Any, *, location: str = "") -> Response:
        """One row, with the ETag of its version where it has one, and where it is if it is new."""
        response = Response(self.represent(row), status=self.operation.status)
        if not self._reads_others() and (version := self._version_or_none(row)) is not None:
            response["ETag"] = etag_of(version)
        if location:
            response["Location"] = location
        return response

    def _version_or_none(self, row: Any) -> Any:
        try:
            return self.version_of(row)
        except AttributeError:
            return None

    def unchanged(self, version: Any) -> HttpResponse | None:
        """304 where the client has this version already; else None. Asked before anything dear is read."""
        etag = etag_of(version)
        if self._reads_others():
            return None
        return HttpResponse(status=304, headers={"ETag": etag}) if unchanged(self.request, etag) else None

    def _reads_others(self) -> bool:
        """Whether other records are read in full too, of which this one's version says nothing: their bytes count."""
        return self.request.method in SAFE and "expand" in self.params

    def nothing(self) -> Response:
        """204: done, and there is nothing to show."""
        return Response(status=204)

    # --- Faults ---

    def handle_exception(self, exc: Exception) -> HttpResponseBase:
        """Say what services raise as a problem."""
        if isinstance(exc, Overtaken):
            exc = self._stale(exc.current) if exc.current is not None else Http404()
        elif self.late and isinstance(exc, self.late):
            exc = too_late(exc)
        elif isinstance(exc, RuleBroken):
            exc = broken_rule(exc, self.names, self._sent())
        elif isinstance(exc, NotPermitted):
            exc = Http404()
        return super().handle_exception(exc)

    def get_exception_handler(self) -> Any:
        """RFC 9457."""
        return handle

    def _sent(self) -> frozenset[str]:
        takes = self.operation.takes
        return frozenset(takes._declared_fields) if takes is not None else frozenset()

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Say what an answer depends on, and whether the operation is on its way out."""
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ("Authorization", "Cookie", "Accept"))
        declared = self._declared()
        if declared is not None and declared.leaving is not None:
            say_leaving(response, declared.leaving)
        return response
