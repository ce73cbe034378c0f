"""What the lines of the form say, and what is wrong with them. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian
from deskq.staff.rules import ROLE_NAMES, ROLES

#: Accounts of one course.
MOST = 40
#: The longest that accounts of a course may last.
LONGEST = timedelta(days=366)
LONGEST_NAME, LONGEST_SIGN_IN = 80, 60
#: An admin is added alone, on the page of people.
COURSE_ROLES = tuple(role for role in ROLES if role != "admin")
#: Between the cells of a line: a tab where it comes from a spreadsheet, else a comma or semicolon of either script.
CELLS = re.compile(r"[,،;؛]")


class CourseUsed(DomainError):
    slug = "course-used"
    title = N_("%(names)s: already used. What they did would lose its name. You can end their accounts instead.")


@dataclass(frozen=True, slots=True)
class Seat:
    """One account that will be made; ``problem``: what is wrong with its line, or empty."""

    name: str
    sign_in_name: str
    role: str
    problem: str = ""


def seats(lines: str, role: str, prefix: str, taken: Collection[str]) -> list[Seat]:
    """One for each line with words: a name, and where it is given a sign-in name and a role. Others get ``role``, and
    ``prefix`` with the next free number. ``taken``: sign-in names that exist, as search keys."""
    rows = [cells for line in lines.splitlines() if any(cells := _cells(line))]
    given = [persian.search_key(row[1]) for row in rows if row[1]]
    numbers = _free_names(prefix, {*taken, *given})
    made: list[Seat] = []
    for name, sign_in_name, role_name in rows:
        key = persian.search_key(sign_in_name)
        problem = _problem(name, sign_in_name, role_name)
        if not problem and sign_in_name:
            problem = TWICE if given.count(key) > 1 else TAKEN if key in taken else ""
        made.append(Seat(name, sign_in_name or next(numbers), role_of(role_name) or role, problem))
    return made


TAKEN = N_("This sign-in name is already taken.")
TWICE = N_("This sign-in name stands twice in the list.")


def _cells(line: str) -> tuple[str, str, str]:
    cells = [persian.clean(cell) for cell in (line.split("\t") if "\t" in line else CELLS.split(line))]
    name, sign_in_name, role = [*cells, "", "", ""][:3]
    return name, sign_in_name, role


def _problem(name: str, sign_in_name: str, role_name: str) -> str:
    if not persian.search_key(name):
        return N_("Please enter a name.")
    if len(name) > LONGEST_NAME:
        return N_("This text is too long.")
    if max(len(sign_in_name), len(persian.search_key(sign_in_name))) > LONGEST_SIGN_IN:
        return N_("Please enter a sign-in name of up to 60 characters.")
    if role_name and role_of(role_name) not in COURSE_ROLES:
        return N_("This role does not exist, or is not given to a course.")
    return ""


def role_of(words: str) -> str:
    """The role with this name in either language, or empty."""
    key = persian.search_key(words)
    names = {role: {role, *map(persian.search_key, (name.fa, name.en))} for role, name in ROLE_NAMES.items()}
    return next((role for role, of_role in names.items() if key in of_role), "")


def _free_names(prefix: str, taken: Collection[str]) -> Iterator[str]:
    stem = " ".join(persian.clean(prefix).split())  # an odd paste brings line separators, which nobody can type
    names = (f"{stem}{number}" for number in count(1))
    return (name for name in names if persian.search_key(name) not in taken)


def can_be_made(made: Sequence[Seat]) -> bool:
    return 0 < len(made) <= MOST and not any(seat.problem for seat in made)


def check(made: Sequence[Seat], role: str, prefix: str) -> None:
    """``InvalidInput`` names the field of the form."""
    if role not in COURSE_ROLES:
        raise InvalidInput({"role": N_("Please choose one of the options.")})
    if not persian.search_key(prefix):
        raise InvalidInput({"prefix": N_("Please fill in this field.")})
    if not made:
        raise InvalidInput({"lines": N_("Please write at least one name.")})
    if len(made) > MOST:
        raise InvalidInput({"lines": N_("A course has at most 40 accounts. Please register the others separately.")})
    if any(seat.problem for seat in made):
        raise InvalidInput({"lines": N_("Some lines cannot be used. The table below says what is wrong.")})


def check_last_day(last_day: date | None, today: date) -> None:
    if last_day is not None and not today <= last_day <= today + LONGEST:
        raise InvalidInput({"last_day": N_("Please choose a day from today on, within a year.")})
