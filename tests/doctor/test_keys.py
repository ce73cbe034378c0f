"""The doctor says which key is missing, open to others, or not the one that the personal data were made with."""

import pytest

from deskq.core import secrets
from deskq.doctor.checks import keys
from deskq.ops.backup import staging
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.sms import service as sms_service
from tests.doctor.conftest import KEYS

OTHER_KEY = "a-key-of-another-machine-0123456789-abcdefgh"


@pytest.mark.parametrize("name", KEYS)
def test_fresh_keys_are_well_and_a_missing_one_is_named(states, errs, instance, name):
    assert states("keys") == ["ok"]

    (instance / name).unlink()

    errs("keys", str(instance / name), "flask backup")


def test_a_key_of_the_environment_needs_no_file(states, instance, monkeypatch):
    (instance / "data_key").unlink()
    monkeypatch.setenv("DESKQ_DATA_KEY", OTHER_KEY)

    assert states("keys") == ["ok"]


@pytest.mark.parametrize("name", [*KEYS, "backup_key"])
@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_a_key_that_others_can_read_is_named_with_the_command_that_closes_it(errs, instance, name, mode):
    (instance / name).touch()
    (instance / name).chmod(mode)

    errs("keys", "", f"Close it: chmod 600 {instance / name}")


def test_a_folder_that_others_can_write_is_named(doctor, instance):
    instance.chmod(0o777)

    assert [one.advice for one in doctor("keys")] == [f"Close it: chmod 700 {instance}"]


@pytest.mark.parametrize("name", [f"{staging.PREFIX}1a2b3c4d", "tmp1a2b3c4d"])
def test_what_a_killed_restore_left_is_named_with_the_command_that_deletes_it(doctor, instance, name):
    (instance / name).mkdir()
    (instance / name / "deskq.sqlite").touch()

    (found,) = doctor("keys")

    assert found.state == "warning"
    assert found.advice == f"Delete the folder: rm -r {instance / name}"


def test_a_restore_that_is_running_has_left_nothing(states, instance):
    with staging.folder(instance):
        assert states("keys") == ["ok"]


def test_settings_that_others_can_read_are_named(doctor, tmp_path, monkeypatch):
    file = tmp_path / "deskq.env"
    file.touch(mode=0o644)
    monkeypatch.setattr(keys, "SETTINGS_FILE", file)

    (found,) = doctor("keys")

    assert str(file) in found.text


def test_personal_data_of_another_key_are_found(app, office, states, errs):
    """As after a lost data_key: deskq has made another, and what was stored cannot be read any more."""
    ticket = issue(office, "test", NewTicket("info_desk", secrets.new()))
    sms_service.store_number(office, "test", ticket.id, "+989123456789")
    assert states("personal-data") == ["ok"]
    app.config["DATA_KEY"] = OTHER_KEY

    errs("personal-data", "", "DESKQ_DATA_KEY")
