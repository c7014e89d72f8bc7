"""Addresses of areas' money, which `rollout.urls` takes in: /finance/."""

from django.urls import URLPattern, path

from rollout.views.advance_decisions import NextOfAdvance
from rollout.views.advances import AdvancePage, ChangeAdvance, StartAdvance, WithdrawAdvance
from rollout.views.finance_routes import FinanceRoutePage
from rollout.views.money import AdvancesCsv, AreaMoneyPage, MoneyPage

_ADVANCE = "finance/<slug:slug>/advances/<int:pk>"

FINANCE: list[URLPattern] = [
    path("finance/", MoneyPage.as_view(), name="finance"),
    path("finance/advances.csv", AdvancesCsv.as_view(), name="advances_csv"),
    path("finance/<slug:slug>/", AreaMoneyPage.as_view(), name="money"),
    path("finance/<slug:slug>/advances/start/", StartAdvance.as_view(), name="start_advance"),
    path(f"{_ADVANCE}/", AdvancePage.as_view(), name="advance"),
    path(f"{_ADVANCE}/edit/", ChangeAdvance.as_view(), name="change_advance"),
    path(f"{_ADVANCE}/withdraw/", WithdrawAdvance.as_view(), name="withdraw_advance"),
    path(f"{_ADVANCE}/next/", NextOfAdvance.as_view(), name="advance_next"),
    path("finance/<slug:slug>/routes/<slug:kind>/", FinanceRoutePage.as_view(), name="finance_route"),
]
