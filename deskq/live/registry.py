"""What features have registered with the live screens of an application: screen types, cue sources, endings."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from flask import Flask

from deskq.live.screen_types import CueSource, Ending, ScreenType

EXTENSION = "deskq_screens"
E = TypeVar("E")


class Registry:
    def __init__(self) -> None:
        self.types: dict[str, ScreenType] = {}
        self.cue_sources: list[CueSource] = []
        self._endings: dict[type[Any], list[Callable[[Any], Ending | None]]] = defaultdict(list)

    def add_screen(self, screen_type: ScreenType) -> None:
        if screen_type.name in self.types:
            raise ValueError(f"the screen type {screen_type.name} is registered twice")
        self.types[screen_type.name] = screen_type

    def add_cues(self, source: CueSource) -> None:
        self.cue_sources.append(source)

    def end_on(self, event: type[E], ending: Callable[[E], Ending | None]) -> None:
        """``ending(event)`` names the subscriptions that an event ends, or None."""
        self._endings[event].append(ending)

    def endings(self, event: Any) -> Iterator[Ending]:
        """What this event ends; ``end_on`` an event holds for its subclasses too."""
        for event_class in type(event).__mro__:
            for ending in self._endings.get(event_class, ()):
                found = ending(event)
                if found is not None:
                    yield found


def of(app: Flask) -> Registry:
    found: Registry = app.extensions.setdefault(EXTENSION, Registry())
    return found
