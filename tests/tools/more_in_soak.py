"""Parameters of which few are tried with every change, and all by ``make soak``."""

from collections.abc import Iterable
from typing import Any

import pytest


def more_in_soak(values: Iterable[Any], often: int = 1) -> list[Any]:
    """For ``pytest.mark.parametrize``: the first ``often`` values as they are, the others marked for the soak."""
    return [
        value if number < often else pytest.param(value, marks=pytest.mark.soak) for number, value in enumerate(values)
    ]


def postgres_in_soak(name: str = "postgresql") -> list[Any]:
    """For ``pytest.mark.parametrize``: SQLite with every change, PostgreSQL, called so, by the soak."""
    return ["sqlite", pytest.param(name, marks=(pytest.mark.postgres, pytest.mark.soak))]
