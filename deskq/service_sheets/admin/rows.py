"""The rows of the form of a sheet: empty ones at the end, and buttons that add, move and remove them. They work without
scripts: the page comes again with everything that was typed."""

from collections.abc import Collection
from itertools import zip_longest

from werkzeug.datastructures import MultiDict

from deskq.office.admin_pages import FilledForm
from deskq.service_sheets import form_stages
from deskq.service_sheets.forms import MOST_ROWS, SPARE, is_filled
from deskq.service_sheets.rules.stage_kinds import free_code

#: {list: fields of its rows}
COLUMNS = {
    "stage": ("code", "fa", "en", "unit", "days", "kind", "after", "flags"),
    "document": ("code", "fa", "en", "when"),
    "question": ("code", "fa", "en"),
}
MOVES = {"up": -1, "down": 1}


def of_form(form: FilledForm, stem: str) -> list[dict[str, str]]:
    """The filled rows, each with a code, and empty ones after them, whose codes are free."""
    found = _filled(form, stem)
    taken = {row["code"] for row in found}
    for row in found:
        row["code"] = row["code"] or _free(stem, taken)
    for _ in range(SPARE):
        found.append(dict.fromkeys(COLUMNS[stem], "") | {"code": _free(stem, taken)})
    return found


def _free(stem: str, taken: set[str]) -> str:
    code = free_code(f"{stem}_1", taken)
    taken.add(code)
    return code


def _filled(form: FilledForm, stem: str) -> list[dict[str, str]]:
    columns = [form.all(f"{stem}_{name}") for name in COLUMNS[stem]]
    rows = (dict(zip(COLUMNS[stem], row, strict=True)) for row in zip_longest(*columns, fillvalue=""))
    return [row for row in rows if is_filled(stem, row)][:MOST_ROWS]


def ways(form: FilledForm) -> Collection[str]:
    """The pairs of stages, one after the other, that are ticked."""
    typed = zip(form.all("stage_code"), form.all("stage_after"), strict=False)
    pairs = (f"{code}{form_stages.ARROW}{one}" for code, after in typed for one in after.split())
    return {*form.all("stage_way"), *pairs}


def is_row_button(go: str) -> bool:
    """``up:stage:CODE``, ``down:…`` or ``drop:…`` of one of the lists."""
    verb, _, rest = go.partition(":")
    return verb in (*MOVES, "drop") and rest.partition(":")[0] in COLUMNS


def pressed(form: FilledForm, go: str) -> FilledForm:
    """The form after such a button."""
    verb, stem, code = go.split(":", 2)
    rows = _filled(form, stem)
    nth = next((place for place, row in enumerate(rows) if row["code"] == code), None)
    if nth is not None:
        row = rows.pop(nth)
        if verb in MOVES:
            rows.insert(max(0, nth + MOVES[verb]), row)
    values: MultiDict[str, str] = form.values.copy()
    for name in COLUMNS[stem]:
        values.setlist(f"{stem}_{name}", [one[name] for one in rows])
    if verb == "drop" and stem == "stage":
        values.setlist("stage_way", [one for one in form.all("stage_way") if code not in one.split(form_stages.ARROW)])
    return FilledForm(values, form.problems, form.theirs)
