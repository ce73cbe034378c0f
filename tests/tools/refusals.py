"""What a service refuses: at which fields."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from deskq.core.errors import InvalidInput


@contextmanager
def refused_at(*fields: str) -> Iterator[None]:
    """What is done within is refused, and just these fields are named."""
    with pytest.raises(InvalidInput) as refusal:
        yield
    assert set(refusal.value.fields) == set(fields), refusal.value.fields
