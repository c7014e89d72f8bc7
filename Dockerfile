# Two images. `cbtracker`: web, worker, beat and management commands differ in their command only. `proxy`: what stands in
# front. Nothing is fetched when they start; no secret is in them; neither runs as root.

FROM node:22-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tools/assets.sh tools/
COPY static static
RUN tools/assets.sh

FROM caddy:2.11.7-alpine AS proxy
# It listens above port 1024, so the right to listen below goes, without which it would not start where rights are dropped.
# A volume for the certificates is made with the owner of the folder.
RUN setcap -r /usr/bin/caddy && chown -R 1000:1000 /data /config
COPY proxy/Caddyfile /etc/caddy/Caddyfile
USER 1000:1000
EXPOSE 8080 8443
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]

FROM python:3.13-slim-bookworm AS python
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements/base.txt requirements/
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt

FROM python:3.13-slim-bookworm AS cbtracker
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 WEB_BIND=0.0.0.0:8000
RUN useradd --system --uid 10001 --home-dir /app --no-create-home cbtracker
WORKDIR /app
COPY --from=python /venv /venv
COPY . .
COPY --from=assets /app/build/assets build/assets
# Collecting needs settings to be there, not to be right: none of these is kept in the image.
RUN SECRET_KEY=$(python -c 'print("x" * 50)') ALLOWED_HOSTS=build SITE_URL=http://build EMAIL_URL=consolemail:// \
    DATABASE_URL=sqlite:////tmp/unused python manage.py collectstatic --no-input
USER cbtracker
EXPOSE 8000
CMD ["gunicorn"]
