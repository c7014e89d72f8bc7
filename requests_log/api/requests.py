"""Requests: the list, one of them, and as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar

from django.db.models import F
from django.http import Http404, HttpResponseBase
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import Query, operation
from cbtracker.rest.shapes import asked_names, utc
from cbtracker.web.moments import read_moment
from cbtracker.web.streaming import XLSX_TYPE, csv_response, xlsx_response
from requests_log.api.records import line_of_record, of_entry, of_record
from requests_log.api.shapes import NamedAreaOut, NamedDepartmentOut, RequestLine, RequestOut
from requests_log.exporting import HEADER, export_rows
from requests_log.filters import LoggedRequestFilterSet
from requests_log.listing import NEVER_BLANK, keyset_order, list_sort
from requests_log.models import LoggedRequest
from requests_log.models.querysets import LoggedRequestQuerySet
from requests_log.past import there_at
from requests_log.records import Record
from requests_log.services.core import MovedOn
from requests_log.sights import sees_whitehall

AS_AT = Query("The moment at which to show it: a date, or a date and time (ISO 8601)", "2011-03-22")
ALL_AS_AT = Query(
    "The moment at which to show the register, in the order of the paper: a date, or a date and time. Without filters",
    "2011-03-22",
)
ALONE = "The register as it was cannot be filtered, sorted or had as a file. Take out {}."
LINE = {
    "position": "{prefix}position_text",
    "confidence": "{prefix}confidence",
    "version": "{prefix}version",
    "changed_at": "{prefix}updated_at",
    "areas": "record__areas",
    "departments": "record__departments",
}
NAMED = {
    "areas": ("slug", NamedAreaOut.names()),
    "departments": ("abbreviation", NamedDepartmentOut.names()),
}
# What of a request's row is read to show it: its record holds the rest.
SHOWN = ("reference", "record", "version", "area_version", "effective_at", "updated_at", "area_updated_at")
NOT_THEN = frozenset({"sort", *LoggedRequestFilterSet.base_filters})
SORTS = ("changed", "reference", "due", "paper", "relevance")


@lru_cache(maxsize=32)
def shape_of_request(fields: tuple[str, ...], expand: tuple[str, ...]) -> RequestOut:
    """The shape of a request, made once for what is asked of it: to make it costs five times what using it does."""
    return RequestOut(context={"fields": fields, "expand": expand})


class OfRequests(ProgrammeViewSet):
    """A viewset of requests, or of something that belongs to one."""

    tag = "Requests"
    late: ClassVar[tuple[type[Exception], ...]] = (MovedOn,)

    def rows(self) -> LoggedRequestQuerySet:
        """What the reader may know of."""
        return LoggedRequest.objects.visible_to(self.request.user)

    @property
    def whitehall(self) -> bool:
        """Whether the reader sees Whitehall-only positions."""
        return sees_whitehall(self.request.user)

    def entry(self, permission: Permission | None = None) -> LoggedRequest:
        """The request of the address; 404 unless the person may do `permission` to it."""
        entry: LoggedRequest = self.find(reference=self.kwargs["reference"])
        if permission is not None:
            self.require(permission, entry)
        return entry

    def moved(self, permission: Permission, move: Callable[..., Any]) -> HttpResponseBase:
        """Have the service `move` change what departments and areas share of the request, as the body says."""
        entry = self.entry(permission)
        said = self.said()
        self.expect(entry)
        move(entry, by=self.request.user, expected_version=entry.shared_version, **said)
        return self.answer(entry)

    def version_of(self, row: Any) -> int:
        """The version that the reader sees move (DESIGN rule 6)."""
        return int(row.version if self.whitehall else row.area_version)

    def current(self, row: LoggedRequest) -> Any:
        """The request as it is now, all of it."""
        return RequestOut(of_entry(row, whitehall=self.whitehall)).data

    def represent(self, row: LoggedRequest | Record) -> Any:
        """The request as the reader may see it, now or as one of its revisions has it."""
        said = of_record(row) if isinstance(row, Record) else of_entry(row, whitehall=self.whitehall)
        if self.shape() is not RequestOut:
            return super().represent(said)
        asked = self._context(RequestOut)
        return shape_of_request(tuple(sorted(asked["fields"])), tuple(sorted(asked["expand"]))).to_representation(said)


class Requests(OfRequests):
    """The register. `moment` is the one as at which the list is asked for, None for now."""

    moment: datetime | None = None

    @operation(
        "List requests",
        permission=Permission.READ_REGISTER,
        gives=RequestLine,
        many=True,
        paged=True,
        filters=LoggedRequestFilterSet,
        sorts=SORTS,
        query={"as_at": ALL_AS_AT},
        csv=True,
        csv_permission=Permission.EXPORT_REGISTER,
        kinds=(XLSX_TYPE,),
    )
    def list(self, request: Any) -> HttpResponseBase:
        """The requests that match the filters, the last changed first: the same rows in the same order as the page.

        As CSV or XLSX all of them, in the order of the paper, as the page's export has them. With `as_at` the register
        as it was then: both today's right and that of then are needed.
        """
        if "as_at" in self.params:
            return self.list_past(moment_of("as_at", str(self.params["as_at"])))
        filterset = self.filtered(self.rows())
        if self.wants_file:
            send = csv_response if self.wants_csv else xlsx_response
            return send(f"requests-{timezone.localdate().isoformat()}", HEADER, export_rows(filterset))
        sort = list_sort(filterset, self.params)
        rows = filterset.qs
        if filterset.walks_department:
            rows = rows.annotate(
                part_updated_at=F("request_departments__updated_at"), part_entry=F("request_departments__entry_id")
            )
        order = keyset_order(filterset, sort)
        values = rows.values("id", *self._columns().values(), *(name for name, _ in order))
        return self.page(values, order=order, counted=rows.values("pk"), never_blank=NEVER_BLANK)

    @property
    def wants_file(self) -> bool:
        """Whether the list was asked for as a table to take away."""
        return self.wants_csv or self.wants(XLSX_TYPE)

    def list_past(self, moment: datetime) -> HttpResponseBase:
        """The requests as they were at `moment`, in the order of the paper; nothing of it can be filtered."""
        refused = sorted(NOT_THEN & set(self.params)) or (["Accept"] if self.wants_file else [])
        if refused:
            raise wrong_parameter("as_at", ALONE.format(refused[0]))
        self.moment = moment
        rows = there_at(self.request.user, moment)
        return self.page(rows.values("pk", "paper_order"), order=[("paper_order", "asc")])

    def _columns(self) -> dict[str, str]:
        """The column behind each field of a line: for others than Whitehall those that areas see move."""
        prefix = "" if self.whitehall else "area_"
        asked = asked_names(self.params, "fields", RequestLine.names()) or RequestLine.names()
        names = [name for name in RequestLine.names() if name in asked or name in RequestLine.keys]
        return {name: LINE.get(name, name).format(prefix=prefix) for name in names}

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """Lines as the database gives them: a serializer would cost more than the query."""
        columns = self._columns()
        if self.moment is not None:
            records = self._records([row["pk"] for row in rows], self.moment)
            lines = [line_of_record(record) for record in records]
            columns = {name: name for name in columns}
        else:
            lines = list(rows)
        expand = asked_names(self.params, "expand", RequestLine.expandable())
        named = {name: (key, shape, name in expand) for name, (key, shape) in NAMED.items() if name in columns}
        found = [{name: line[column] for name, column in columns.items()} for line in lines]
        for line in found:
            if "changed_at" in line:
                line["changed_at"] = utc(line["changed_at"])
            for name, (key, shape, whole) in named.items():
                line[name] = [{one: row[one] for one in shape} if whole else row[key] for row in line[name]]
        return found

    def _records(self, keys: Sequence[int], moment: datetime) -> Sequence[Record]:
        """The requests `keys` as the reader could read them at `moment`, in the order of the paper."""
        return LoggedRequest.objects.filter(pk__in=keys).as_at_for(self.request.user, moment) if keys else []

    @operation("Read a request", permission=Permission.READ_REGISTER, gives=RequestOut, query={"as_at": AS_AT})
    def retrieve(self, request: Any, reference: str) -> HttpResponseBase:
        """A request as it is now, or as it was at a moment: both today's right and that of then are needed."""
        if "as_at" in self.params:
            return self.answer_past(self.entry(), moment_of("as_at", str(self.params["as_at"])))
        if request.headers.get("If-None-Match") and (known := self.unchanged(self._version_now(reference))):
            return known
        return self.answer(self.find(self.rows().only(*SHOWN), reference=reference))

    def _version_now(self, reference: str) -> int:
        """The version that the reader sees of the request, and nothing else of it; 404 where it is not theirs."""
        column = "version" if self.whitehall else "area_version"
        found = self.rows().filter(reference=reference).order_by().values_list(column, flat=True)[:1]
        for version in found:
            return int(version)
        raise Http404

    def answer_past(self, entry: LoggedRequest, moment: datetime) -> HttpResponseBase:
        """The request as it was; 404 where it was not there yet, or not the reader's to know of."""
        records = LoggedRequest.objects.filter(pk=entry.pk).as_at_for(self.request.user, moment)
        if not records:
            raise Http404
        return self.answer(records[0])


def moment_of(name: str, said: str) -> datetime:
    """The moment that the parameter `name` says, not in the future; raises Wrong."""
    moment = read_moment(said)
    if moment is None:
        raise wrong_parameter(name, "Enter a real date, like 2011-03-22, with or without a time, like T17:00Z.")
    if moment > timezone.now():
        raise wrong_parameter(name, "The moment must not be in the future.")
    return moment
