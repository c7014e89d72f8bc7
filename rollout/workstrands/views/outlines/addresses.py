"""Addresses of rollout.workstrands.views.outlines."""

from __future__ import annotations

from django.urls import URLPattern

URLS: list[URLPattern] = []
