"""Bringing a table of requests into the register (issue 2, section 5).

`cbtracker.web.tables` turns a file into rows of text, `rows` turns those into requests with every fault named,
`plan` compares them with the register; `services.register_import` writes them: all or nothing.
"""
