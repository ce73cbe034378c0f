"""Every event that a test records has fields of the types that its class names: ids and texts stand in their places.

Arguments in each other's places are stored in the journal for good, and most tests look at one field or none.
"""

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any, get_type_hints

import pytest
from pydantic import TypeAdapter, ValidationError

from deskq.core.transactions import Transaction


@pytest.fixture(scope="session", autouse=True)
def typed_events() -> Iterator[None]:
    real = Transaction.record

    def record(self: Transaction, event: Any) -> int:
        check(event)
        return real(self, event)

    Transaction.record = record
    yield
    Transaction.record = real


def check(event: Any) -> None:
    """``AssertionError`` for a field with a value of another type."""
    for field, adapter in _adapters(type(event)).items():
        value = getattr(event, field)
        try:
            adapter.validate_python(value, strict=True)
        except ValidationError as wrong:
            raise AssertionError(f"{type(event).__name__}.{field} is {value!r}") from wrong


@cache
def _adapters(event: type[Any]) -> dict[str, TypeAdapter[Any]]:
    hints = get_type_hints(event)
    return {field.name: TypeAdapter(hints[field.name]) for field in dataclasses.fields(event)}
