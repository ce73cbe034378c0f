"""What each application makes anew and alike is made once a process: the code of its addresses and of its templates.
Without it a test takes an eighth of a second longer, and there are thousands."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule


class _Templates(BytecodeCache):
    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_TEMPLATES = _Templates()


def templates(app: Flask) -> Flask:
    app.jinja_env.bytecode_cache = _TEMPLATES
    return app


def begin() -> None:
    Rule._compile_builder = _once(Rule._compile_builder)  # type: ignore[method-assign]


def _once(compile_builder: Callable[..., Any]) -> Callable[..., Any]:
    """The function that builds an address reads nothing of its rule but these; the rule itself it is given."""
    made: dict[object, Any] = {}

    def of(rule: Any, append_unknown: bool = True) -> Any:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in made:
            made[key] = compile_builder(rule, append_unknown)
        return made[key]

    return of
