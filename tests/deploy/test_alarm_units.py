"""deploy/deskq.sh and the units of the alarm use what the service uses, and the alarm hands over what was said."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.deploy.container_files import ROOT
from tests.deploy.systemd_unit import directives

DEPLOY = ROOT / "deploy"
#: What a command needs to see the same office as the server.
SHARED = ("User", "Group", "WorkingDirectory", "EnvironmentFile", "Environment", "UMask")


def of_script() -> dict[str, list[str]]:
    """The properties that deskq.sh gives to systemd-run."""
    found: dict[str, list[str]] = {}
    for word in shlex.split((DEPLOY / "deskq.sh").read_text(), comments=True):
        if word.startswith("--property="):
            name, _, value = word.removeprefix("--property=").partition("=")
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("found", [of_script(), directives("Service", DEPLOY / "deskq-doctor.service")])
def test_a_command_has_the_user_the_settings_and_the_folder_of_the_service(found):
    service = directives("Service")

    assert {name: sorted(found[name]) for name in SHARED} == {name: sorted(service[name]) for name in SHARED}


def test_the_script_is_a_program_that_a_shell_understands():
    assert os.access(DEPLOY / "deskq.sh", os.X_OK)
    assert subprocess.run(["sh", "-n", DEPLOY / "deskq.sh"], capture_output=True).returncode == 0


def test_whoever_fails_tells_the_administrator_again_and_again_once_an_hour():
    alarm = directives("Unit", DEPLOY / "deskq-alarm@.service")

    for unit in ("deskq.service", "deskq-doctor.service"):
        assert directives("Unit", DEPLOY / unit)["OnFailure"] == ["deskq-alarm@%N.service"]
    assert (alarm["StartLimitIntervalSec"], alarm["StartLimitBurst"]) == (["3600"], ["1"])


def test_the_alarm_gets_the_subject_and_what_was_logged(tmp_path: Path):
    """With a program in the place of the administrator's, and one in that of journalctl."""
    (tmp_path / "journalctl").write_text('#!/bin/sh\necho "lines of $1"\n')
    (tmp_path / "alarm").write_text(f'#!/bin/sh\n{{ echo "$1"; cat; }} > {tmp_path}/told\n')
    for name in ("journalctl", "alarm"):
        (tmp_path / name).chmod(0o700)
    [command] = directives("Service", DEPLOY / "deskq-alarm@.service")["ExecStart"]
    here = command.replace("/etc/deskq/alarm", str(tmp_path / "alarm")).replace("%i", "deskq").replace("%H", "desk")

    done = subprocess.run(shlex.split(here), env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, capture_output=True)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "told").read_text() == "deskq: deskq failed on desk\nlines of --unit=deskq\n"
