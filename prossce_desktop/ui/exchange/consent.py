"""What a package or an invitation may do only when the officer agrees."""

from __future__ import annotations

from collections.abc import Collection

from prossce_desktop.errors import OtherOffice
from prossce_desktop.language.messages import _
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.packages.package_outcome import MANY_ERASED, MANY_RECORDS
from prossce_desktop.ui.session.dialogs import agrees
from prossce_desktop.ui.session.session import Session


def agreed_to(session: Session, asked: Collection[str]) -> frozenset[str]:
    """Ask about each of `package_outcome.ASKED`; gives to what the person agreed."""
    questions = {MANY_ERASED: _may_erase_many, MANY_RECORDS: _may_make_many}
    return frozenset(code for code, question in questions.items() if code in asked and question(session))


def _may_make_many(session: Session) -> bool:
    """Ask whether a package may make more records than it may by itself."""
    question = _("Import such a large number of records?")
    more = _(
        "This package would add more records than one laptop usually sends. Call the sender before you agree."
    )
    return agrees(session.speaker, question, _("Import the records"), more, _("Do not import yet"))


def _may_erase_many(session: Session) -> bool:
    """Ask whether a package may erase more people than it may by itself."""
    question = _("Erase more than {n} people?").format(n=exchange_page.MANY)
    more = _(
        "One laptop asked to erase so many people within 30 days. This cannot be undone. Call its officer "
        "before you agree."
    )
    return agrees(session.speaker, question, _("Erase the people"), more, _("Do not import yet"))


def may_have_names(session: Session) -> bool:
    """Ask whether a regional office that had codes only may have names of people."""
    question = _("Send names of people to the regional office?")
    more = _("This invitation also asks for names of people. Until now, names stayed in the country.")
    return agrees(session.speaker, question, _("Send names"), more, _("Keep names here"))


def may_replace_office(session: Session, error: OtherOffice) -> bool:
    """Ask whether a stranger's office may take the place of the one that is known."""
    found, known = error.detail["found"], error.detail["known"]
    question = _("Work with another regional office from now on?")
    if found == known:
        more = _(
            "This invitation says that it is from {known}, but its keys are not the keys of that office."
        )
    else:
        more = _("This invitation is from {found}. Until now, this laptop works with {known}.")
    # Translators: {known}: the regional office that this laptop works with until now
    warned = _(
        "This invitation may be a trick. Phone {known} first, with a number you already have. "
        "Agree only if {known} confirms the new regional office."
    )
    more = f"{more} {warned}".format(found=found, known=known)
    keep = _("Keep {known}").format(known=known)
    return agrees(session.speaker, question, _("Change the office"), more, keep)
