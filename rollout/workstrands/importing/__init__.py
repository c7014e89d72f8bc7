"""Bringing a table of budget lines into the shadow budget of a place (F003 Annex A; Annex B ¶5a).

`cbtracker.web.tables` turns a file into rows of text, `rows` turns those into lines with every fault named, `totals`
adds them up with the blanks counted, and `preview` says what would happen; `services.budget_import` writes: all or
nothing. `columns` says how a line stands in a table, for the export too.
"""
