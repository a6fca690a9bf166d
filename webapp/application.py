"""The web application, put together.

Here lives what belongs to every page: the jobs there are, and the filters and functions of templates. What a job does
lives in `webapp.pages`, what pages are shown with in `webapp.modules`, what protects them in `webapp.guard`, what they
keep in `webapp.storage`.
"""

from collections.abc import Callable
from contextlib import ExitStack
from typing import cast

from flask import Flask
from jinja2 import StrictUndefined

from formspec.libraries import JoinedLibrary
from formspec.published import SPECS, Library
from webapp import compression, modules
from webapp.guard import protect, require_tokens
from webapp.guard.address import Number
from webapp.mail.delivery import Delivery
from webapp.pages import identity, language, refusals
from webapp.pages.actions.calendar import calendar
from webapp.pages.actions.files import action_files
from webapp.pages.actions.views import actions
from webapp.pages.decisions.views import decisions
from webapp.pages.desk import EXTENSION, Desk
from webapp.pages.drafts.carrying import carrying
from webapp.pages.drafts.found import found
from webapp.pages.drafts.history import history
from webapp.pages.drafts.keying import keying
from webapp.pages.drafts.notes import notes
from webapp.pages.drafts.paper import paper
from webapp.pages.drafts.parts import parts
from webapp.pages.drafts.presence import presence
from webapp.pages.drafts.saves import saves
from webapp.pages.drafts.section import sections
from webapp.pages.drafts.sharing import sharing
from webapp.pages.drafts.uploads import uploads
from webapp.pages.drafts.views import drafts
from webapp.pages.exports.views import exports
from webapp.pages.files.views import files as given_files
from webapp.pages.forms.views import forms
from webapp.pages.overview.views import overview
from webapp.pages.people.views import people
from webapp.pages.recipient import opened as letter_pages
from webapp.pages.recipient.declining import letter_declining
from webapp.pages.recipient.form import letter_form
from webapp.pages.recipient.signing import letter_signing
from webapp.pages.recipient.views import recipient
from webapp.pages.records.comparing import comparing
from webapp.pages.records.printing import printing
from webapp.pages.records.reissuing import reissuing
from webapp.pages.records.scans import scans
from webapp.pages.records.views import records
from webapp.pages.registers.changing import register_changes
from webapp.pages.registers.documents import register_documents
from webapp.pages.registers.sheets import register_sheets
from webapp.pages.registers.views import registers
from webapp.pages.retention.erasing import erasing
from webapp.pages.retention.person import person
from webapp.pages.retention.views import retention
from webapp.pages.review.editor.views import editor
from webapp.pages.review.views import review
from webapp.pages.search.views import search
from webapp.pages.security_contact.views import security_contact
from webapp.pages.sending.views import letters
from webapp.pages.shelf import Shelf
from webapp.pages.signing import provider
from webapp.pages.signing.account import account
from webapp.pages.signing.factors import factors
from webapp.pages.signing.forgotten import forgotten
from webapp.pages.signing.proving import proving
from webapp.pages.signing.second import second
from webapp.pages.signing.sign_on import sign_on
from webapp.pages.signing.views import signing
from webapp.pages.start.views import start
from webapp.pages.trail.views import trail
from webapp.pages.visit.shells import shells
from webapp.pages.visit.views import visit
from webapp.pages.words import FILTERS
from webapp.reminding import Reminders
from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.stored_library import StoredLibrary

_DELIVERY = "formspec-delivery"
_REMINDERS = "formspec-reminders"
_CATCHING_UP = (
    "{number:,} submissions are read once for what this version shows of them. Formspec opens as soon as that is done: "
    "hundreds take seconds, tens of thousands some minutes."
)
_JOBS = (
    start,
    forms,
    drafts,
    carrying,
    parts,
    sections,
    found,
    notes,
    saves,
    sharing,
    presence,
    history,
    keying,
    paper,
    records,
    registers,
    register_changes,
    register_documents,
    scans,
    register_sheets,
    letters,
    recipient,
    letter_form,
    letter_signing,
    letter_declining,
    printing,
    exports,
    reissuing,
    comparing,
    decisions,
    actions,
    action_files,
    calendar,
    overview,
    search,
    given_files,
    uploads,
    retention,
    erasing,
    person,
    review,
    editor,
    signing,
    sign_on,
    forgotten,
    second,
    account,
    proving,
    factors,
    people,
    trail,
    security_contact,
    visit,
    shells,
)


def create_app(settings: Settings, tell: Callable[[str], object] = lambda _: None) -> Flask:
    """Return the application, with what it keeps opened; `close` lets go of that again.

    `tell` is called with a sentence where that takes a while. Raises StorageError when nothing can be kept where the
    settings say.
    """
    application = Flask("webapp")
    application.debug = False  # whatever the environment says: debugging shows to strangers what failed inside
    application.config.update(
        SECURITY_CONTACT=settings.security_contact,
        HAS_MAIL=settings.mail is not None,
        OWNER_COMMAND="formspec owner",
    )
    application.jinja_env.undefined = StrictUndefined
    application.jinja_env.filters.update(FILTERS)
    application.jinja_env.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "ensure_ascii": False}  # few bytes
    application.jinja_env.globals.update(place="", wrong=False, on_device=False)
    modules.register(application)
    application.url_map.converters["int"] = Number
    for job in _JOBS:
        application.register_blueprint(job)
    refusals.register(application)
    letter_pages.register(application)
    language.register(application)
    compression.register(application)
    repository = open_repository(settings)
    with ExitStack() as undo:
        undo.callback(repository.close)
        protect(application, settings)
        undo.pop_all()
    repository.tidy(mail=settings.mail is not None)
    repository.catch_up(tell=lambda number: tell(_CATCHING_UP.format(number=number)))
    identity.register(application, repository)
    require_tokens(application)
    provider.register(application, settings.sign_on)
    library = JoinedLibrary(StoredLibrary(repository), Library(SPECS, *settings.specs))
    application.extensions[EXTENSION] = Desk(repository, Shelf(library), settings.second_person)
    if settings.mail is not None:
        application.extensions[_DELIVERY] = Delivery(repository, settings.mail, key=str(application.secret_key))
        application.extensions[_DELIVERY].start()
        application.extensions[_REMINDERS] = Reminders(repository, _address(settings), key=str(application.secret_key))
        application.extensions[_REMINDERS].start()
    return application


def close(application: Flask) -> None:
    """Write and send no more mail, and let go of what the application keeps."""
    if _REMINDERS in application.extensions:
        cast(Reminders, application.extensions[_REMINDERS]).stop()
    if _DELIVERY in application.extensions:
        cast(Delivery, application.extensions[_DELIVERY]).stop()
    cast(Desk, application.extensions[EXTENSION]).repository.close()


def _address(settings: Settings) -> str:
    """Return the address at which the application is open, for letters that no request is there to ask."""
    return settings.public_url or f"http://{settings.host}:{settings.port}"
