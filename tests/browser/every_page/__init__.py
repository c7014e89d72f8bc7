"""Every page of the product in a real browser: one table, and what is asked of each page in it.

How to add a page
-----------------
Add one `Page` to `table.py`, or to a module that the table takes in, for each route that answers a GET with
HTML; where it answers with a file, a redirect or nothing, name it in `NOT_PAGES` with the reason.
`tests/conventions/test_every_page.py` walks the URL resolver and fails on a route that is in neither.

    Page("requests:position", states="empty full error long", wrong={"text": ""})

Who may see it and the arguments of its address come from its row in `tests/conventions/matrix`. The states:

    empty   nothing to show: a register without a request (`empty=NOTHING`), or a record of which nothing but
            what is required is known (`empty=BARE`)
    full    a register in use
    error   the page as it answers a form sent wrongly (`wrong`: what is typed; EMPTIED: every field blank), or
            a wrong address (`query`)
    long    the longest texts that people may enter, and words without a break

`worlds.py`, with `furniture.py` and `texts.py`, builds what each state is read in, once per module and process;
nothing that the tests do changes it.
`choice.py` says which role reads which page in which state: in `./run test` every page in use and in
one other of its states, and every role in every state; in `./run faults` every page in each state by every role.
"""
