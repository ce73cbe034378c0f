"""How an applicant is proven by a code from an SMS on the tracking page of their application."""

import re

import pytest

from deskq.citizen_check.rules import MOST_WRONG

CODE = re.compile(r"(?<![۰-۹0-9])[۰-۹0-9]{6}(?![۰-۹0-9])")


def digits(browser, application, typed="4567", at="10.0.0.1"):
    return browser.post(
        f"/track/{application.code}/application/proof", data={"digits": typed}, environ_base={"REMOTE_ADDR": at}
    ).status_code


def close(browser, application, tries=MOST_WRONG):
    """Wrong digits from as many addresses and browsers."""
    return [digits(browser(), application, "1111", f"203.0.113.{n}") for n in range(tries)]


def page(browser, application, language="fa"):
    return browser.get(f"/track/{application.code}?lang={language}").text


def send(browser, application, **data):
    return browser.post(f"/track/{application.code}/application/sms-code", data=data)


def enter(browser, application, code, **data):
    return browser.post(f"/track/{application.code}/application/sms-code/proof", data={"sms_code": code, **data})


def proven(browser, application):
    """Whether the applicant acts in this browser."""
    return "application/call" in page(browser, application)


@pytest.fixture
def ask(gateway, work):
    """``ask(browser, application)`` asks for a code and returns that of the SMS."""

    def ask_and_read(browser, application) -> str:
        assert send(browser, application).status_code == 303
        work()
        (found,) = CODE.findall(gateway.texts[-1])
        return found

    return ask_and_read


@pytest.fixture
def shut(opened, browser):
    """An application whose digits were entered wrong too often, each time by somebody else."""
    made = opened()
    assert close(browser, made) == [403] * 5
    return made
