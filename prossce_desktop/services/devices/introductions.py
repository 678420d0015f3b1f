"""How a laptop and the regional office meet: invitation, request, acceptance, approval, revoking."""

from __future__ import annotations

import datetime as dt
import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.errors import (
    FingerprintDiffers,
    InvitationRefused,
    NoOffice,
    OtherOffice,
    RequestRefused,
    UnknownDevice,
)
from prossce_desktop.exchange.age_encryption import new_box, opened, recipient_of, seal
from prossce_desktop.exchange.join_letters import (
    Invitation,
    Request,
    Ticket,
    invitation_id,
    proof_of,
    ticket_of,
    write_letter,
)
from prossce_desktop.exchange.key_fingerprint import fingerprint, is_same
from prossce_desktop.exchange.package import PackageRefused
from prossce_desktop.exchange.sandboxed_parsing import read_invitation, read_request
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.devices import shared_lists
from prossce_desktop.services.devices.device_name_rules import device_called, known_device, refuse_names
from prossce_desktop.services.packages.outgoing_check import checked_invitation, checked_request
from prossce_desktop.store.actions.device_undo import spans_after, take_back
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.invitations import (
    Issued,
    asked_for_names,
    came_by,
    invitation_of,
    keep_asked,
    keep_invitation,
    last_made,
    newest_for,
)
from prossce_desktop.store.devices.known_devices import (
    ACCEPTED,
    ASKING,
    RETIRED,
    REVOKED,
    Device,
    all_devices,
    device_of,
    keep_device,
    named,
    regional_office,
)
from prossce_desktop.store.devices.revocation import set_bound
from prossce_desktop.store.log.operation_log import milliseconds, moment
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.sync.stale_guard import INVITATION, is_older, keep_latest
from prossce_desktop.store.workspace.store import Store

DAYS, MOST_DEVICES = 30, 20
_COUNTRIES = frozenset(one.value for one in Country)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A device that was let in. `already`: it was before."""

    device: Device
    words: str
    already: bool


def own_device(execute: Executes, identity: Identity) -> Device:
    """This laptop as others know it. It takes part in the exchange already."""
    return Device(
        key=identity.device_key, box=own_box(execute), name=identity.device,
        country=None if identity.regional else identity.country,
        office=identity.office, officer=identity.officer,
        recovery=identity.recovery_recipient or own_box(execute),
        regional=identity.regional, state=ACCEPTED, compared=True, approved=True, share=ShareLevel.codes,
    )  # fmt: skip


def joined_office(execute: Executes) -> Device:
    """The regional office that this laptop works with. Raises NoOffice."""
    office = regional_office(execute)
    if office is None:
        raise NoOffice
    return office


def own_box(execute: Executes) -> str:
    """The recipient to which others seal for this laptop."""
    return recipient_of(device_keys.box_identity(execute) or "")


def take_part(db: Connection) -> None:
    """Draw this laptop's age key, once."""
    if device_keys.box_identity(db.execute) is None:
        device_keys.keep_box(db, new_box()[0])


def _day(time_ms: int) -> str:
    return formatting.day(moment(time_ms).date())


def words_of(office: Device, device: Device) -> str:
    """The six words of a laptop and its regional office."""
    return fingerprint(
        (office.key.hex(), office.box, office.recovery), (device.key.hex(), device.box), device.country or ""
    )


def invite(
    store: Store,
    now: dt.datetime,
    *,
    country: str | None = None,
    share: ShareLevel = ShareLevel.codes,
    most: int = MOST_DEVICES,
    days: int = DAYS,
) -> tuple[bytes, Invitation]:
    """An invitation as a file, and what it says. The workspace is a regional office from now on."""
    with store.sync.exchanging() as db:
        take_part(db)  # first: who sees an office, also on another thread, sees its key
    if not store.identity.regional:
        store.sync.become_regional()
    with store.sync.exchanging() as db:
        own = own_device(db.execute, store.identity)
        secret, until = secrets.token_bytes(32), milliseconds(now + dt.timedelta(days=days))
        # what it says counts after a clock that was ahead, too
        at = max(milliseconds(now), last_made(db.execute) + 1)
        issued = Issued(invitation_id(secret), secret, country, share, most, at, until)
        keep_invitation(db, issued)
        made = _invitation(own, issued, device_keys.signer(db.execute))
        made = replace(made, lists=shared_lists.to_enclose(db.execute, store.identity))
        return checked_invitation(write_letter(made, device_keys.signer(db.execute))), made


