"""No name that was published or stored may disappear; new ones may come."""

import json
from contextlib import suppress
from typing import Any

import pytest

from config import BadSetting, load
from tests.golden.conftest import HERE, KNOWN
from tests.golden.published import names

THEN: dict[str, Any] = json.loads((HERE / "names.json").read_text())


@pytest.fixture
def now(app) -> dict[str, Any]:
    return names(app)


@pytest.mark.parametrize("what", THEN)
def test_everything_that_had_a_name_still_has_it(now, what):
    assert lost(THEN[what], now[what]) == []


def lost(before: Any, after: Any) -> list[str]:
    """What was there before and is not there, or is something else."""
    if isinstance(before, dict):
        missing = [name for name in before if name not in after]
        return missing + [
            f"{name}: {gone}" for name in before if name in after for gone in lost(before[name], after[name])
        ]
    if isinstance(before, list):
        return [str(each) for each in before if each not in after]
    return [] if before == after else [f"{before} is {after}"]


@pytest.mark.parametrize("name", [name for name in THEN["settings"] if name != "DESKQ_INSTANCE"])
def test_a_setting_of_then_is_still_heard(app, name):
    """It is taken or refused, not ignored. (DESKQ_INSTANCE is read when config is imported.)"""
    with suppress(BadSetting):
        assert load({name: "x"}) != load({})


def test_every_kind_of_event_that_the_journal_holds_is_known(now):
    assert set(KNOWN["journalled"]) <= set(now["events"])


def test_cookies_have_the_names_they_had(app):
    names_then = {name for cookies in KNOWN["cookies"].values() for name in cookies}
    assert names_then == {"deskq_kiosk", "deskq_lobby", "deskq_tablet_2", "deskq_session"}
    assert app.config["SESSION_COOKIE_NAME"] == "deskq_session"
