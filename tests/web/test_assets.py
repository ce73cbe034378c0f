"""Addresses of files carry a hash of everything, so that no cache lies."""

import re

from deskq.web import STATIC, asset, static_version


def test_an_asset_s_address_carries_the_version_of_all_files(client):
    assert asset("css/app.css") == f"/static/{static_version()}/css/app.css"
    assert re.fullmatch("[0-9a-f]{12}", static_version())
    assert client.get(asset("css/app.css")).status_code == 200


def test_every_icon_that_a_template_names_is_drawn(app):
    drawn = set(re.findall(r'<symbol[^>]*\bid="([^"]+)"', (STATIC / "icons.svg").read_text()))
    named = set()
    for name in app.jinja_env.list_templates(["html"]):
        source = app.jinja_env.loader.get_source(app.jinja_env, name)[0]
        named |= set(re.findall(r"icon\('([a-z0-9-]+)'", source))

    assert named
    assert named - drawn == set()


def test_every_file_that_a_template_names_is_there(app):
    missing = {}
    for name in app.jinja_env.list_templates(["html"]):
        source = app.jinja_env.loader.get_source(app.jinja_env, name)[0]
        for path in re.findall(r"asset\('([^']+)'\)", source):
            if not (STATIC / path).is_file():
                missing[path] = name

    assert missing == {}


def test_every_template_compiles(app):
    for name in app.jinja_env.list_templates(["html"]):
        app.jinja_env.get_template(name)
