"""Candidate pools, as the API gives them out."""

from __future__ import annotations

from rest_framework import serializers

from cbtracker.rest.shapes import Out


class CandidateOut(Out):
    """An authority in a pool. `since`: a month or a year, as its source says; blank where it says none."""

    code = serializers.CharField()
    name = serializers.CharField()
    since = serializers.CharField(allow_blank=True)
    basis = serializers.CharField(help_text="How it is known that it is in the pool")
    completeness = serializers.CharField()
    source = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    first_phase = serializers.BooleanField(help_text="Whether it is in an area of the first phase")
    keys = ("code",)


class PoolOut(Out):
    """A pool, whether the paper names it, and the authorities that are known to be in it. It ranks nobody."""

    pool = serializers.CharField()
    name = serializers.CharField()
    about = serializers.CharField()
    in_paper = serializers.BooleanField(help_text="Whether the paper of 11 May 2011 names it")
    candidates = CandidateOut(many=True)
    keys = ("pool",)
    example = {
        "pool": "munro-trial",
        "name": "Munro trial authorities",
        "in_paper": True,
        "candidates": [{"code": "E06000038", "name": "Reading", "since": "2011-03", "first_phase": True}],
    }
