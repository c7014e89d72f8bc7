"""The permission matrix: every route × every role × own and other, as rows that a test reads.

How to add a route
------------------
1. Name the route (`path(..., name=...)`): a route without a name fails the suite.
2. Add one `Row` per method it answers to your app's module here (`accounts.py`, `areas.py`, of the
   register `requests_reading.py`, `writing.py` and `imports.py`, `papers.py`, `web.py`):

       Row("requests:position", "POST", own=WHITEHALL - {Role.LOCALITY_LEAD}, other={Role.SECRETARIAT},
           kwargs=lambda side, user: {"reference": side.entry.reference})

   `own`      roles that reach the route for a record of their own side of the world (see `world.py`)
   `other`    roles that reach it for a record of the other side; left out: the same as `own`
   `kwargs`   the route's arguments, from the side (`world.own` or `world.other`) and the user who asks
   `query`, `data`  the query string and the form, in the same way; a POST may be left empty
   `anonymous`  what people who are not signed in get: LOGIN (the default), REACHED or HIDDEN
   `hidden`   True where nobody at all reaches the route under test settings (a demonstration route)

3. A record that a row needs and the world lacks is made in your module's `furnish(world)`: set it as an
   attribute of `world.own` and `world.other`.

What the answers mean
---------------------
REACHED: 2xx, a redirect elsewhere than to the sign-in page, or a form shown again with what is wrong in
it (400, 409, 412, 413, 422, 428, 429). HIDDEN: 404, as the house hides what somebody may not know of.
LOGIN: a redirect to the sign-in page. Anything else (403, 405, 5xx) fails the row.

`test_matrix.py` fails when a route has no row, when a row has no route, when a class-based view answers
a method that has no row, and when the routes that are open without signing in are not exactly the rows
that say so.
"""
