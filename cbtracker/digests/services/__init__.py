"""Every write of digests."""
