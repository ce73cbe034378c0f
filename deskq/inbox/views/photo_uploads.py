"""Photos of a form. Those stored already are named in the form, signed, so that a page shown again loses none."""

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from deskq.core.errors import N_, DomainError
from deskq.web import images, uploads
from deskq.web.images import Frame

MOST = 4
FIELD, KEPT = "photos", "kept"
#: Errors of a photo are shown at its field.
ERROR_FIELDS: dict[type[DomainError], str] = dict.fromkeys(images.REFUSALS, FIELD)


class TooManyPhotos(DomainError):
    slug, status = "too-many-photos", 422
    title = N_("You can send up to %(most)s photos. We kept the first ones.")


class PhotoGone(DomainError):
    slug, status = "photo-gone", 422
    title = N_("A photo you chose has expired. Please choose it again.")


ERROR_FIELDS |= {TooManyPhotos: FIELD, PhotoGone: FIELD}


class Photos:
    """The photos of the form that is being sent; ``refusal`` is the first thing wrong with them, to be raised where the
    form is read."""

    def __init__(self, frame: Frame = uploads.PHOTO) -> None:
        self.names: list[str] = []
        self.refusal: DomainError | None = None
        for signed in request.form.getlist(KEPT)[:MOST]:
            self._take_kept(signed)
        for sent in request.files.getlist(FIELD):
            if not sent.filename:
                continue
            if len(self.names) >= MOST:
                self._refuse(TooManyPhotos(most=MOST))
                break
            try:
                self._add(uploads.keep(sent, frame))
            except images.REFUSALS as refusal:
                self._refuse(refusal)

    @property
    def signed(self) -> list[str]:
        """As the form names them when it is shown again."""
        return [str(_signer().dumps(name)) for name in self.names]

    def check(self) -> None:
        if self.refusal is not None:
            raise self.refusal

    def _take_kept(self, signed: str) -> None:
        try:
            name = _signer().loads(signed)
        except BadSignature:
            return
        if isinstance(name, str) and (uploads.folder() / name).is_file():
            self._add(name)
        else:
            self._refuse(PhotoGone())

    def _add(self, name: str) -> None:
        if name not in self.names:
            self.names.append(name)

    def _refuse(self, refusal: DomainError) -> None:
        self.refusal = self.refusal or refusal


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="kept photo")
