"""The product's settings with one page more: an empty one, for the floor of the benchmark."""

from cbtracker import settings as product

globals().update({name: getattr(product, name) for name in dir(product) if name.isupper()})

ROOT_URLCONF = "tests.bench.urls"
STATIC_ROOT = product.BASE_DIR / "build" / "bench-static"
