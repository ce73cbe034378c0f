"""The spoken mode of the kiosk: every screen is read aloud, two keys suffice, and it ends with the visit."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.audio_listener import CHOOSE, NEXT, Listener
from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import rendered

HELLO = {
    "fa": "خواندن با صدا روشن شد. کلید فاصله گزینهٔ بعدی را می‌خواند و کلید اینتر آن را برمی‌گزیند.",
    "en": "Read aloud is on. Press space to hear the next choice and Enter to choose it.",
}
#: What is heard after each press, from the start to the token: three wait for the levies before.
VISIT = {
    "fa": [
        (NEXT, [HELLO["fa"], "برای چه کاری آمده‌اید؟ ۵ گزینه هست."]),
        (NEXT, ["ساختن خانه یا بنا. صدور، تمدید، عدم خلاف، پایان کار. باجه‌ای باز نیست. گزینهٔ ۱ از ۵."]),
        (NEXT, ["قبض و عوارض. نوسازی، پسماند، اعتراض به عوارض. ۳ نفر پیش از شما. گزینهٔ ۲ از ۵."]),
        (CHOOSE, ["قبض و عوارض. کدام یک؟ ۲ گزینه هست."]),
        (NEXT, ["پرداخت قبض شهرداری. قبض و پرداخت. ۳ نفر پیش از شما. انتظار حدود … دقیقه است. گزینهٔ ۱ از ۲."]),
        (NEXT, ["اعتراض به مبلغ قبض. کمیسیون مادهٔ ۷۷. ۳ نفر پیش از شما. انتظار حدود … دقیقه است. گزینهٔ ۲ از ۲."]),
        ("ArrowUp", ["پرداخت قبض شهرداری. قبض و پرداخت. ۳ نفر پیش از شما. انتظار حدود … دقیقه است. گزینهٔ ۱ از ۲."]),
        (
            CHOOSE,
            [
                "پرداخت قبض شهرداری. ۳ نفر پیش از شما. انتظار حدود … دقیقه است. "
                "همراه داشته باشید: قبض نوسازی سال پیش یا کد نوسازی ملک. ۵ گزینه هست."
            ],
        ),
        (NEXT, ["نوبت بگیرید. گزینهٔ ۱ از ۵"]),
        (CHOOSE, 2 * [
            "شمارهٔ شما ۲۰۴ است. پرداخت قبض شهرداری. ۳ نفر پیش از شما هستند. "
            "انتظار حدود … دقیقه است. "
            "به باجهٔ ۲ فراخوانده می‌شوید. طبقهٔ همکف، سالن میز خدمت. سمت راست، پس از آب‌سردکن. "
            "لطفاً برگهٔ خود را بردارید."
        ]),
        (NEXT, ["بیشتر می‌مانم"]),
        (NEXT, ["تمام شد"]),
    ],
    "en": [
        (NEXT, [HELLO["en"], "What brings you here? There are 5 choices."]),
        (NEXT, ["Build a house. New permits, renewals, certificates. no counter is open. Choice 1 of 5."]),
        (NEXT, ["City bills. Renewal levy, waste, objections. 3 ahead of you. Choice 2 of 5."]),
        (CHOOSE, ["City bills. Which one is it? There are 2 choices."]),
        (NEXT, ["Pay a city bill. Bill and payment. 3 ahead of you. "
            "The wait is about … minutes. Choice 1 of 2."]),
        (NEXT, ["Object to my bill. Article 77 commission. 3 ahead of you. "
            "The wait is about … minutes. Choice 2 of 2."]),
        ("ArrowUp", ["Pay a city bill. Bill and payment. 3 ahead of you. "
            "The wait is about … minutes. Choice 1 of 2."]),
        (
            CHOOSE,
            [
                "Pay a city bill. 3 ahead of you. The wait is about … minutes. Please bring: Last year’s levy bill or "
                "the property’s renewal code. There are 5 choices."
            ],
        ),
        (NEXT, ["Get a ticket. Choice 1 of 5"]),
        (CHOOSE, 2 * [
            "Your number is 204. Pay a city bill. People ahead of you: 3. The wait is about … minutes. You will be "
            "called to counter 2. Ground floor, Service hall. On the right, past the water cooler. Please take your "
            "ticket."
        ]),
        (NEXT, ["Stay here longer"]),
        (NEXT, ["Finished"]),
    ],
}  # fmt: skip


#: A kiosk whose browser prints, and one with a printer of the office's.
PRINTERS = pytest.mark.parametrize(
    "server", [{"PRINTER": "browser"}, pytest.param({"PRINTER": "fake"}, marks=pytest.mark.soak)], indirect=True,
    ids=["browser", "fake"],
)  # fmt: skip
PAPER = pytest.mark.parametrize("server", [{"PRINTER": "fake"}], indirect=True, ids=["fake"])
SETTINGS, SHARED = {"PRINTER": "browser"}, True


def figures_aside(text: str) -> str:
    """The wait must be spoken; its length has its own tests, and grows while one listens."""
    return re.sub(r"(The wait is about|انتظار حدود) .*? (minutes[.]|دقیقه است[.])", r"\1 … \2", text)


def waits_are_known(screen, service: str) -> None:
    path = f"/kiosk/services/{service}"
    rendered(screen(path), screen.address(path, "en"), "The wait is about")


@PRINTERS
@LANGUAGES
def test_a_token_is_taken_by_listening_and_two_keys(server, screen, lang):
    server.open(2)
    for _ in range(3):
        server.issue("renewal_levy")
    waits_are_known(screen, "renewal_levy")
    ear = Listener(screen, lang)
    again = ["Print again", "چاپ دوباره"]

    for key, says in VISIT[lang]:
        heard = [figures_aside(text) for text in ear.press(key, len(says))]
        if heard[0] in again:  # only where a printer of the office's could
            heard = ear.press(key)
        assert heard == says
        assert figures_aside(ear.page.locator("[data-caption]").inner_text()) == says[-1]

    assert server.waiting() == 4
    said = {text for _, says in VISIT[lang] for text in says}
    assert said <= {figures_aside(text) for text in ear.asked}, "every utterance has its clip"
    ear.page.keyboard.press(CHOOSE)
    ear.page.wait_for_selector("main[data-page=home]")
    expect(ear.page.locator("[data-spoken]")).to_have_count(0)


def test_a_refusal_is_read_aloud_and_leads_on(server, screen):
    ear = Listener(screen, "en")
    ear.press(NEXT, 2)
    ear.page.evaluate("document.querySelector('[data-choice]').href = '/kiosk/services/no-such-service?lang=en'")
    ear.press(NEXT)

    assert ear.press(CHOOSE) == ["Page not found."]
    assert ear.press(NEXT) == ["Home"]
    ear.page.keyboard.press(CHOOSE)
    ear.page.wait_for_selector("main[data-page=home]")


@PAPER
def test_a_kiosk_that_runs_out_of_paper_says_so_at_once_before_the_choice_and_on_the_token(server, screen):
    ear = Listener(screen, "en")
    assert ear.press(NEXT, 2)[1].startswith("What brings you here?")
    mood(screen, "paper_out")
    server.issue("info_desk")
    expect(ear.page.locator(".no-paper")).to_be_visible()
    assert ear.press("r")[0].startswith("The printer is out of paper."), "read as it is now"

    ear = Listener(screen, "en")
    warned = "You can still take a number. Please remember it. It will be read to you twice."

    assert ear.press(NEXT, 2)[1].startswith(f"The printer is out of paper. {warned} What brings you here?")
    ear.open("/kiosk/services/info_desk")
    assert warned in ear.press("F1", 2)[1]
    ear.press(NEXT)
    first, second = ear.press(CHOOSE, 2)

    assert first == second
    assert re.search(r"There is no printed ticket[.] Please remember your number: \d+[.]$", first)


def mood(screen, wanted: str) -> None:
    """The printer of the demo is put into a state, and the kiosk has heard of it."""
    screen("/kiosk/paper", "en").locator(f"[name=mood][value={wanted}]").click()
    rendered(screen("/kiosk"), "/kiosk", "no-paper")


def test_after_the_last_choice_it_begins_again_an_aid_and_the_language_are_switched_by_ear(screen):
    ear = Listener(screen, "en")
    ear.press(NEXT, 2)
    first = ear.press(NEXT)
    ear.seek("High contrast: off.")
    assert ear.press(CHOOSE) == ["High contrast: on."]
    assert ear.press("r") == ["High contrast: on."]
    expect(ear.page.locator("html[data-contrast]")).to_have_count(1)
    ear.seek("Help")
    assert ear.press(NEXT, 2) == ["That was the last one. From the start:", *first]

    ear.seek("فارسی")
    ear.lang = "fa"
    assert ear.press(CHOOSE) == ["برای چه کاری آمده‌اید؟ ۵ گزینه هست."]


def test_louder_is_for_this_visit_only(screen):
    ear = Listener(screen, "en")
    volume = "document.querySelector('kiosk-shell').listening.voice.volume"
    normal = ear.page.evaluate(volume)
    ear.press("F1", 2)

    for _ in range(4):
        assert ear.press("+") == ["Louder"]
    assert ear.page.evaluate(volume) == normal + 2
    assert ear.press("-") == ["Quieter"]
    assert ear.press("F1") == ["Read aloud is off."]

    expect(ear.page.locator("[data-spoken]")).to_have_count(0)
    assert ear.page.evaluate(volume) == normal


def test_an_idle_visitor_is_asked_aloud_and_may_stay(screen):
    ear = Listener(screen, "en")
    (_, home) = ear.press(NEXT, 2)
    ear.page.evaluate("document.querySelector('kiosk-shell').idle.idle = 200")

    assert ear.hears() == ["Are you still here? This page will return to the start."]
    ear.page.evaluate("document.querySelector('kiosk-shell').idle.idle = 60_000")
    assert ear.press(NEXT) == ["I’m still here"]
    assert ear.press(CHOOSE) == [home]


def test_without_a_voice_each_sentence_stands_in_large_letters_for_its_time(screen):
    ear = Listener(screen, "fa", clips=False)

    (_, home) = ear.press(NEXT, 2)

    expect(ear.page.locator("[data-caption]")).to_have_text(home)
    assert ear.press(NEXT)[0].endswith("گزینهٔ ۱ از ۵.")
