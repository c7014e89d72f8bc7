"""Whether what runs in the background runs: the heartbeats of processes, and what they tell."""
