"""Ports: what a feature asks of features above it. The lower one declares a port, the higher one binds it per app."""

from typing import Any, Generic, TypeVar, cast

from flask import Flask, current_app

EXTENSION = "deskq_ports"
T = TypeVar("T")
_declared: dict[str, "Port[Any]"] = {}


class Port(Generic[T]):
    """``default`` answers where nothing is bound. Templates reach a port as ``ports.<name>``."""

    def __init__(self, name: str, default: T) -> None:
        if name in _declared:
            raise ValueError(f"the port {name} is declared twice")
        _declared[name] = self
        self.name = name
        self.default = default

    def bind(self, app: Flask, implementation: T) -> None:
        app.extensions.setdefault(EXTENSION, {})[self.name] = implementation

    def of(self, app: Flask) -> T:
        return cast(T, app.extensions.get(EXTENSION, {}).get(self.name, self.default))

    @property
    def bound(self) -> T:
        """What the current application bound, or the default."""
        return self.of(current_app)


class TemplatePorts:
    """The global ``ports`` of templates: each declared port by its name."""

    def __getattr__(self, name: str) -> Any:
        if name not in _declared:
            raise AttributeError(name)
        return _declared[name].bound


def init_app(app: Flask) -> None:
    app.jinja_env.globals["ports"] = TemplatePorts()
