"""A real office from an empty database to the first event of each part, on the pages alone: presses, typed characters
and words to read are counted, and what a person who is new to it needs for them (docs/benchmarks.md)."""

from time import monotonic

from playwright.sync_api import Page, expect

from deskq.core.text.persian import ascii_digits
from tests.e2e import first_steps
from tests.e2e.effort import Count, Effort
from tests.e2e.first_steps import add_person, go_to_step, next_step, overview, send, sign_in
from tests.e2e.visitor_steps import live, state, ticket_shown
from tests.tools.steps import should_be

OFFICE = "empty"
PHONE = (390, 844)
#: {part: most presses and most typed characters, from where the part before it ended}.
LIMITS = {"queue": (52, 145), "messages": (27, 100), "applications": (20, 50), "boxes": (19, 66)}
HALF_AN_HOUR = 30 * 60
FIRST_CALL = 5 * 60  #: seconds, with those that the server and the browser take
#: A person who is new to it reads each page once, without what a list offers to choose.
WORDS_PER_SECOND = 200 / 60
COUNT_WORDS = """addEventListener("load", () => {
  if (!location.protocol.startsWith("http")) return; // the empty page at the end
  const words = (part) => (part ? part.innerText.split(/\\s+/).length : 0);
  const main = document.querySelector("main");
  const lists = [...document.querySelectorAll("main select")].reduce((sum, list) => sum + words(list), 0);
  sessionStorage.setItem(`words ${location.pathname}`, words(main) - lists);
})"""
WORDS = """() => Object.entries(sessionStorage).filter(([name]) => name.startsWith("words "))
  .reduce((sum, [, words]) => sum + Number(words), 0)"""


class Town:
    """The browsers of one town; everybody's presses are counted together, and for each part."""

    def __init__(self, screen) -> None:
        self._screen = screen
        self.counts: dict[str, Count] = {}
        self.passwords: dict[str, str] = {}
        self.people: list[Page] = []
        self.admin = Effort(self._reader("/"))

    def _reader(self, path: str, **options: object) -> Page:
        """A page whose words are counted when it is seen for the first time."""
        page = self._screen.context(**options).new_page()
        page.add_init_script(COUNT_WORDS)
        page.goto(path)
        self.people.append(page)
        return page

    @property
    def words(self) -> int:
        return sum(page.evaluate(WORDS) for page in self.people)

    def part(self, name: str) -> None:
        """From now on what is done counts for this part."""
        self.counts[name] = Count()
        self.admin = Effort(self.admin.page, self.counts[name])

    def at(self, path: str, **options: object) -> Effort:
        """Another person, or a device."""
        return self.admin.at(self._reader(path, **options))

    def staff(self, name: str) -> Effort:
        person = self.at("/sign-in")
        sign_in(person, name, self.passwords[name])
        return person


def test_from_an_empty_database_to_the_first_event_of_each_part(server, screen, capsys):
    began = monotonic()
    town = Town(screen)
    expect(town.admin.page).to_have_url(f"{server.address}/setup")

    town.part("queue")
    first_ticket(town)
    should_be(monotonic() - began + town.counts["queue"].seconds, FIRST_CALL, "empty database to first call")
    town.part("messages")
    first_answer(town)
    town.part("applications")
    first_receipt(town)
    town.part("boxes")
    first_opening(town)

    words = town.words
    doing, reading = sum(count.seconds for count in town.counts.values()), words / WORDS_PER_SECOND
    with capsys.disabled():
        for name, count in town.counts.items():
            print(f"\n{name}: {count}", end="")
        print(f"\nall: {doing / 60:.1f} minutes to press and type, {reading / 60:.1f} to read {words} words")
    for name, count in town.counts.items():
        assert count.presses <= LIMITS[name][0], name
        assert count.characters <= LIMITS[name][1], name
    assert doing + reading < HALF_AN_HOUR


def first_ticket(town: Town) -> None:
    admin = town.admin
    first_steps.begin(admin)
    first_steps.open_every_day(admin)
    first_steps.choose_services(admin)
    first_steps.add_counters(admin)
    town.passwords["karmand"] = add_person(admin, "کیان راد", "karmand")
    admin.click(".setup-foot a.button")
    kiosk, lobby = town.at("/kiosk", size=(1080, 1920)), town.at("/lobby", size=(1920, 1080))
    first_steps.pair(admin, kiosk, "کیوسک")
    first_steps.pair(admin, lobby, "تابلو")
    try_print_and_sound(admin.page, kiosk.page)
    overview(admin)

    kiosk.click(live(kiosk.page).locator(".choice").first)
    kiosk.click("#choice-renewal_levy")
    kiosk.click(kiosk.page.locator("button[name=priority]").first)
    code, _ = ticket_shown(kiosk.page)
    desk = town.staff("karmand")
    desk.click(desk.page.locator(".counter-card").first)
    desk.click(live(desk.page).locator("#big"))
    state(desk.page, "free")
    first_steps.press_key(desk, "F9")
    state(desk.page, "called")
    expect(lobby.page.locator("[data-card][data-kept-shown] .card-code")).to_have_text(code)
    is_done(town, "queue")