def _invitation(own: Device, issued: Issued, sign: Callable[[bytes], bytes]) -> Invitation:
    return Invitation(
        office=own.office, officer=own.officer, name=own.name, key=own.key, box=own.box,
        recovery=own.recovery, country=issued.country,
        share=issued.share, secret=issued.secret, devices=issued.devices, made=issued.made,
        expires=issued.expires,
        ticket=sign(_ticket(issued).text(own.key)),
    )  # fmt: skip


def _ticket(of: Issued | Invitation, signature: bytes = b"") -> Ticket:
    return Ticket(of.secret, of.country, of.share, of.devices, of.made, of.expires, signature)


def asks_for_names(content: bytes, office: Device) -> bool:
    """Whether this opened invitation asks for names and nobody agreed: the office gets codes, as before."""
    return office.share == ShareLevel.codes and read_invitation(content).share == ShareLevel.names


def take_invitation(
    store: Store, content: bytes, now: dt.datetime, *, names: bool = False, instead: bool = False
) -> Device:
    """Keep the office of an invitation. Raises InvitationRefused, also for an older one, and OtherOffice.

    Anybody can write an invitation, so a person must agree before an office invited for codes gets `names`,
    and before another takes the place (`instead`) of one that was compared or sent a package.
    """
    try:
        found = read_invitation(content)
    except (ValueError, RecursionError):
        raise InvitationRefused(why=_("the file is damaged or was changed on the way")) from None
    identity = store.identity
    if found.expires < milliseconds(now):
        said = _("it was valid until {end}, and this computer’s clock says {today}")
        raise InvitationRefused(why=said.format(end=_day(found.expires), today=_day(milliseconds(now))))
    if found.key == identity.device_key or identity.regional:
        raise InvitationRefused(why=_("a regional office cannot work with another regional office"))
    if found.country not in (None, identity.country):
        raise InvitationRefused(why=_("it is for another country"))
    with store.sync.exchanging() as db:
        take_part(db)
        others = [
            one
            for one in all_devices(db.execute)
            if one.regional and one.key != found.key and one.state != REVOKED
        ]
        for other in others:
            if (other.compared or other.seen is not None) and not instead:
                raise OtherOffice(found=found.office, known=other.office)
            keep_device(db, replace(other, state=REVOKED))
        office = _keep_office(db, found, names=names)
        if office is None:
            raise InvitationRefused(why=_("a newer invitation of this office was already opened"))
        try:
            shared_lists.take(db, identity, office, found.lists)
            shared_lists.keep(db, content)
        except PackageRefused:
            raise InvitationRefused(why=_("the file is damaged or was changed on the way")) from None
    return office


def _keep_office(db: Connection, invitation: Invitation, *, names: bool) -> Device | None:
    """The office as this invitation says, in the caller's transaction; None where it is an older one."""
    if is_older(db.execute, INVITATION, invitation.key, made=invitation.made, number=invitation.made):
        return None
    keep_latest(db, INVITATION, invitation.key, made=invitation.made, number=invitation.made)
    known = device_of(db.execute, invitation.key)
    as_before = known is not None and known.share == ShareLevel.codes and not names
    same = known is not None and (known.box, known.recovery) == (invitation.box, invitation.recovery)
    office = Device(
        key=invitation.key, box=invitation.box, name=invitation.name, country=None, office=invitation.office,
        officer=invitation.officer,
        recovery=invitation.recovery, regional=True, state=ACCEPTED,
        compared=same and known is not None and known.compared,
        approved=False, share=ShareLevel.codes if as_before else invitation.share,
        invitation=invitation.secret,
        seen=known.seen if known else None,
    )  # fmt: skip
    keep_device(db, office)
    keep_asked(db, None)
    keep_ticket(db, _ticket(invitation, invitation.ticket))
    return office


def newer_invitation(execute: Executes, identity: Identity, to: Device, now: int) -> bytes | None:
    """What goes to a laptop with its package: the newest invitation, where it came by an older one."""
    came = invitation_of(execute, to.invitation or b"")
    newest = newest_for(execute, str(to.country))
    if newest is None or newest.expires < now or (came is not None and came.made >= newest.made):
        return None
    sign = device_keys.signer(execute)
    return checked_invitation(write_letter(_invitation(own_device(execute, identity), newest, sign), sign))


def take_enclosed(db: Connection, identity: Identity, office: Device, content: bytes, now: int) -> None:
    """An invitation inside a package: its keys and time count at once, names once an officer agrees."""
    try:
        found = read_invitation(content)
    except (ValueError, RecursionError):
        return
    if (
        found.key != office.key
        or found.country != identity.country
        or found.expires < now
        or found.secret == office.invitation
    ):
        return
    kept = _keep_office(db, found, names=False)
    if kept is not None and found.share == ShareLevel.names and kept.share == ShareLevel.codes:
        keep_asked(db, content)


