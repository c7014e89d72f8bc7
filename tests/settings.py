"""cbtracker's settings as the tests use them: what the environment does not say is filled in here."""

import os
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.gettempdir())
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))

os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DEMONSTRATION", "true")
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER / 'cbtracker.sqlite3'}")
# Playwright's loop runs in the thread of the tests; without this Django refuses the ORM there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from cbtracker import settings as product

globals().update({name: getattr(product, name) for name in dir(product) if name.isupper()})

INSTALLED_APPS = [*product.INSTALLED_APPS, "django_migration_linter"]
# The cheapest hasher: Argon2 is made to be slow, and hundreds of tests sign somebody in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *product.PASSWORD_HASHERS]

DATABASES = {"default": {**product.DATABASES["default"]}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads of a live server then have connections and locks of their own, as in earnest.
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / f"cbtracker-test-{RUN}.sqlite3")}
# Nothing is collected for tests; of a folder that is not there WhiteNoise would warn once for every test client.
STATIC_ROOT = FOLDER / "cbtracker-nothing-collected"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    **product.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# A file is looked for when it is asked for: every test client would look all of them up first, which takes longer than
# most of what it is then asked.
WHITENOISE_AUTOREFRESH = True
MIGRATION_LINTER_OPTIONS = {"no_cache": True}
