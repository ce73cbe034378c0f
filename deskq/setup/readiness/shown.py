"""Parts and steps as text in the language of the page."""

from collections.abc import Sequence

from flask_babel import gettext

from deskq.core.text.names import Name
from deskq.setup.readiness.rules import Step
from deskq.setup.readiness.words import LACK_WORDS
from deskq.web import filters

FEW = 3  #: so many are named one by one


def lack_text(step: Step) -> str:
    """What the missing step would stop; empty if it is done."""
    if step.lack is None or step.state == "done":
        return ""
    return str(gettext(LACK_WORDS[step.lack.kind], names=_listed(step.lack.names)))


def _listed(names: Sequence[Name]) -> str:
    shown = [gettext("“%(name)s”", name=filters.named(name)) for name in names[:FEW]]
    listed = gettext(", ").join(map(str, shown))
    if len(names) > FEW:
        return str(gettext("%(names)s and %(count)s more", names=listed, count=filters.digits(len(names) - FEW)))
    return str(listed)
