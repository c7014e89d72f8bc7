"""Schemathesis against the running API: what is sent is made from the OpenAPI description, and by thousands.

`hooks.py` is loaded by Schemathesis in a process of its own; `attack.py` starts it and reads what it says.
"""
