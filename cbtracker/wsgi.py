"""WSGI entry point, for gunicorn."""

import atexit
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cbtracker.settings")
application = get_wsgi_application()

# After the application: models are there by now.
from cbtracker.health.heart import Heart, own_name  # noqa: E402

heart = Heart("web", own_name())
heart.start()
atexit.register(heart.stop)
