"""Events of applications: codes, states and times; never who applied, never what anybody wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ApplicationOpened:
    """``graph``: the stages of its sheet as ``rules.history.graph_text`` writes them; ``missing``: codes of documents;
    ``due``: microseconds."""

    kind: ClassVar[str] = "application.opened"
    application: int
    sheet: str
    version: int
    graph: str
    missing: str
    due: int


@dataclass(frozen=True, slots=True)
class ApplicationMoved:
    """A verb of ``rules.progress``; ``due`` where it made a new promise; ``step``: its row of the history."""

    kind: ClassVar[str] = "application.moved"
    application: int
    verb: str
    stage: str
    state: str
    due: int | None
    step: int


@dataclass(frozen=True, slots=True)
class BillCancelled:
    """The bill of a stage need not be paid; ``step``: its row of the history. A move of the stage follows."""

    kind: ClassVar[str] = "application.bill_cancelled"
    application: int
    stage: str
    step: int


@dataclass(frozen=True, slots=True)
class ApplicationTakenBack:
    """The last step, ``verb`` of ``stage``, was a mistake, and all is as before it: ``state``, ``stages`` as
    ``rules.history.states_text`` writes them, ``objected``, ``due``. ``took``: its row of the history; ``step``: the
    row of the taking back."""

    kind: ClassVar[str] = "application.taken_back"
    application: int
    verb: str
    stage: str
    state: str
    stages: str
    objected: bool
    due: int
    took: int
    step: int


@dataclass(frozen=True, slots=True)
class ApplicationImported:
    """An application of another software came in, or came on. Its whole state follows from no verb, so it is named:
    ``stages`` as ``rules.history.states_text`` writes them; ``steps``: how many rows of its history it brought."""

    kind: ClassVar[str] = "application.imported"
    application: int
    sheet: str
    version: int
    graph: str
    stages: str
    state: str
    due: int
    steps: int


@dataclass(frozen=True, slots=True)
class ApplicationDocuments:
    """Documents were received; ``missing`` are those still missing."""

    kind: ClassVar[str] = "application.documents"
    application: int
    received: str
    missing: str


@dataclass(frozen=True, slots=True)
class ApplicationFiles:
    """Files of a document (its code): the applicant sent some ("send"), or they were given back ("return")."""

    kind: ClassVar[str] = "application.files"
    application: int
    document: str
    verb: str
    count: int
    step: int


@dataclass(frozen=True, slots=True)
class ApplicationCall:
    """The applicant wishes to be called back ("ask"), or was called ("done")."""

    kind: ClassVar[str] = "application.call"
    application: int
    verb: str


@dataclass(frozen=True, slots=True)
class ApplicantCodeAsked:
    """A person with the tracking code asked for a code by SMS to the applicant's number. ``number`` counts the codes of
    this application. Contains neither the number nor the code."""

    kind: ClassVar[str] = "application.code_asked"
    personal: ClassVar[bool] = True
    application: int
    number: int


@dataclass(frozen=True, slots=True)
class ApplicantCheckReset:
    """The four digits of the applicant are accepted anew: they came to the desk."""

    kind: ClassVar[str] = "application.check_reset"
    application: int


@dataclass(frozen=True, slots=True)
class ApplicantRevealed:
    """A member of staff saw who applied."""

    kind: ClassVar[str] = "application.applicant_revealed"
    personal: ClassVar[bool] = True
    free_texts: ClassVar[Mapping[str, str]] = {"why": "typed"}
    application: int
    why: str


@dataclass(frozen=True, slots=True)
class ApplicantsErased:
    """Personal fields of that many applications were erased, on request or by rule."""

    kind: ClassVar[str] = "application.applicants_erased"
    personal: ClassVar[bool] = True
    applications: int
