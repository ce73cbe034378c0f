"""Addresses of static files contain a hash of all of them, so that no cache serves an old one."""

import gzip
import posixpath
import re

import pytest

from deskq.web.assets import STATIC, asset, bundled, static_version


def test_an_asset_s_address_carries_the_version_of_all_files(client):
    assert asset("css/app.css") == f"/static/{static_version()}/css/app.css"
    assert re.fullmatch("[0-9a-f]{12}", static_version())
    assert client.get(asset("css/app.css")).status_code == 200


@pytest.mark.parametrize("path", ["bundles/kiosk.js", "css/app.css", "icons.svg", "vendor/redoc.standalone.js"])
@pytest.mark.parametrize("wanted", ["gzip", "gzip, deflate, br"])
def test_a_text_file_is_sent_compressed_also_to_who_knows_only_gzip(client, path, wanted):
    plain = client.get(asset(path))

    sent = client.get(asset(path), headers={"Accept-Encoding": wanted})

    assert (plain.headers.get("Content-Encoding"), sent.headers["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(sent.data) == plain.data
    assert len(sent.data) < len(plain.data) / 2


def test_a_script_that_is_kept_compressed_is_sent_as_it_was(client):
    kept = gzip.decompress((STATIC / "vendor" / "redoc.standalone.js.gz").read_bytes())

    sent = client.get(asset("vendor/redoc.standalone.js"))

    assert (sent.status_code, sent.mimetype, sent.headers.get("Content-Encoding")) == (200, "text/javascript", None)
    assert sent.data == kept


def test_a_style_sheet_is_sent_with_all_that_it_imports(client):
    for sheet in sorted((STATIC / "css").rglob("*.css")):
        sent = client.get(asset(sheet.relative_to(STATIC).as_posix()))
        home = posixpath.dirname(sent.request.path)

        assert "@import" not in sent.text, sheet
        assert sent.text.count("{") == sent.text.count("}"), sheet
        for address in re.findall(r'url\("(?!data:)([^"]+)"\)', sent.text):
            assert client.get(posixpath.normpath(posixpath.join(home, address))).status_code == 200, address


def test_what_is_imported_keeps_its_layer():
    base = (STATIC / "css" / "base.css").read_text().split("@layer ")[1]

    layers = bundled("css/app.css").split("@layer ")

    assert layers[1].startswith("reset, tokens, base, components, screens, print;")
    assert base[:80] in [layer[:80] for layer in layers]


def test_every_style_sheet_that_a_page_names_says_its_layer(templates):
    named = set(re.findall(r"asset\('(css/[^']+)'\)", "\n".join(templates.values())))

    assert "css/components/plan.css" in named
    assert [sheet for sheet in sorted(named) if "@layer " not in (STATIC / sheet).read_text()] == ["css/fonts.css"]


def test_no_file_outside_is_sent_as_a_style_sheet(client):
    for path in ("../pyproject.toml", "css/../../config.css", "css/nothing.css"):
        assert client.get(f"/static/{static_version()}/{path}").status_code == 404


def test_every_template_compiles_and_every_icon_and_file_that_it_names_is_there(app, templates):
    drawn = set(re.findall(r'<symbol[^>]*\bid="([^"]+)"', (STATIC / "icons.svg").read_text()))
    icons, missing = set(), set()

    for name, source in templates.items():
        app.jinja_env.get_template(name)
        icons |= set(re.findall(r"icon\('([a-z0-9-]+)'", source))
        missing |= {path for path in re.findall(r"asset\('([^']+)'\)", source) if not is_there(path)}

    assert icons
    assert icons - drawn == set()
    assert missing == set()


def is_there(path: str) -> bool:
    return (STATIC / path).is_file() or (STATIC / f"{path}.gz").is_file()


def test_nothing_on_saffron_is_white():
    for sheet in sorted((STATIC / "css").rglob("*.css")):
        for rule in re.findall(r"\{([^{}]*background: var\(--saffron\);[^{}]*)\}", sheet.read_text()):
            assert "color: var(--on-signal)" not in rule, sheet
