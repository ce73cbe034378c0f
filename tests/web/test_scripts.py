"""A screen loads one bundle, which is never older than the modules it was made from."""

import hashlib
import re
import shutil

import pytest

from deskq.web import assets, scripts

SCREENS = sorted(path.stem for path in (assets.STATIC / "js" / "entries").iterdir())


@pytest.fixture
def static(tmp_path, monkeypatch):
    """A copy of the static files, with caches of its own."""
    copy = tmp_path / "static"
    for folder in ("bundles", "js", "vendor"):
        shutil.copytree(assets.STATIC / folder, copy / folder)
    monkeypatch.setattr(assets, "STATIC", copy)
    scripts._is_current.cache_clear()
    yield copy
    scripts._is_current.cache_clear()


def test_every_bundle_is_made_from_the_modules_of_now_and_the_one_of_the_manifest():
    bundles = (assets.STATIC / "bundles").glob("*.js")

    kept = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in bundles}

    assert kept == {name: made["sha256"] for name, made in scripts.manifest().items()}
    assert {screen: stale for screen in SCREENS if (stale := scripts.stale_sources(screen))} == {}, "npm run bundle"
    for screen in SCREENS:
        assert f"static/js/entries/{screen}.js" in scripts.manifest()[f"{screen}.js"]["sources"]


def test_every_screen_that_a_template_names_has_a_bundle(templates):
    assert sorted(set(re.findall(r"script\('([^']+)'\)", "\n".join(templates.values())))) == SCREENS


def test_a_screen_loads_its_bundle(client, static):
    address = scripts.script("lobby")

    assert address.endswith("/bundles/lobby.js")
    assert "lobby-board" in client.get(address).text


@pytest.mark.parametrize("change", [lambda path: path.write_text("export {};\n"), lambda path: path.unlink()])
def test_a_bundle_older_than_its_modules_is_not_used(client, static, change):
    change(static / "js" / "announcement.js")

    assert scripts.script("lobby").endswith("/js/entries/lobby.js")
    assert client.get(scripts.script("lobby")).status_code == 200
    assert scripts.script("hall").endswith("/bundles/hall.js")


def test_in_development_the_modules_themselves_are_loaded(make_app):
    with make_app(DEV=True).app_context():
        assert scripts.script("kiosk").endswith("/js/entries/kiosk.js")
