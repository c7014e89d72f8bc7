"""Addresses of rollout.workstrands.views.importing."""

from __future__ import annotations

from django.urls import URLPattern

URLS: list[URLPattern] = []
