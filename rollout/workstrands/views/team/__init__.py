"""The joint team, agreements, support and barriers of a plan."""
