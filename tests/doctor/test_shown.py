"""The command and the page show the same findings, in the language asked, the worst where it is seen first."""

import pytest

from deskq.core import last_backup
from deskq.doctor import run as doctor_run
from deskq.doctor.finding import Check
from tests.ops.backup.conftest import run


@pytest.fixture
def no_backup(doctor, instance):
    (instance / last_backup.NAME).unlink()


def test_the_command_ends_with_the_worst_and_a_summary(app, no_backup):
    answer = run(app, "doctor", "--language", "en")

    assert answer.exit_code == 2
    lines = answer.stdout.strip().splitlines()
    assert lines[-1] == "Something does not work, or is at risk."
    states = [line.partition("]")[0][1:] for line in lines if line.startswith("[")]
    order = ["In order", "Good to know", "Please look", "Wrong"]
    assert states == sorted(states, key=order.index)
    assert [line for line in lines if "What to do: Set DESKQ_BACKUP_FOLDER" in line]


@pytest.mark.parametrize(("terminal", "said"), [("fa_IR.UTF-8", "چه کنید"), ("C.UTF-8", "What to do")])
def test_the_command_speaks_the_language_of_the_terminal(app, no_backup, monkeypatch, terminal, said):
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LC_ALL", terminal)

    assert said in run(app, "doctor").stdout


def test_a_check_that_fails_itself_is_a_finding_and_hides_no_other(app, doctor, monkeypatch):
    def fail():
        raise ZeroDivisionError("a secret 0912 345 6789")

    broken = Check("clock", "Clock", fail)
    monkeypatch.setattr(doctor_run, "CHECKS", (doctor_run.DATABASE, broken, *doctor_run.CHECKS[2:]))

    (found,) = doctor("clock")

    assert found.text == "This could not be checked (ZeroDivisionError)."
    assert "0912" not in found.text
    assert doctor("keys")[0].state == "ok"


def test_every_check_finds_something(doctor):
    found = {check.name: doctor(check.name) for check in (*doctor_run.CHECKS, doctor_run.SERVER)}

    assert [name for name, findings in found.items() if not findings] == []


def test_every_problem_says_what_to_do(app, office):
    """Anybody who runs this alone has nobody to ask."""
    results = [one for one in doctor_run.run(in_server=True) if one.finding.state in ("warning", "error")]

    assert results
    assert [one.check.name for one in results if not one.finding.advice] == []


@pytest.mark.parametrize(("language", "said"), [("en", "There is no backup at all"), ("fa", "هیچ نسخهٔ پشتیبانی نیست")])
def test_the_page_shows_problems_first_with_what_to_do(client, sign_in, no_backup, language, said):
    sign_in("admin")

    text = client.get(f"/manage/doctor?lang={language}").text

    assert text.index(said) < text.index("DESKQ_BACKUP_FOLDER") < text.index('id="ok"')
    assert text.index('id="error"') < text.index('id="hint"') < text.index('id="ok"')


def test_the_page_finds_what_the_command_finds(app, office, doctor):
    from_outside = {one.check.name for one in doctor_run.run(in_server=False)}

    assert {one.check.name for one in doctor_run.run(in_server=True)} == from_outside
