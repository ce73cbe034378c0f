"""Compiled templates outlive a restart; a damaged file, a full disk or a changed template change nothing on a page."""

import stat
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from deskq.web.template_cache import FOLDER, TemplateCache


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "pages" / "hello.txt"
    path.parent.mkdir()
    path.write_text("hello {{ name }}")
    return path


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that were compiled, in their order."""
    found: list[str] = []
    whole = Environment.compile

    def noted(environment, source, *more, **named):
        found.append(source)
        return whole(environment, source, *more, **named)

    monkeypatch.setattr(Environment, "compile", noted)
    return found


def rendered(source: Path, instance: Path) -> str:
    """By a server that has just started."""
    environment = Environment(loader=FileSystemLoader(source.parent), bytecode_cache=TemplateCache(instance))
    return environment.get_template(source.name).render(name="you")


def test_a_restart_compiles_nothing(source, tmp_path, compiled):
    assert rendered(source, tmp_path) == rendered(source, tmp_path) == "hello you"
    assert compiled == ["hello {{ name }}"]
    assert stat.S_IMODE((tmp_path / FOLDER).stat().st_mode) == 0o700


def test_a_changed_template_is_compiled_again(source, tmp_path, compiled):
    rendered(source, tmp_path)
    source.write_text("good morning {{ name }}")

    assert rendered(source, tmp_path) == "good morning you"
    assert len(compiled) == 2


@pytest.mark.parametrize("length", [0, 1, 20, 60, 100])
def test_a_file_that_was_cut_off_is_made_again(source, tmp_path, compiled, length):
    rendered(source, tmp_path)
    (kept,) = (tmp_path / FOLDER).iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:length])

    assert rendered(source, tmp_path) == "hello you"
    assert len(compiled) == 2
    assert kept.read_bytes() == whole


def test_without_a_place_to_keep_them_pages_are_drawn_all_the_same(source, tmp_path, compiled):
    (tmp_path / "file").write_text("")

    assert rendered(source, tmp_path / "file") == rendered(source, tmp_path / "file") == "hello you"
    assert len(compiled) == 2


def test_a_full_disk_costs_time_only(source, tmp_path, compiled):
    (tmp_path / FOLDER).symlink_to("/dev/full")

    assert rendered(source, tmp_path) == rendered(source, tmp_path) == "hello you"
    assert len(compiled) == 2


def test_the_application_keeps_its_own(app):
    assert isinstance(app.jinja_env.bytecode_cache, TemplateCache)
