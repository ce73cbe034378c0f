"""Histograms of what matters, for Prometheus: how long commits, locks, screens, jobs and pages take.

Several worker processes write into one folder (``PROMETHEUS_MULTIPROC_DIR``, set by deploy/gunicorn.conf.py), and any
of them answers for all.
"""

import os

from prometheus_client import CollectorRegistry, Histogram, generate_latest

FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SLOW = (0.01, 0.1, 0.5, 1.0, 5.0, 30.0, 120.0, 600.0, 3600.0)
FOLDER = "PROMETHEUS_MULTIPROC_DIR"

REGISTRY = CollectorRegistry()
COMMIT = Histogram(
    "deskq_commit_seconds",
    "From the beginning of an action to its commit on the disk.",
    registry=REGISTRY,
    buckets=FAST,
)
DATABASE_WAIT = Histogram(
    "deskq_database_wait_seconds",
    "How long an action waited until its office was locked.",
    registry=REGISTRY,
    buckets=FAST,
)
SCREEN_DELAY = Histogram(
    "deskq_screen_delay_seconds",
    "From an event to its states and cues at the most urgent screens, such as the lobby.",
    registry=REGISTRY,
    buckets=FAST,
)
JOB = Histogram("deskq_job_seconds", "Runs of background jobs.", ("job",), registry=REGISTRY, buckets=SLOW)
HTTP = Histogram(
    "deskq_http_seconds",
    "Answers by group of pages and class of status.",
    ("group", "status"),
    registry=REGISTRY,
    buckets=FAST,
)


def text() -> str:
    """All of them in the text format of Prometheus."""
    if not os.environ.get(FOLDER):
        return generate_latest(REGISTRY).decode()
    from prometheus_client.multiprocess import MultiProcessCollector

    of_all = CollectorRegistry()
    MultiProcessCollector(of_all)  # type: ignore[no-untyped-call]
    return generate_latest(of_all).decode()
