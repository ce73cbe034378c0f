# The image of deskq. compose.yaml runs it with PostgreSQL, Redis and nginx; docs/docker.md explains both.

FROM python:3.11-slim AS build
WORKDIR /opt/deskq
RUN python -m venv .venv
COPY requirements.lock ./
COPY deploy/bootstrap deploy/bootstrap
# Versions and hashes of all libraries are in the lock file; nothing else is installed.
RUN .venv/bin/python deploy/bootstrap/install.py requirements.lock
COPY . .
RUN .venv/bin/pybabel -q compile -d deskq/translations -D deskq && .venv/bin/python -m compileall -q deskq

FROM python:3.11-slim
# Voice (espeak-ng, ffmpeg), Persian text on printed tickets (libfribidi0), USB printers (libusb), backups (pg_dump).
# PDF files need nothing here: their library is in the lock file, their font and template in the checkout.
RUN apt-get update \
    && apt-get install -y --no-install-recommends espeak-ng ffmpeg libfribidi0 libusb-1.0-0 postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --user-group --uid 10001 --no-create-home --shell /usr/sbin/nologin deskq \
    && install -d -o deskq -g deskq -m 0700 /var/lib/deskq
COPY --from=build /opt/deskq /opt/deskq
WORKDIR /opt/deskq
ENV PATH=/opt/deskq/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    FLASK_APP=deskq \
    FLASK_SKIP_DOTENV=1 \
    DESKQ_HOST=0.0.0.0 \
    DESKQ_PORT=8000 \
    DESKQ_INSTANCE=/var/lib/deskq
VOLUME /var/lib/deskq
USER deskq
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["python", "deploy/healthcheck.py"]
# Does not migrate: two workers that migrate at once block each other. Run `flask db upgrade` before, as compose.yaml does.
CMD ["gunicorn", "-c", "deploy/gunicorn.conf.py"]
