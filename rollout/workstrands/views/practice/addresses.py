"""Addresses of rollout.workstrands.views.practice."""

from __future__ import annotations

from django.urls import URLPattern

URLS: list[URLPattern] = []
