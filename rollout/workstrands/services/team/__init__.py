"""The joint team of a plan, the agreements to its budget, its support and the barriers that it met."""
