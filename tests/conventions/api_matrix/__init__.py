"""The permission matrix of the API: every operation × role × own and other × scope of token.

How to add an operation
-----------------------
Add one `ApiRow` to your app's module here:

    ApiRow("request_positions_create", own=WHITEHALL - {Role.LOCALITY_LEAD}, other=SECRETARIAT, kwargs=reference,
           body=lambda side, user: {"text": "It stands here"})

`own`, `other`, `kwargs`, `query` as in the matrix of the pages (`tests/conventions/matrix`); `body` is the JSON that
is sent (for an upload: the form). It may be left out: what is asked is who gets past the door, not what the rules
behind it say. `scope` is read from the operation itself.

The world is that of the pages' matrix, with the records that its modules furnish; more is made in `furnish(world)`.

What the answers mean: REACHED is 2xx, 304 and what somebody gets who may, but asked wrongly (400, 409, 412, 413, 415,
422, 428). HIDDEN is 404. LOGIN is 401. NO_SCOPE is 403.
"""
