"""Tables that people send: CSV, XLSX and ODS files as rows of text, with every fault named by its row and column.

`columns` says which columns a table has, `reading` turns a file into rows of text under them, `values` reads single
cells, and `rows` gathers what an app makes of each row. What a row means is the app's.
"""
