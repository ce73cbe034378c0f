"""A tour of inspections: entered without a connection and sent once when it is back; the same place from two phones."""

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.page_actions import in_days, open_application
from tests.e2e.test_fits import over

OFFICE = "set_up"

PHONE = (390, 844)
DOCUMENTS = ("permit", "progress", "deed", "identity", "levy")

KEPT_RESULTS = """() => new Promise((done) => {
  const opening = indexedDB.open("deskq-inspections");
  opening.onsuccess = () => {
    const counting = opening.result.transaction("records").objectStore("records").count();
    counting.onsuccess = () => done(counting.result);
  };
})"""


def opened(clerk: Page, parcel: str) -> str:
    """A renewal of a permit with all documents, which waits for its inspection; its id."""
    open_application(clerk, "permit_renewal", DOCUMENTS, parcel_code=parcel)
    return clerk.url.split("/applications/")[1].split("/")[0]


@pytest.fixture
def tour(enter) -> tuple[Page, str, list[str]]:
    """The page of a planner on a phone, the path of a tour of two places, and the applications."""
    clerk = enter("karimi")
    made = [opened(clerk, parcel) for parcel in ("1-2-3", "1-2-4")]
    planner = enter("planner", size=PHONE)
    planner.goto(f"/inspections/applications/{made[0]}")
    planner.locator("[name=address]").fill("خیابان بهار، پلاک ۱۲")
    planner.locator(".plan-frame").click(position={"x": 150, "y": 120})
    planner.locator("form button[data-kind=main]").click()
    planner.goto("/inspections")
    planner.locator("[name=day]").fill(in_days(0))
    for one in made:
        planner.locator(f"[name=stages][value='{one}:inspection']").check()
    planner.locator(".tour-go button").click()
    planner.wait_for_url("**/inspections/tours/*")
    assert over(planner)[0] == 0
    return planner, planner.url.split("?")[0].split("#")[0] + "/phone", made


def fill(page: Page, place: int, outcome: str, words: str = "", photo: object = None) -> None:
    """Enter a result at a place of the tour and store it."""
    page.locator(".tour-link").nth(place).click()
    shown = page.locator(".tour-place:visible")
    shown.locator(f"[name=outcome][value={outcome}]").check()
    shown.locator("[name=words]").fill(words)
    if photo is not None:
        shown.locator("[name=photos]").set_input_files(photo)
    shown.locator("form button[data-kind=main]").click()
    page.locator(".tour-link").first.wait_for()


def results(page: Page, application: str) -> list[str]:
    page.goto(f"/inspections/applications/{application}")
    return page.locator(".tour-results > li").all_inner_texts()


def test_a_result_entered_without_a_line_is_kept_and_sent_once_when_it_is_back(tour, server, tmp_path):
    Image.new("RGB", (2400, 1800), "linen").save(tmp_path / "wall.jpg")
    phone, address, made = tour
    phone.goto(address)
    line = phone.locator("[data-line]")
    expect(line).to_contain_text("بدون ارتباط هم باز می‌شود")

    network = phone.context.new_cdp_session(phone)
    network.send("Network.enable")
    cut = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    network.send("Network.emulateNetworkConditions", cut)
    server.stop()  # the cut of one page does not reach its service worker
    fill(phone, 0, "does_not_fit", "یک طبقه اضافه ساخته شده است.", tmp_path / "wall.jpg")
    fill(phone, 1, "fits")
    expect(line).to_contain_text("هنوز فرستاده نشده: ۲ نتیجه، ۱ عکس")
    phone.reload()
    expect(line).to_contain_text("هنوز فرستاده نشده: ۲ نتیجه، ۱ عکس")
    assert over(phone)[0] == 0

    server.start()
    network.send("Network.emulateNetworkConditions", {**cut, "offline": False})
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(line).to_contain_text("همه فرستاده شد. نتیجه‌ها: ۲")
    phone.reload()
    expect(line).to_contain_text("همه فرستاده شد. نتیجه‌ها: ۲")

    first = results(phone, made[0])
    assert len(first) == 1
    assert "یک طبقه اضافه" in first[0]
    expect(phone.locator(".tour-photos img")).to_have_count(1)
    assert phone.locator(".tour-photos img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 320
    assert len(results(phone, made[1])) == 1
    phone.goto(f"/applications/{made[1]}")
    expect(phone.locator("[aria-current=step]")).not_to_contain_text("بازدید")


def test_the_second_phone_is_shown_what_the_first_said_and_loses_nothing(tour, enter):
    phone, address, made = tour
    other = enter("planner", size=PHONE)
    for page in (phone, other):
        page.goto(address)
        page.locator("inspection-tour[data-ready]").wait_for()
    fill(phone, 0, "fits", "درست است.")
    expect(phone.locator("[data-line]")).to_contain_text("همه فرستاده شد")

    fill(other, 0, "does_not_fit", "نمای پشت کامل نیست.")

    expect(other.locator("[data-mark]").first).to_contain_text("یادداشت")
    other.locator(".tour-link").first.click()
    expect(other.locator(".tour-said:visible")).to_contain_text("«مطابق است» را ثبت کرده بود")
    first, second = results(other, made[0])
    assert "درست است." in first
    assert "نمای پشت کامل نیست." in second
    assert "یادداشت" in second


def test_a_phone_that_was_signed_out_forgets_the_tour_and_keeps_what_was_entered(tour):
    phone, address, _ = tour
    phone.goto(address)
    line = phone.locator("[data-line]")
    expect(line).to_contain_text("بدون ارتباط هم باز می‌شود")
    phone.route("**/inspections/results", lambda route: route.abort())
    fill(phone, 0, "fits")
    expect(line).to_contain_text("هنوز فرستاده نشده: ۱ نتیجه")
    assert phone.evaluate("caches.has('deskq-inspections')")

    phone.locator("form[action$='/sign-out']").first.evaluate("form => form.requestSubmit()")
    phone.wait_for_url("**/")

    phone.wait_for_function("async () => !(await caches.has('deskq-inspections'))")
    assert phone.evaluate(KEPT_RESULTS) == 1


def test_a_place_reached_by_keyboard_is_not_hidden_by_the_bar_of_the_button(enter):
    clerk = enter("karimi")
    for number in range(4, 8):
        opened(clerk, f"1-2-{number}")
    planner = enter("planner", size=(683, 384))
    planner.goto("/inspections")
    bar = planner.locator(".tour-go")

    planner.locator("[name=person_id]").focus()
    reached = 0
    while planner.evaluate("() => !document.activeElement.matches('.tour-go button')"):
        planner.keyboard.press("Tab")
        place = planner.locator("[name=stages]:focus")
        if place.count():
            reached += 1
            assert place.bounding_box()["y"] + place.bounding_box()["height"] <= bar.bounding_box()["y"]
    assert reached >= 4
