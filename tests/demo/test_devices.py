"""Devices of the demo office are paired without a code, and have names that an office would choose."""

import pytest

from tests.tools.browsers import browser

__all__ = ["browser"]


@pytest.mark.parametrize(("path", "name"), [
    ("/kiosk", "کیوسک ورودی · Entrance kiosk"),
    ("/lobby", "تابلوی سالن انتظار · Waiting hall board"),
    ("/counters/3/rating", "تبلت نظرسنجی · Rating tablet"),
])  # fmt: skip
def test_a_device_of_the_demo_office_has_a_believable_name(app, browser, sign_in, path, name):
    app.config["DEMO"] = True
    assert browser().get(path).status_code == 200

    page = sign_in("admin").get("/manage/devices?lang=en").text

    assert name in page
    assert ">demo<" not in page
