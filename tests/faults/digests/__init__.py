"""The fault table of issue 6: `./run faults digests` runs it alone and prints what was asked and measured of each.

The negative controls, and a short version of each, are in tests/integration/faults, which both commands run. That pages
answer 503 while PostgreSQL is away is in tests/integration/running; more about digests is in tests/integration/digests.
"""
