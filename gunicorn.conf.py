"""How gunicorn serves cbtracker; `WEB_BIND` and `WEB_WORKERS` come from the environment."""

from cbtracker.env import Environment
from cbtracker.logs import logging_settings

env = Environment()

wsgi_app = "cbtracker.wsgi:application"
bind = env.text("WEB_BIND", "127.0.0.1:8000", "address:port")
workers = env.whole_number("WEB_WORKERS", 2)
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 30
max_requests = 5000
max_requests_jitter = 500
# As long as it takes: filters of the API, and cursors, are long.
limit_request_line = 8190
# Its place would be the home folder, which a service may not have.
control_socket_disable = True
worker_tmp_dir = "/dev/shm"  # noqa: S108 memory, so that a slow disk does not look like a hung worker
logconfig_dict = logging_settings(readable=env.boolean("DEBUG", False))
