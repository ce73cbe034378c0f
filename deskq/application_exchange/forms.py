"""The forms of imports."""

from typing import Annotated, Any, Literal

from pydantic import Field, create_model
from werkzeug.datastructures import MultiDict

from deskq.application_exchange.rules import fields
from deskq.application_exchange.rules.fields import Layout
from deskq.web.forms import Form, read_page

Text = Annotated[str, Field(max_length=200)]
Place = Annotated[str, Field(max_length=3, pattern=r"^\d*$")]
CODES = sorted({one.code for those in fields.FIELDS.values() for one in those})


class UploadForm(Form):
    kind: Annotated[str, Field(max_length=12)]


class ExportForm(Form):
    """An export with applicants; ``why`` is kept in the journal."""

    what: Literal["applications", "stages"]
    ending: Literal["csv", "xlsx"]
    why: Annotated[str, Field(min_length=1, max_length=200)]


class _Unit(Form):
    make: bool = False
    unit: Annotated[str, Field(max_length=40)] = ""


_ANY: Any = {f"column_{code}": (Place, "") for code in CODES} | {f"same_{code}": (Text, "") for code in CODES}
LayoutForm: type[_Unit] = create_model("LayoutForm", __base__=_Unit, **_ANY)


def layout(sent: MultiDict[str, str], kind: str, columns: int) -> Layout:
    """The columns as they were chosen; places that the table does not have are none."""
    form = read_page(LayoutForm, sent)
    codes = [one.code for one in fields.FIELDS[kind]]
    chosen = {code: getattr(form, f"column_{code}") for code in codes}
    places = {code: int(place) for code, place in chosen.items() if place and int(place) < columns}
    same = {code: text for code in codes if (text := getattr(form, f"same_{code}"))}
    return Layout(places, same, form.unit if form.make else "")


def values(found: Layout) -> dict[str, object]:
    """A layout as values of its form."""
    return {
        **{f"column_{code}": place for code, place in found.columns.items()},
        **{f"same_{code}": text for code, text in found.same.items()},
        "make": bool(found.unit),
        "unit": found.unit,
    }
