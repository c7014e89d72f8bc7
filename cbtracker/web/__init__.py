"""Shared floor for every page: Jinja, GOV.UK forms, pagination, safe spreadsheets."""
