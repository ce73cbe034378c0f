"""A real office as a town sets it up, without `flask seed`: by the forms of its pages, sent as a browser sends them.

Its people have the names, roles and units of those in the demo office, so that a journey runs in either.
"""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.e2e import app_server
from tests.e2e.app_forks import flask
from tests.e2e.app_server import PASSWORD, REAL, ROLES, AppServer
from tests.tools.forms import SentForm, form_of

#: sign-in name: (name, role, code of the unit)
PEOPLE = {
    "karimi": ("زهرا کریمی", "clerk", "desk"),
    "rahmani": ("علی رحمانی", "clerk", "desk"),
    "supervisor": ("مریم صادقی", "supervisor", "desk"),
    "operator": ("نرگس امینی", "operator", "public_relations"),
    "inspectorate": ("حسین کاظمی", "inspectorate", "inspectorate"),
    "civil": ("رضا نوری", "expert", "civil_works"),
    "planner": ("لیلا حسینی", "expert", "planning"),
    "revenue": ("کاوه رستمی", "expert", "revenue"),
    "deputy": ("احمد یزدانی", "executive", "technical_deputy"),
    "mayor": ("پروین مرادی", "executive", "mayor"),
}
#: {unit: sign-in name of its head}
HEADS = {
    "mayor": "mayor",
    "services_deputy": "deputy",
    "technical_deputy": "deputy",
    "desk": "supervisor",
    "civil_works": "civil",
    "inspectorate": "inspectorate",
    "public_relations": "operator",
}
SERVICES = ("renewal_levy", "notary_clearance", "building_permit", "info_desk")


class Pages:
    """The pages of one person, with the cookies of their browser."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self._opener.open(self._address + path, timeout=60) as answer:
            text: str = answer.read().decode()
        return text

    def sign_in(self, name: str) -> "Pages":
        self.send("/sign-in", "/sign-in", name=name, password=PASSWORD)
        return self

    def send(self, page: str, action: str, **fields: str | list[str]) -> str:
        """Fill in the form of ``page`` that is sent to ``action``, send it, and return the page that follows;
        ``HTTPError`` if it is refused."""
        form = self.form(page, action)
        data = urllib.parse.urlencode(list(form.changed(**fields).items(multi=True)))
        return self._post(form.action, data.encode(), "application/x-www-form-urlencoded")

    def upload(self, page: str, action: str, file: tuple[str, bytes], **fields: str) -> str:
        """As ``send``, of a form with a field ``file``: (name, content) of the picture that is chosen there."""
        form = self.form(page, action)
        values = {**form.changed(**fields).to_dict(), "file": FileStorage(BytesIO(file[1]), file[0])}
        boundary, data = encode_multipart(values)
        return self._post(form.action, data, f"multipart/form-data; boundary={boundary}")

    def _post(self, action: str, data: bytes, kind: str) -> str:
        sent = urllib.request.Request(self._address + action, data, {"Content-Type": kind})
        with self._opener.open(sent, timeout=60) as answer:
            text: str = answer.read().decode()
        return text

    def form(self, page: str, action: str) -> SentForm:
        return form_of(self.get(page), action)


def set_up(folder: Path) -> dict[str, str]:
    """Set an office up in an empty folder; returns API tokens {role: token} as an administrator makes them."""
    app_server.migrate(folder)
    server = AppServer(folder, {}, **REAL)
    try:
        _fill(Pages(server.address))
    finally:
        server.stop()
    env = app_server.real_environment(folder)
    return {role: flask(env, "create-token", "--role", role) for role in ROLES}


def _fill(admin: Pages) -> None:
    names = {"name_fa": "میز خدمت شهرداری نمونه", "person": "مدیر سامانه", "sign_in_name": "admin", "new": PASSWORD}
    admin.send("/setup", "/setup", **names)
    week = {"weekdays": [str(day) for day in range(7)], "opens": "0:00", "closes": "24:00", "holidays": []}
    admin.send("/manage/setup/hours", "/manage/setup/hours", **week)
    admin.send("/manage/setup/services", "/manage/setup/services", services=list(SERVICES))
    offered = admin.form("/manage/setup/counters", "/manage/setup/counters").values.getlist("services")
    admin.send("/manage/setup/counters", "/manage/setup/counters", count="3", services=offered)
    admin.send("/manage/messages/units", "/manage/messages/units/table")
    _add_people(admin)
    _choose_heads(admin)
    admin.send("/manage/messages/routes", "/manage/messages/routes")
    _offer_services(admin)
    _draw_map(admin)
    admin.send("/manage/messages/boxes/new", "/manage/messages/boxes", name_fa="صندوق ورودی", code="door")


def _add_people(admin: Pages) -> None:
    table = admin.form("/manage/messages/units", "/manage/messages/units/table").values
    units = dict(zip(table.getlist("code"), table.getlist("row_id"), strict=True))
    page = "/manage/setup/people"
    for sign_in_name, (name, role, unit) in PEOPLE.items():
        fields = {"name": name, "sign_in_name": sign_in_name, "role": role, "new": PASSWORD, "unit_id": units[unit]}
        admin.send(page, page, **fields)


def _choose_heads(admin: Pages) -> None:
    page, action = "/manage/messages/units", "/manage/messages/units/table"
    codes = admin.form(page, action).values.getlist("code")
    heads = [PEOPLE[HEADS[code]][0] if code in HEADS else "" for code in codes]
    admin.send(page, action, head=heads)


def _offer_services(admin: Pages) -> None:
    """All start sheets, as they are proposed."""
    page = "/manage/sheets/templates"
    codes = re.findall(r'name="sheets" value="([a-z0-9_]+)"', admin.get(page))
    admin.send(page, page, sheets=codes)
    drafts = re.findall(r'name="sheets" value="([a-z0-9_]+)"', admin.get("/manage/sheets"))
    admin.send("/manage/sheets", "/manage/sheets/offering", sheets=list(dict.fromkeys(drafts)), go=["offer"])


def _draw_map(admin: Pages) -> None:
    """A picture with two streets, and the degrees of its edges."""
    picture, content = Image.new("RGB", (1200, 900), "#ebe4d6"), BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.line([(0, 500), (1200, 430)], "white", 24)
    pen.line([(620, 0), (560, 900)], "white", 24)
    picture.save(content, "PNG")
    page = "/manage/messages/plan"
    admin.upload(page, page, ("map.png", content.getvalue()), north="36.09", south="36.05", west="49.67", east="49.73")