def answer_about_names(store: Store, *, agrees: bool) -> None:
    """An officer answers what the office's newest invitation asked: whether names of people go there."""
    with store.sync.exchanging() as db:
        content, office = asked_for_names(db.execute), regional_office(db.execute)
        if (
            agrees
            and content is not None
            and office is not None
            and read_invitation(content).key == office.key
        ):
            keep_device(db, replace(office, share=ShareLevel.names))
        keep_asked(db, None)


def request_to(execute: Executes, identity: Identity, office: Device, now: dt.datetime) -> bytes:
    """This laptop's request to be let in, sealed to the office; each one is another file."""
    letter = own_request(execute, identity, office, now, kept_ticket(execute, office.invitation or b""))
    return seal(letter, [office.box, office.recovery])


def own_request(
    execute: Executes, identity: Identity, office: Device, now: dt.datetime, ticket: Ticket | None = None
) -> bytes:
    """The letter in which this laptop asks the office to let it in, signed and not sealed."""
    own = own_device(execute, identity)
    secret = office.invitation or b""
    made = Request(
        office=own.office, officer=own.officer, name=own.name, key=own.key, box=own.box,
        recovery=own.recovery, country=identity.country,
        to=office.key, invitation=invitation_id(secret),
        proof=proof_of(secret, own.key, own.box, identity.country), made=milliseconds(now),
        ticket=ticket,
    )  # fmt: skip
    return checked_request(write_letter(made, device_keys.signer(execute)))


def asking(execute: Executes, identity: Identity, content: bytes) -> Device:
    """The device of a request, as it would be let in. Raises RequestRefused."""
    return _asking(execute, identity, content)[0]


def take_asking(db: Connection, identity: Identity, content: bytes) -> Device:
    """Like `asking`; also keeps an invitation that an office put back to before it does not know."""
    asks, issued = _asking(db.execute, identity, content)
    if invitation_of(db.execute, issued.id) is None:
        keep_invitation(db, issued)
    return asks


def _asking(execute: Executes, identity: Identity, content: bytes) -> tuple[Device, Issued]:
    identities = [one for one in (device_keys.box_identity(execute),) if one]
    try:
        letter = opened(content, identities) if identities else None
        if letter is None:
            raise RequestRefused(why=_("it is for another office"))
        found = read_request(letter)
    except (ValueError, RecursionError):
        raise RequestRefused(why=_("the file is damaged or was changed on the way")) from None
    issued = invitation_of(execute, found.invitation) or _issued_before(identity, found)
    if found.to != identity.device_key or issued is None:
        raise RequestRefused(why=_("it is for another office"))
    if not hmac.compare_digest(found.proof, proof_of(issued.secret, found.key, found.box, found.country)):
        raise RequestRefused(why=_("it was not made with the invitation of this office"))
    if issued.country not in (None, found.country):
        raise RequestRefused(why=_("the invitation was for another country"))
    asks = asking_device(found, issued.share, issued.id)
    _refuse_strange(execute, identity, asks)
    return asks, issued


def asking_device(request: Request, share: ShareLevel, invitation: bytes | None = None) -> Device:
    """The laptop that asks in this letter."""
    return Device(
        key=request.key, box=request.box, name=request.name, country=request.country, office=request.office,
        officer=request.officer,
        recovery=request.recovery, regional=False, state=ASKING, compared=False, approved=False,
        share=share, invitation=invitation,
    )  # fmt: skip


def _issued_before(identity: Identity, request: Request) -> Issued | None:
    """The invitation that a request encloses, where this very office signed it."""
    ticket = request.ticket
    if (
        ticket is None
        or invitation_id(ticket.secret) != request.invitation
        or not ticket.is_of(identity.device_key)
    ):
        return None
    what = (ticket.country, ticket.share, ticket.devices, ticket.made, ticket.expires)
    return Issued(request.invitation, ticket.secret, *what)


def _refuse_strange(execute: Executes, identity: Identity, asks: Device) -> None:
    """Refuse a laptop of no known country, and one that is called as another one."""
    if asks.country not in _COUNTRIES:
        raise RequestRefused(why=_("it does not name a country"))
    refuse_names(execute, identity, asks)


def accept(
    store: Store, content: bytes, words: str | None = None, now: dt.datetime | None = None
) -> Acceptance:
    """Let a laptop in by its request, as `let_in`. Raises NotAnOffice, RequestRefused, FingerprintDiffers."""
    store.identity.refuse_country()
    with store.sync.exchanging() as db:
        found = take_asking(db, store.identity, content)
        return let_in(db, store.identity, found, words, now)


