"""Caches shared by all applications of a test process: compiled rules, templates and statements, password checks.

Without it a test takes a fifth of a second longer, and there are thousands.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.orm import Mapper
from werkzeug.routing import Rule

from deskq.core.extensions import db
from deskq.staff import passwords


class _Templates(BytecodeCache):
    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


class _Statements(dict[Any, Any]):
    """Compiled statements by key; all engines of a kind have equal dialects, so they share them."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(self._alike(key), default)

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self._alike(key))

    def __contains__(self, key: object) -> bool:
        return super().__contains__(self._alike(key))

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(self._alike(key), value)

    @staticmethod
    def _alike(key: Any) -> Any:
        return (type(key[0]), *key[1:])


_TEMPLATES = _Templates()
_STATEMENTS = _Statements()


def application(app: Flask) -> Flask:
    app.jinja_env.bytecode_cache = _TEMPLATES
    with app.app_context():
        db.engine.update_execution_options(compiled_cache=_STATEMENTS)
    return app


def begin() -> None:
    Rule.compile = _once(Rule.compile)  # type: ignore[method-assign]
    Mapper._compiled_cache = _STATEMENTS
    passwords._verify = cache(passwords._verify)


def _once(compile_rule: Callable[[Rule], None]) -> Callable[[Rule], None]:
    """The compiled code of a rule depends only on these; its functions are bound to the rule itself."""
    made: dict[object, tuple[Any, ...]] = {}

    def of(rule: Rule) -> None:
        key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, rule.map.host_matching, repr(rule.defaults))
        if key not in made:
            compile_rule(rule)
            made[key] = (
                rule._parts,
                rule._trace,
                rule._converters,
                frozenset(rule.arguments),
                rule._build.__func__,
                rule._build_unknown.__func__,
            )
        rule._parts, rule._trace, rule._converters, names, build, build_unknown = made[key]
        rule.arguments = set(names)
        rule._build, rule._build_unknown = build.__get__(rule), build_unknown.__get__(rule)

    return of
