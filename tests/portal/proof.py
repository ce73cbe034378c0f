"""How a sender proves on the tracking page that a message is theirs: by digits, or by a code from an SMS."""

import re

import pytest

from deskq.citizen_check import rules


def digits(browser, message, typed, at="10.0.0.1"):
    return browser.post(
        f"/track/{message.code}/proof", data={"digits": typed}, environ_base={"REMOTE_ADDR": at}
    ).status_code


def page(browser, message):
    return browser.get(f"/track/{message.code}").text


def close(browser, message, tries=rules.MOST_WRONG):
    """Wrong digits from as many addresses and browsers, over many days."""
    return [digits(browser(), message, "1111", f"203.0.113.{n}") for n in range(tries)]


@pytest.fixture
def ask(gateway, work):
    """``ask(browser, message)`` asks for a code and returns that of the SMS."""

    def send(browser, message) -> str:
        assert browser.post(f"/track/{message.code}/sms-code").status_code == 303
        work()
        (found,) = re.findall(r"(?<![۰-۹])[۰-۹]{6}(?![۰-۹])", gateway.texts[-1])
        return found

    return send


def enter(browser, message, code):
    return browser.post(f"/track/{message.code}/sms-code/proof", data={"sms_code": code}).status_code
