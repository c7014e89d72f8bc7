"""What pages, papers and commands read of the rollout, each in a constant number of queries."""
