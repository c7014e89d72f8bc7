"""The demonstration: invented people, F004's requests as facts, and what might have come of them."""

from cbtracker.places.demo.load import NotADemonstration, load_demo

__all__ = ["NotADemonstration", "load_demo"]
