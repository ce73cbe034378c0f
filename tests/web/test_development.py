"""DESKQ_DEV=1: changes of templates and static files are seen without a restart; other files restart the server."""

import os

import pytest

from deploy import dev
from deskq.web import assets


@pytest.fixture
def static(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    (tmp_path / "app.css").write_text("a {}\n")
    return tmp_path


@pytest.fixture
def browser(make_app, static):
    return make_app(DEV=True).test_client()


def test_a_changed_style_sheet_is_served_at_once_and_not_cached(browser, static):
    assert browser.get("/static/any/app.css").text == "a {}\n"
    (static / "app.css").write_text("b {}\n")

    response = browser.get("/static/any/app.css")

    assert response.text == "b {}\n"
    assert response.cache_control.max_age == 0


def test_the_address_of_static_files_changes_with_them(make_app, static):
    app = make_app(DEV=True)
    with app.app_context():
        before = assets.asset("app.css")
    os.utime(static / "app.css", ns=(1, 2))

    with app.app_context():
        assert assets.asset("app.css") != before


def test_templates_are_read_anew(make_app):
    assert make_app(DEV=True).jinja_env.auto_reload
    assert not make_app().jinja_env.auto_reload


def test_python_and_translations_restart_the_server_and_templates_do_not():
    endings = {path.suffix for path in dev.watched()}

    assert endings == {".py", ".po"}


def test_new_gone_and_changed_files_are_noticed(tmp_path):
    stays, changes, goes, comes = (tmp_path / name for name in "abcd")
    before = {stays: 1, changes: 1, goes: 1}

    assert dev.changed(before, {stays: 1, changes: 2, comes: 1}) == {changes, goes, comes}
