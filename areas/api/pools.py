"""Candidate pools: which authorities a paper or a list names as well placed to start early (F000 ¶10)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from areas.api.pool_shapes import PoolOut
from areas.api.records import of_pool
from areas.candidates import pool_lists
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation


class Pools(ProgrammeViewSet):
    """The pools, each with its candidates."""

    tag = "Places"

    @operation("List candidate pools", permission=Permission.READ_PROGRAMME, gives=PoolOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """Every pool with its authorities in alphabetical order, the pools of the paper of 11 May 2011 first.

        The lists rank and qualify nobody, and most are incomplete: that an authority is missing says nothing about it.
        """
        return self.whole(of_pool(one) for one in pool_lists(request.user, on=timezone.localdate()))
