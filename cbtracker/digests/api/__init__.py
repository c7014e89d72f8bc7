"""The API over digests."""
