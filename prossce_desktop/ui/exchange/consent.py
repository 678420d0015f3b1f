"""What a package or an invitation may do only when the officer agrees."""

from __future__ import annotations

from collections.abc import Collection

from prossce_desktop.compose import exchange_page
from prossce_desktop.errors import OtherOffice
from prossce_desktop.messages import _
from prossce_desktop.services.outcome import MANY_ERASED, MANY_RECORDS
from prossce_desktop.ui.session import Session


def agreed_to(session: Session, asked: Collection[str]) -> frozenset[str]:
    """Ask about each of `outcome.ASKED`; gives to what the person agreed."""
    questions = {MANY_ERASED: _may_erase_many, MANY_RECORDS: _may_make_many}
    return frozenset(code for code, question in questions.items() if code in asked and question(session))


def _may_make_many(session: Session) -> bool:
    """Ask whether a package may make more records than it may by itself."""
    question = _("Take in so many records?")
    more = _("A package would make more records than one laptop usually sends. Ask its sender by telephone before you agree.")
    return session.speaker.ask(question, [_("Take them in"), _("Let it wait")], more) == _("Take them in")


def _may_erase_many(session: Session) -> bool:
    """Ask whether a package may erase more people than it may by itself."""
    question = _("Erase more than {n} people?").format(n=exchange_page.MANY)
    more = _("One laptop asks for it within 30 days. It cannot be undone. Ask its officer by telephone before you agree.")
    return session.speaker.ask(question, [_("Erase them"), _("Let it wait")], more) == _("Erase them")


def may_have_names(session: Session) -> bool:
    """Ask whether a regional office that had codes only may have names of people, as its new invitation asks."""
    question = _("Send names of people to the regional office?")
    more = _("This invitation asks for names of people as well. Until now they stayed in the country.")
    return session.speaker.ask(question, [_("Send names"), _("Keep names here")], more) == _("Send names")


def may_replace_office(session: Session, error: OtherOffice) -> bool:
    """Ask whether a stranger's office may take the place of the one that is known."""
    found, known = error.detail["found"], error.detail["known"]
    question = _("Work with another regional office from now on?")
    if found == known:
        more = _("This invitation says that it is of {known}, but its keys are others than those of the office this laptop works with.")
    else:
        more = _("This invitation is of {found}. Until now this laptop works with {known}.")
    warned = _("Anybody can write an invitation: agree only if {known} told you so by telephone.")
    more = f"{more} {warned}".format(found=found, known=known)
    keep = _("Keep {known}").format(known=known)
    return session.speaker.ask(question, [_("Change the office"), keep], more) == _("Change the office")
