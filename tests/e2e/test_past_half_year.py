"""A half-year before deskq: slips from the minutes of a box and a table of messages become a published report, in an
office set up on its pages."""

import json
import re

import pytest

from tests.e2e.real_office import Pages
from tests.tools.waiting import until

OFFICE = "set_up"
HALF = "1397-2"
HEADERS = "شماره,تاریخ,نوع,موضوع,متن,محل,نتیجه,ریشه"
SUBJECTS = (("چاله و لکه‌گیری آسفالت", 14), ("نظافت معابر", 8))
SLIPS = ("چراغ کوچهٔ ما خاموش است", "از پاسخ باجه سپاسگزارم")


def table() -> bytes:
    rows = [HEADERS]
    for subject, times in SUBJECTS:
        for _ in range(times):
            number = len(rows)
            rows.append(
                f"{number},1397/10/{1 + number % 29:02},درخواست,{subject},نوشتهٔ شمارهٔ {number},خیابان امام,انجام شد,"
            )
    return "\r\n".join(rows).encode("utf-8-sig")


@pytest.fixture
def people(server):
    """``people("mayor")``: the pages of somebody who signed in."""
    return lambda name: Pages(server.address).sign_in(name)


def type_slips(operator: Pages) -> None:
    box = re.search(r"/boxes/(\d+)", operator.get("/boxes"))[1]
    form = operator.form(f"/boxes/{box}", f"/boxes/{box}/openings")
    witness = re.search(r'name="witnesses" value="(\d+)"', operator.get(f"/boxes/{box}"))[1]
    opened = operator.send(
        f"/boxes/{box}", form.action, slips=str(len(SLIPS)), witnesses=[witness], day="۱۳۹۷/۱۱/۱۵", minutes="صورت‌جلسه"
    )
    opening = re.search(r"/boxes/openings/(\d+)/slips", opened)[1]
    page = f"/boxes/openings/{opening}"
    for words in SLIPS:
        operator.send(page, f"{page}/slips", kind=["criticism"], body=words)
    operator.send(page, f"{page}/closing")


def import_table(supervisor: Pages) -> None:
    page = "/manage/message-imports"
    shown = supervisor.upload(page, page, ("1397.csv", table()))
    address = re.search(rf"{page}/\d+", shown)[0]
    supervisor.send(address, f"{address}/start")
    until(lambda: json.loads(supervisor.get(f"{address}/progress"))["state"] == "done")


def code_all(coder: Pages) -> int:
    page = f"/manage/coding/{HALF}/several"
    items = re.findall(r'name="items" value="([^"]+)"', coder.get(page))
    coder.send(page, page, items=items, subject="keep", cause=["no_budget"])
    assert 'name="items"' not in coder.get(page)
    return len(items)


def write_report(mayor: Pages) -> None:
    page = f"/manage/half-year/{HALF}"
    mayor.send(page, f"{page}/freezing")
    unit = re.search(r'<select[^>]* name="unit_id".*?<option value="(\d+)"', mayor.get(f"{page}/actions/new"), re.S)[1]
    mayor.send(
        f"{page}/actions/new", f"{page}/actions", what_fa="هر چاله تا ده روز پر می‌شود", unit_id=unit, due="۱۴۰۶/۰۶/۳۱"
    )
    for text in ("آسفالت بیشترین گفتهٔ شماست", "پس از آن نظافت معابر", "برای هر دو بودجه کم بود"):
        sources = re.findall(r'name="sources" value="([^"]+)"', mayor.get(f"{page}/findings/new"))
        mayor.send(f"{page}/findings/new", f"{page}/findings", text_fa=text, sources=sources[:1])
    mayor.send(page, f"{page}/headline", headline_fa="آسفالت و نظافت، دو ضعف ما")
    mayor.send(page, f"{page}/publication")


def test_the_second_half_of_1397_is_entered_and_published(people, server):
    type_slips(people("operator"))
    import_table(people("supervisor"))
    coded = code_all(people("inspectorate"))
    write_report(people("mayor"))

    citizen = Pages(server.address)
    report = citizen.get(f"/published/{HALF}")
    figures = citizen.get(f"/published/{HALF}.csv")
    assert coded == len(SLIPS) + sum(times for _, times in SUBJECTS)
    assert "آسفالت و نظافت، دو ضعف ما" in report
    assert f"{HALF},1,said,asphalt,total,14,,,,0" in figures
