"""Photos and PDF files of a form. Stored files are named in the form, with a signature, so that a page shown again
keeps them. Files of a form that is refused for good, or not sent again for half an hour, are deleted."""

from io import BytesIO

from flask import after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core import clock, outage_log
from deskq.core.db import availability
from deskq.core.errors import N_, DomainError
from deskq.core.extensions import db
from deskq.web import uploads
from deskq.web.images import Frame
from deskq.web.pending_uploads import Held

MOST = 4
FIELD, KEPT = "photos", "kept"
#: Errors of a photo are shown at its field.
ERROR_FIELDS: dict[type[DomainError], str] = dict.fromkeys(uploads.REFUSALS, FIELD)


class TooManyPhotos(DomainError):
    slug, status = "too-many-photos", 422
    title = N_("You can send up to %(most)s photos or PDF files. We kept the first ones.")


class PhotoGone(DomainError):
    slug, status = "photo-gone", 422
    title = N_("A file you chose has expired. Please choose it again.")


ERROR_FIELDS |= {TooManyPhotos: FIELD, PhotoGone: FIELD}


class Photos:
    """The photos (with ``pdf`` also PDF files) of the sent form. ``refusal``: their first error, to be raised when the
    form is read. They are released at the end of the request, unless the form is shown again with them."""

    def __init__(self, frame: Frame = uploads.PHOTO, pdf: bool = True) -> None:
        self.refusal: DomainError | None = None
        self._held: dict[str, Held] = {}  # {name of the photo: its marker}
        self._shown_again = False
        after_this_request(self._release)
        for signed in request.form.getlist(KEPT)[:MOST]:
            self._take_kept(signed)
        for sent in request.files.getlist(FIELD):
            if not sent.filename:
                continue
            if len(self._held) >= MOST:
                self._refuse(TooManyPhotos(most=MOST))
                break
            self._take(sent, frame, pdf)

    @property
    def names(self) -> list[str]:
        return list(self._held)

    def shown_again(self) -> list[str]:
        """As the form names them when it is shown again; they are held for the next time it is sent."""
        self._shown_again = True
        return [str(_signer().dumps(list(held))) for held in self._held.values()]

    def check(self) -> None:
        if self.refusal is not None:
            raise self.refusal

    def _take_kept(self, signed: str) -> None:
        try:
            named = _signer().loads(signed)
        except BadSignature:
            return
        held = Held(*named) if isinstance(named, list) else None  # an older version named the file only
        if held is not None and (uploads.folder() / held.photo).is_file():
            uploads.hold(held)
            self._held.setdefault(held.photo, held)
        else:
            self._refuse(PhotoGone())

    def _take(self, sent: FileStorage, frame: Frame, pdf: bool) -> None:
        try:
            held = uploads.keep(sent, frame, _person(), pdf)
        except uploads.REFUSALS as refusal:
            self._refuse(refusal)
            return
        if held is not None:
            self._held.setdefault(held.photo, held)

    def _refuse(self, refusal: DomainError) -> None:
        self.refusal = self.refusal or refusal

    def _release(self, response: Response) -> Response:
        _release([] if self._shown_again else list(self._held.values()))
        return response


def keep_one(sent: FileStorage | None, frame: Frame) -> str:
    """The name of the only image of a form that is never shown again with it; "" when none was chosen."""
    held = uploads.keep(sent, frame, _person())
    return _released_at_the_end(held) if held is not None else ""


def keep_content(content: bytes, who: str, frame: Frame = uploads.PHOTO) -> str:
    """Store a photo or PDF sent by a program, and return its name; ``who``: key of the program. Raises one of
    ``uploads.REFUSALS``."""
    source = BytesIO(content)
    return _released_at_the_end(uploads.keep_file(source, frame, who, uploads.begins_as_pdf(source)))


def _released_at_the_end(held: Held) -> str:
    @after_this_request
    def release(response: Response) -> Response:
        _release([held])
        return response

    return held.photo


def _release(those: list[Held]) -> None:
    """The form has its answer already, so nothing fails here: the background job tries again."""
    try:
        uploads.release(those, uploads.used)
        uploads.release_due(uploads.used, clock.now().timestamp())
    except Exception as error:
        db.session.rollback()
        if availability.is_outage(error):
            availability.failed(error)
        else:
            outage_log.failed("deleting photos of forms", "failed and will be retried", with_trace=True)
    else:
        outage_log.works("deleting photos of forms")


def _person() -> str:
    """The key of who is signed in: people of the office who share an address do not share its limits."""
    person = identity.signed_in()
    return f"person {person.id}" if person is not None else ""


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="kept photo")
