"""The fault table of issue 6: `./run faults digests` runs it alone and prints what was asked and measured of each.

The negative controls, and a short version of each, are in tests/integration/faults, tests/integration/digests and
tests/integration/running; `test_controls.py` runs the controls here too.
"""
