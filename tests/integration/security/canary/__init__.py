"""Numbers that nobody could mistake, a world that is full of them, and a walk through everything that the product says.

`numbers.py` has the canaries and finds them in whatever a page or a file is made of; `worlds.py` puts them where
estimates, interventions and proposals are kept; `crawl.py` asks every route of the permission matrix, and every
operation of the API's matrix, as every role. A new one is in it as soon as it has its row there. `messages.py` renders
every kind of email, `lines.py` keeps what is logged.
"""
