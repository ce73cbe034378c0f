"""Messages of every kind, who should see each, and the means of finding a message."""

import re

import pytest
from werkzeug.datastructures import FileStorage

from deskq.core.extensions import db
from deskq.inbox.queries.inbox import TABS
from deskq.messages.queries import message
from deskq.messages.service.refer import refer
from deskq.web import uploads
from tests.tools.images import picture

#: One of each role, and of the units that matter: the desk's clerk, the head of civil works, another unit's expert.
PEOPLE = ("moradi", "civil", "city", "operator", "supervisor", "inspectorate", "deputy", "mayor", "admin")
EVERYWHERE = ("operator", "supervisor", "inspectorate", "deputy", "mayor")
WORDS = "نشانهٔ یکتا در متن پیام"

#: {message: who sees it}. A report is seen where it is read, whatever it names; all else by its unit and by those who
#: look after all.
TABLE = {
    "request with civil works": (*EVERYWHERE, "civil"),
    "request with the desk": (*EVERYWHERE, "moradi"),
    "complaint with civil works": (*EVERYWHERE, "civil"),
    "complaint with urban services": (*EVERYWHERE, "city"),
    "report about civil works": ("inspectorate",),
    "report about the desk": ("inspectorate",),
    "report about nobody": ("inspectorate",),
    "report about the inspectorate": ("mayor",),
}

UNITS = {
    **{"civil works": "civil_works", "the desk": "desk", "urban services": "city_services"},
    **{"the inspectorate": "inspectorate", "nobody": ""},
}

WAYS = ("page", "work order", "photo", "small photo", "list", "code")


@pytest.fixture
def written(file, units, action):
    """``written("report about the desk")``: that message, with a photo."""

    def write(what: str, **more: object):
        kind, how, unit = re.fullmatch(r"(\w+) (with|about) (.+)", what).groups()
        drawn = picture(colour=(25 * list(TABLE).index(what), 0, 90))
        kept = uploads.keep(FileStorage(drawn, "a.jpg"), who="test").photo
        about = units.get(UNITS[unit])
        given = {"body": WORDS, "photos": [("report", kept)], "address": "خیابان امام", **more}
        if how == "about":
            return file(kind, about_unit_id=about, **given)
        made = file(kind, **given)
        refer(action("inspectorate", made), about)
        return made

    return write


@pytest.fixture
def ways(inside, office):
    """``ways("civil", message)``: {way: whether that person finds the message by it}."""

    def found(name: str, made) -> dict[str, bool]:
        client = inside(name)
        file = message.photos(db.session(), made.id)[0].file
        code = message.by_id(db.session(), office, made.id).code
        link = f"/inbox/{made.id}"

        def listed(**query: str) -> bool:
            text = client.get("/inbox", query_string=query).text
            if "q" in query:
                return f'href="{link}"' in text
            return f'href="{link}"' in text or code in re.sub(r"\D", "", text)

        return {
            "page": client.get(link).status_code == 200,
            "work order": client.get(f"{link}/work-order").status_code == 200,
            "photo": client.get(f"/inbox/photos/{file}").status_code == 200,
            "small photo": client.get(f"/inbox/photos/{file}?small=1").status_code == 200,
            "list": any(listed(tab=tab) for tab in TABS),
            "code": listed(q=code),
        }

    return found
