"""Forms of staff are checked by the server, in the language of the page: the browser would speak its own."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[3] / "templates"
FORM = re.compile(r"<form([^>]*)>(.*?)</form>", re.DOTALL)
#: A field that a browser may find wrong.
CHECKED = re.compile(r"\brequired\b|\bf\.(text|both|choice|date)\(")
#: The dialogs of the hall page have no place for a sentence beside a field.
DIALOGS = {"_hall_dialogs.html"}


def test_every_form_with_fields_under_manage_leaves_its_checks_to_the_server():
    paths = [path for path in (TEMPLATES / "manage").rglob("*.html") if path.name not in DIALOGS]
    loud = {
        path.name
        for path in paths
        for head, fields in FORM.findall(path.read_text())
        if 'method="post"' in head and CHECKED.search(fields) and "novalidate" not in head
    }

    assert len(paths) > 30
    assert loud == set()


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("path", ["/manage/devices", "/manage/priorities", "/manage/training"])
def test_an_empty_form_is_answered_with_a_sentence_at_each_field(send, path):
    text = send(path, 422)

    assert "Nothing has been changed yet." in text
    assert text.count('aria-invalid="true"') >= 1
    assert 'class="field-problem"' in text