def let_in(
    db: Connection, identity: Identity, asker: Device, words: str | None, now: dt.datetime | None = None
) -> Acceptance:
    """Let this laptop in, in the caller's transaction; after its invitation ended only if compared."""
    known = device_of(db.execute, asker.key)
    expected = words_of(own_device(db.execute, identity), asker)
    if words is not None and not is_same(words, expected):
        raise FingerprintDiffers
    if known is not None and known.state == REVOKED:
        raise RequestRefused(why=_("this laptop was blocked"))
    _refuse_strange(db.execute, identity, asker)
    already = known is not None and known.state != ASKING
    issued = invitation_of(db.execute, asker.invitation or b"")
    if not already and issued is not None and came_by(db.execute, issued.id) >= issued.devices:
        raise RequestRefused(why=_("all invited laptops are already let in"))
    if (
        not already
        and words is None
        and issued is not None
        and now is not None
        and issued.expires < milliseconds(now)
    ):
        said = _(
            "its invitation was valid until {end}, and this computer’s clock says {today}. Compare the six "
            "words first"
        )
        raise RequestRefused(why=said.format(end=_day(issued.expires), today=_day(milliseconds(now))))
    as_compared = (
        known is not None and known.compared and (known.box, known.country) == (asker.box, asker.country)
    )
    device = replace(
        asker, state=ACCEPTED, compared=words is not None or as_compared, seen=known.seen if known else None
    )
    keep_device(db, device)
    return Acceptance(device, expected, already)


def accept_known(
    store: Store, name: str, words: str | None = None, now: dt.datetime | None = None
) -> Acceptance:
    """Let in a laptop that asked, or note that the words of one let in were compared. Raises NotAnOffice,
    UnknownDevice, RequestRefused, FingerprintDiffers."""
    store.identity.refuse_country()
    with store.sync.exchanging() as db:
        return let_in(db, store.identity, device_called(db.execute, name), words, now)


def compared_with_office(store: Store, words: str) -> Device:
    """The officer compared the words of the regional office. Raises UnknownDevice, FingerprintDiffers."""
    with store.sync.exchanging() as db:
        office = regional_office(db.execute)
        if office is None:
            raise UnknownDevice(device="")
        if not is_same(words, words_of(office, own_device(db.execute, store.identity))):
            raise FingerprintDiffers
        sure = replace(office, compared=True)
        keep_device(db, sure)
        shared_lists.take_kept(db, store.identity, sure)
        return sure


def approve(store: Store, name: str, words: str | None = None) -> Acceptance:
    """From now on names are sealed to this laptop. Raises UnknownDevice, FingerprintDiffers."""
    with store.sync.exchanging() as db:
        office = regional_office(db.execute)
        found = named(all_devices(db.execute), name)
        if (
            found is None
            or office is None
            or found.country != store.identity.country
            or found.key == store.identity.device_key
        ):
            raise UnknownDevice(device=name)
        expected = words_of(office, found)
        if words is not None and not is_same(words, expected):
            raise FingerprintDiffers
        keep_device(db, replace(found, approved=True, compared=True))
        return Acceptance(found, expected, found.approved)


def retire(store: Store, name: str, *, is_back: bool = False) -> Device:
    """Nothing is made for it, nobody is warned; it is still read. Raises UnknownDevice (asking, blocked)."""
    with store.sync.exchanging() as db:
        found = device_called(db.execute, name)
        if not found.is_heard:
            raise UnknownDevice(device=name)
        state = ACCEPTED if is_back else RETIRED
        done = replace(found, state=state, said_here=state)
        keep_device(db, done)
    return done


def revoke(store: Store, name: str, after: int | None = None) -> Device:
    """Block it: nobody takes what it did beyond what is held here; `after`: also undo what is beyond that."""
    store.identity.refuse_country()
    with store.work(ActionKind.shut_out) as work:
        found = known_device(work.db.execute, name)
        shut = replace(found, state=REVOKED, revoked_after=after)
        keep_device(work.db, shut)
        if found.country is not None:
            set_bound(work.db, store.identity, shut.key, found.country, milliseconds(work.time))
    if after is not None:
        with store.work(ActionKind.shut_out, after) as work:
            take_back(work, spans_after(work.db, shut.key, after))
    return shut


def keep_ticket(db: Connection, ticket: Ticket) -> None:
    """Keep it in place of the one before; none of an invitation that has none."""
    settings.write(db, SettingKey.ticket, json.dumps(ticket.written()) if ticket.signature else None)


def kept_ticket(execute: Executes, secret: bytes) -> Ticket | None:
    """The ticket of the invitation with this secret; None where it had none."""
    kept = settings.read(execute, SettingKey.ticket)
    found = ticket_of(json.loads(kept)) if kept is not None else None
    return found if found is not None and found.secret == secret else None
