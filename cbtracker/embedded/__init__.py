"""The processes of cbtracker on one machine: `python -m cbtracker.embedded` runs them all, with a Valkey of its own.

For `./run` and for the tests; needs no Django, and no server of the machine's.
"""
