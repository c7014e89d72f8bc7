"""The long tests, run by `./run faults` on PostgreSQL."""
