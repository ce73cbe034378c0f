"""A row of a table as what it says, or why it is refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from deskq.application_exchange.rules import fields, values
from deskq.application_exchange.rules.fields import Layout
from deskq.application_exchange.rules.values import WrongCell
from deskq.core.errors import N_
from deskq.core.text import persian
from deskq.core.text.national_id import id_digits, is_national_id
from deskq.messages import tracking_code
from deskq.sms import phone_numbers

MISSING = N_("This row needs a value here.")
TOO_LONG = N_("This text is too long.")
WRONG_ID = N_("This national ID is not valid. Please check its ten digits.")
BEFORE_OPENING = N_("This date is before the application was opened.")
TOO_FAR = N_("This date is more than ten years after the application was opened. Please check the year.")
#: Nobody waits longer, and working time over centuries takes long to count.
LONGEST_PROMISE = timedelta(days=3660)
#: Clocks and time zones of two programs differ.
CLOCKS_DIFFER = timedelta(days=1)
LONGEST_KEY, LONGEST_NUMBER, LONGEST_LINE, LONGEST_WORDS = 60, 40, 200, 2000


class RowRefused(Exception):
    """``field`` is wrong for the reason ``words`` (msgid)."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field, self.words = field, words


@dataclass(frozen=True, slots=True)
class FileRow:
    number: int
    key: str
    parcel_code: str
    address: str


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """Empty texts and None: the table says nothing about it."""

    number: int
    key: str
    service: str
    opened_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    outcome: str
    file_number: str
    parcel_code: str
    applicant_kind: str
    name: str
    phone: str
    national_id: str
    deed: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """``change``: a verb of the machine of applications."""

    number: int
    key: str
    service: str
    stage: str
    change: str
    at: datetime
    words: str
    note: str


Row = FileRow | ApplicationRow | StageRow


class RowReader:
    """Reads the rows of one table. ``latest``: a moment after which nothing has happened yet."""

    def __init__(self, kind: str, layout: Layout, zone: ZoneInfo, now: datetime) -> None:
        self._layout, self._zone, self._latest = layout, zone, now + CLOCKS_DIFFER
        self._key = fields.FILE_NUMBER.code if kind == fields.FILES else fields.KEY.code
        self._needed = {one.code for one in fields.FIELDS[kind] if one.needed}
        readers: dict[str, Callable[[int, Sequence[str]], Row]] = {
            fields.FILES: self._file, fields.APPLICATIONS: self._application, fields.STAGES: self._stage
        }  # fmt: skip
        self._as = readers[kind]

    def row(self, number: int, cells: Sequence[str]) -> Row:
        """What the row says, or ``RowRefused``."""
        return self._as(number, cells)

    def key(self, cells: Sequence[str]) -> str:
        """What the row is about, as far as can be said: the same for every spelling of it."""
        text = self._layout.cell(self._key, cells).removeprefix("'")
        found = values.number(text)
        return found if self._key != fields.KEY.code else tracking_code.found_in(found) or found

    def _file(self, number: int, cells: Sequence[str]) -> FileRow:
        return FileRow(
            number,
            self._number(cells, "file_number"),
            self._read(cells, "parcel_code", values.parcel),
            self._line(cells, "address", LONGEST_LINE),
        )

    def _application(self, number: int, cells: Sequence[str]) -> ApplicationRow:
        opened = self._moment(cells, "opened_at")
        assert opened is not None
        due, ended = self._moment(cells, "due_at", future=True, end=True), self._moment(cells, "ended_at")
        if due is not None and due < opened:
            raise RowRefused("due_at", BEFORE_OPENING)
        if due is not None and due > opened + LONGEST_PROMISE:
            raise RowRefused("due_at", TOO_FAR)
        if ended is not None and ended < opened - CLOCKS_DIFFER:
            raise RowRefused("ended_at", BEFORE_OPENING)
        return ApplicationRow(
            number,
            self._number(cells, "key", LONGEST_KEY),
            self._line(cells, "service", LONGEST_LINE),
            opened,
            due,
            ended,
            self._read(cells, "outcome", lambda text: values.word(text, values.OUTCOMES)),
            self._number(cells, "file_number"),
            self._read(cells, "parcel_code", values.parcel),
            self._read(cells, "applicant_kind", lambda text: values.word(text, values.APPLICANTS)),
            self._line(cells, "name", LONGEST_LINE),
            self._read(cells, "phone", _phone),
            self._read(cells, "national_id", _national_id),
            self._line(cells, "deed", LONGEST_LINE),
        )

    def _stage(self, number: int, cells: Sequence[str]) -> StageRow:
        at = self._moment(cells, "at")
        assert at is not None
        return StageRow(
            number,
            self._number(cells, "key", LONGEST_KEY),
            self._line(cells, "service", LONGEST_LINE),
            self._line(cells, "stage", LONGEST_LINE),
            self._read(cells, "change", lambda text: values.word(text, values.CHANGES)) or "complete",
            at,
            self._line(cells, "words", LONGEST_WORDS),
            self._line(cells, "note", LONGEST_WORDS),
        )

    def _read(self, cells: Sequence[str], field: str, read: Callable[[str], str]) -> str:
        text = self._text(cells, field)
        try:
            return read(text) if text else ""
        except WrongCell as wrong:
            raise RowRefused(field, wrong.words) from None

    def _moment(self, cells: Sequence[str], field: str, *, future: bool = False, end: bool = False) -> datetime | None:
        text = self._text(cells, field)
        if not text:
            return None
        try:
            found = values.moment(text, self._zone, end_of_day=end)
        except WrongCell as wrong:
            raise RowRefused(field, wrong.words) from None
        if found > self._latest and not future:
            raise RowRefused(field, values.IN_FUTURE)
        return found

    def _number(self, cells: Sequence[str], field: str, most: int = LONGEST_NUMBER) -> str:
        return _no_longer(field, values.number(self._text(cells, field)), most)

    def _line(self, cells: Sequence[str], field: str, most: int) -> str:
        return _no_longer(field, persian.clean(self._text(cells, field)), most)

    def _text(self, cells: Sequence[str], field: str) -> str:
        text = self._layout.cell(field, cells).removeprefix("'")
        if field in self._needed and not persian.clean(text):
            raise RowRefused(field, MISSING)
        return text


def _no_longer(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise RowRefused(field, TOO_LONG)
    return text


def _phone(text: str) -> str:
    """A spreadsheet leaves out the 0 at the beginning."""
    digits = values.number(text)
    try:
        return phone_numbers.parse_any(f"0{digits}" if len(digits) == 10 and digits.startswith("9") else digits)
    except phone_numbers.InvalidNumber as wrong:
        raise WrongCell(str(wrong)) from None


def _national_id(text: str) -> str:
    found = id_digits(text)
    found = found.zfill(10) if len(found) in (8, 9) else found
    if not is_national_id(found):
        raise WrongCell(WRONG_ID)
    return found
