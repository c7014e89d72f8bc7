"""The pages of digests."""