def try_print_and_sound(admin: Page, kiosk: Page) -> None:
    """At the kiosk and at the lobby board, then at the computer of the admin; not counted."""
    devices = admin.url
    admin.locator(".setup-foot a.button").click()
    admin.locator(".setup-trials button").click()
    expect(admin.locator(".note[data-kind=done]")).to_contain_text("کیوسک")
    assert kiosk.evaluate("window.deskqPrinted") == 1
    send(Effort(admin), "/manage/setup/marks/printing")
    admin.locator(".setup-trials button").click()
    expect(admin.locator(".note[data-kind=done]")).to_contain_text("تابلو", timeout=20_000)
    admin.locator("sound-test button").click()
    expect(admin.locator("sound-test")).to_have_attribute("data-played", "")
    send(Effort(admin), "/manage/setup/marks/sound")
    expect(admin.locator("#first-ticket")).to_be_visible()
    admin.goto(devices)


def first_answer(town: Town) -> None:
    """Units and their subjects as proposed, one operator; a citizen writes, the operator answers, the citizen reads."""
    admin = town.admin
    go_to_step(admin, "units")
    send(admin, "/manage/messages/units")
    next_step(admin, "operator")
    town.passwords["operator"] = add_person(admin, "نسرین امینی", "operator")
    next_step(admin, "categories")
    send(admin, "/manage/messages/routes")
    overview(admin)

    citizen = town.at("/messages/new?kind=request", size=PHONE)
    code = ask(citizen, "چراغ کوچه خاموش است", "کوچهٔ بهار، پلاک ۴")
    operator = town.staff("operator")
    operator.page.goto("/inbox")
    operator.click(operator.page.locator(".inbox-title a").first)
    answer(operator, "امروز درست شد.")
    citizen.page.goto(f"/track/{code}")
    expect(citizen.page.locator("main")).to_contain_text("امروز درست شد.")
    is_done(town, "messages")


def ask(citizen: Effort, words: str, address: str) -> str:
    """Through the steps of the citizen's form; returns the tracking code."""
    page = citizen.page
    typed = {"body": words, "address": address}
    while "/messages/filed/" not in page.url:
        step = page.locator("[name=step]").input_value()
        for name, text in typed.items():
            field = page.locator(f"#filing [name={name}]:not([type=hidden])")
            if field.count():
                citizen.fill(field, text)
        citizen.click("#filing button[data-kind=main]")
        page.wait_for_selector(f".voice-filed, [name=step]:not([value={step}])", state="attached")
    return "".join(filter(str.isdigit, ascii_digits(page.locator(".voice-code").inner_text())))


def answer(person: Effort, words: str) -> None:
    page = person.page
    more = page.locator(".message-more:not([open]):has([action$=answer]) > summary")
    if more.count():
        person.click(more)
    person.click(".message-press:has([action$=answer]) > summary")
    person.select("#answer-outcome", "explained")
    person.fill("#answer-words", words)
    person.click("[action$=answer] button[data-kind=main]")
    page.wait_for_selector('.timeline-entry[data-verb="answer"]:first-child')


def first_receipt(town: Town) -> None:
    """Two services from the start sheets, offered; the clerk opens an application and prints its receipt."""
    admin = town.admin
    go_to_step(admin, "sheets")
    admin.click(".page-actions a[data-kind=main]")
    for code in ("building_permit", "notary_clearance"):
        admin.check(f"#take-{code}")
    admin.click("main form button[data-kind=main]")
    admin.click("button[value=offer]")
    next_step(admin, "stage_units")
    overview(admin)

    clerk = town.staff("karmand")
    clerk.page.goto("/applications/new")
    first_steps.open_permit(clerk)
    expect(clerk.page.locator(".receipt-promise dd").first).not_to_be_empty()


def first_opening(town: Town) -> None:
    """One box, opened by the operator before the clerk; two slips, one of them empty."""
    admin = town.admin
    go_to_step(admin, "boxes")
    admin.fill("main [name=name_fa]", "صندوق ورودی")
    admin.fill("main [name=code]", "door")
    send(admin, "/manage/messages/boxes")
    overview(admin)

    operator = town.staff("operator")
    operator.page.goto("/boxes")
    operator.click(operator.page.locator(".box .button").first)
    operator.fill("#slips", "2")
    operator.check(operator.page.locator("[name=witnesses]").first)
    operator.click(".form > .button")
    operator.page.wait_for_url("**/openings/*")
    operator.page.wait_for_selector("#category[role=combobox]")
    operator.fill("#body", "نیمکت پارک شکسته است")
    first_steps.press_key(operator, "Control+Enter")
    expect(operator.page.locator(".opening-progress progress")).to_have_attribute("value", "1")
    first_steps.press_key(operator, "F8")
    expect(operator.page.locator(".opening-progress progress")).to_have_attribute("value", "2")
    operator.page.wait_for_selector("#category[role=combobox]")
    first_steps.press_key(operator, "Shift+F8")
    operator.page.wait_for_url("**/minutes*")
    is_done(town, "boxes")


def is_done(town: Town, part: str) -> None:
    """The overview says that the part works; this is looked at and not counted."""
    page: Page = town.admin.page
    page.goto("/manage/setup")
    expect(page.locator(f"[data-part={part}][data-works]")).to_be_visible()
    expect(page.locator(f"[data-part={part}] details [data-step^=first]")).to_have_attribute("data-state", "done")
