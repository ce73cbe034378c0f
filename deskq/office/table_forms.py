"""Forms that edit a whole table: rows that somebody else added while the form was open."""

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from deskq.office.admin_pages import FilledForm


def with_new_rows(form: FilledForm, stored: FilledForm, names: Iterable[str] | None = None) -> FilledForm:
    """The form with the stored values in those of the fields ``names`` (all: None) that it was sent without. Empty,
    they would be saved over what somebody else has just written."""
    values = MultiDict(form.values)
    for name in stored.values if names is None else names:
        if name not in values:
            values.setlist(name, stored.all(name))
    return FilledForm(values, form.problems, form.theirs)
