"""Keys that no setting gives are made on the first start and kept in the instance folder."""

import os
import subprocess
import sys

import pytest

import config

KEY = "a-key-of-many-different-characters-0123456789"


@pytest.fixture(autouse=True)
def instance(tmp_path, monkeypatch):
    """A folder of keys of its own: other tests of the process keep theirs."""
    monkeypatch.setattr(config, "INSTANCE", tmp_path / "instance")
    config.INSTANCE.mkdir()
    return config.INSTANCE


def test_three_different_keys_are_made_once_and_only_their_owner_reads_them(instance):
    first, second = ([config.load({})[name] for name in ("SECRET_KEY", "DATA_KEY", "BLIND_KEY")] for _ in range(2))

    assert first == second
    assert len(set(first)) == 3
    assert len(first[0]) >= 43
    for name in ("secret_key", "data_key", "blind_key"):
        assert (instance / name).stat().st_mode & 0o777 == 0o600


def test_several_keys_seal_and_open_and_space_between_does_not_matter():
    assert config.load({"DESKQ_DATA_KEY": f" {KEY} , {KEY[::-1]}, "})["DATA_KEY"] == f"{KEY},{KEY[::-1]}"


def test_a_key_that_a_power_cut_left_empty_is_never_used(instance):
    (instance / "data_key").touch()

    with pytest.raises(config.BadSetting, match="data_key is empty"):
        config.load({})


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_a_key_file_that_cannot_be_read_is_named(instance, content):
    path = instance / "data_key"
    path.mkdir() if content is None else path.write_bytes(content)

    with pytest.raises(config.BadSetting, match="data_key"):
        config.load({})


def test_a_folder_that_cannot_be_made_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setattr(config, "INSTANCE", tmp_path / "file" / "instance")

    with pytest.raises(config.BadSetting, match=f"The folder {tmp_path}/file/instance cannot be used: .*: not a dir"):
        config.load({})


def test_an_empty_name_of_the_folder_is_none():
    """Keys would be written into the working directory."""
    script = "import config; print(config.INSTANCE == config.ROOT / 'instance')"
    environment = {**os.environ, "DESKQ_INSTANCE": ""}

    done = subprocess.run((sys.executable, "-c", script), cwd=config.ROOT, env=environment, capture_output=True)

    assert done.stdout.strip() == b"True"
