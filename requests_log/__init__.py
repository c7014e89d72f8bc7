"""The register of requests of Whitehall."""
