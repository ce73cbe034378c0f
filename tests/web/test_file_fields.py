"""File fields have our own label: the browser's says what it says in the language of the browser."""

from tests.tools.source_files import ROOT

COMPONENT = ROOT / "templates/components/file.html"


def test_every_file_field_is_the_component():
    own = {path for path in (ROOT / "templates").rglob("*.html") if 'type="file"' in path.read_text()}

    assert own == {COMPONENT}
