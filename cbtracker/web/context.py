"""What every page is given besides its own context."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

PRODUCT_NAME = "Community Budgets tracker"


def page(request: HttpRequest) -> dict[str, Any]:
    """Say whether this is a demonstration; needs neither session nor database."""
    return {"demonstration": settings.DEMONSTRATION}
