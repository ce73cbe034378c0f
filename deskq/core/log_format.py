"""Log lines as JSON, one object each (``DESKQ_LOG_FORMAT=json``), without personal data.

An exception is named by its class and the places it went through. What it says is left out: that may repeat a name, a
number or a value of the database.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

OURS = "deskq"
OTHERS = ("gunicorn.error",)


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        found: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if record.exc_info and record.exc_info[1] is not None:
            found["error"] = _chain(record.exc_info[1])
        return json.dumps(found, ensure_ascii=False)


def _chain(error: BaseException) -> list[dict[str, Any]]:
    """The error and its causes, the first one last."""
    chain: list[dict[str, Any]] = []
    cause: BaseException | None = error
    while cause is not None and len(chain) < 5:
        places = [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(cause.__traceback__)]
        chain.append({"class": type(cause).__qualname__, "trace": places})
        cause = cause.__cause__ or cause.__context__
    return chain


def use_json() -> None:
    """Let every log line of this process be JSON."""
    formatter = JsonFormatter()
    root = logging.getLogger()
    if not any(isinstance(one.formatter, JsonFormatter) for one in root.handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(formatter)
        root.addHandler(handler)
    logging.getLogger(OURS).setLevel(logging.INFO)
    for name in OTHERS:
        for one in logging.getLogger(name).handlers:
            one.setFormatter(formatter)
