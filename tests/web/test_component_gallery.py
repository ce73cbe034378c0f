"""The component gallery exists in development and in the demo, not in a real office."""

import re

import pytest

from deskq.web.assets import STATIC


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_page_draws_the_components_in_either_theme(client, lang):
    plain = client.get(f"/dev/components?lang={lang}")
    contrast = client.get(f"/dev/components?lang={lang}&contrast=high")

    assert plain.status_code == contrast.status_code == 200
    assert 'data-contrast="high"' not in plain.text
    assert 'data-contrast="high"' in contrast.text


def test_every_component_has_a_part_on_the_page(client):
    page = client.get("/dev/components").text
    drawn = {name for group in re.findall(r'class="([^"]+)"', page) for name in group.split()}
    drawn |= set(re.findall(r"<([a-z]+-[a-z-]+)", page))

    for sheet in sorted((STATIC / "css" / "components").glob("*.css")):
        own = set(re.findall(r"^  \.?([a-z][\w-]*)", sheet.read_text(), re.MULTILINE))
        assert own & drawn, sheet.name


@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 404)])
def test_a_real_office_has_no_such_page(make_app, demo, status):
    client = make_app(TESTING=False, DEMO=demo).test_client()

    assert client.get("/dev/components").status_code == status


def test_a_page_with_a_day_field_has_the_script_of_its_calendar(templates):
    with_day = {name for name, source in templates.items() if "kind='date'" in source and "{% extends" in source}

    lacking = {name for name in with_day if "elements/jalali-day.js" not in templates[name]}

    assert lacking == {"dev/components.html"}  # which shows the fields only
