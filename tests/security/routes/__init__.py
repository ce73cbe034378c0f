"""What every address answers to every caller. A new address needs a row here, or the tests fail.

Codes: an HTTP status; SIGN_IN, a way to the sign-in page; PAIR, the page on which a device asks to be paired.
Counters are written N: each caller asks for their own (see test_every_route). 999 is an id that nobody has.
"""

from tests.security.routes.callers import CALLERS, DEVICES, MACHINES, PAIR, PEOPLE, SIGN_IN, Row
from tests.security.routes.desks import ACCOUNT, DESKS
from tests.security.routes.devices import SCREENS
from tests.security.routes.machines import SYSTEMS
from tests.security.routes.manage import MANAGE
from tests.security.routes.set_up import SET_UP
from tests.security.routes.visitors import VISITORS

__all__ = ["CALLERS", "DEVICES", "MACHINES", "PAIR", "PEOPLE", "SIGN_IN", "TABLE"]

#: One's own account last, for it ends the session.
TABLE: dict[str, Row] = {**VISITORS, **SCREENS, **DESKS, **MANAGE, **SET_UP, **SYSTEMS, **ACCOUNT}
