"""Bringing a table of requests into the register (issue 2, section 5).

`reading` turns a file into rows of text, `rows` turns those into requests with every fault named,
`plan` compares them with the register, and `apply` writes them: all or nothing.
"""
