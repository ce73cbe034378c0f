"""Form values of a row."""

from typing import Any, TypeVar

from deskq.core.errors import NotFound
from deskq.web.forms import Form

R = TypeVar("R")


def of_office(row: R | None) -> R:
    """The row; ``NotFound`` when this office has none."""
    if row is None:
        raise NotFound
    return row


def columns(row: Any, form: type[Form]) -> dict[str, Any]:
    """Columns of a row that the form has fields for."""
    return {name: _plain(getattr(row, name)) for name in form.model_fields if hasattr(row, name)}


def _plain(value: Any) -> Any:
    """3.0 is typed as 3."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def clock_text(minutes: int) -> str:
    """450 as it is typed: 7:30."""
    return f"{minutes // 60}:{minutes % 60:02}"
