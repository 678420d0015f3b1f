"""What an altered program does in the play, each as one act: it says itself what it expects, and the play looks at everybody afterwards.

An altered laptop holds its own keys and signs whatever it likes; it is let in, and honest again after the act.
"""

from __future__ import annotations

import bz2
import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.operations.erasure import MANY
from prossce_desktop.domain.operations.hash_chain import signed_head
from prossce_desktop.domain.operations.record_ownership import SINCE
from prossce_desktop.errors import InvitationRefused, OtherOffice, RequestRefused
from prossce_desktop.exchange.age_encryption import new_box, opened, recipient_of, seal
from prossce_desktop.exchange.header import Header
from prossce_desktop.exchange.package import open_package, seal_parts, write_package
from prossce_desktop.exchange.zip_members import BODY, HEADER, PERSONAL, SIGNATURE, join, passed_on
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.packages import receiving_limits
from prossce_desktop.services.packages.outgoing_check import NotReadable
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.sync import device_rollback
from prossce_desktop.store.devices import known_devices
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.log.version_vector import held_sources, operations_of
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.exchange.forging import altered
from tests.exchange.opened import everything_in, everything_sent
from tests.exchange.play import Play, shown
from tests.exchange.simulator import Desk

Attack = Callable[[Play], None]
ATTACKS: dict[str, Attack] = {}
PERSONAL_TOO = frozenset({
    "ages_that_nobody_has", "erasing_by_portions", "erasing_of_another_countrys_people", "parts_for_the_wrong_reader",
    "a_laptop_that_only_the_office_knows", "an_office_that_asks_for_names_in_passing",
})  # fmt: skip
"""Of these it matters whether the office gets names."""
MEGABYTE = 1_000_000
GREATEST = (1 << 63) - 1
AGES = (
    "SELECT t.age_worked, t.estimated, t.removed OR p.removed OR a.removed FROM participation t JOIN person p ON p.id = t.person"
    " JOIN activity a ON a.id = t.activity WHERE t.id = ?"
)
"""With whether it is taken out: then nobody counts it, and it is mended when it comes back."""


def attack(act: Attack) -> Attack:
    """One act of the play."""
    ATTACKS[act.__name__] = act
    return act


# -- a country's laptop writes of another country


@attack
def a_fair_that_indonesia_calls_cambodias(play: Play) -> None:
    for schema in (SINCE, SINCE - 1):
        fair = play.new("career_fair", title="Fair", status="held", end="2024-06-01", country="KH")
        with play.untouched("KH"):
            play.forge_to(play.id, play.office, fair, play.new("head_count", activity=fair["first"], count=100_000), schema=schema)


@attack
def records_in_the_scope_of_another_country(play: Play) -> None:
    with play.untouched("KH"):
        for scope in ("KH", "all", "office", "sample", ""):
            found = play.forge_to(play.id, play.office, play.new("training", title="T", status="held", end="2024-06-01"), scope=scope)
            assert (found.status, found.code) == ("refused", "hostile"), scope


@attack
def edits_and_people_at_what_another_country_recorded(play: Play) -> None:
    fair, training, person, part = play.fair["KH1"], play.training, play.who, play.part
    with play.untouched("KH"):
        for blocks in (
            [play.set("training", training, title="Ours")],
            [play.set("training", training, removed=1)],
            [play.set("participation", part, age_worked=99)],
            [play.set("person", person, sex="male")],
            [play.new("head_count", activity=fair, count=100_000)],
            [play.new("participation", person=person, activity=fair, stage="attended")],
            [own := play.new("person", sex="male"), play.new("participation", person=own["first"], activity=fair, stage="attended")],
            [play.new("training", title="Part", status="held", end="2024-06-01", part_of=fair, included_in_parent=True)],
            [play.new("training", title="Same", status="held", end="2024-06-01", same_event_as=fair)],
        ):
            found = play.forge_to(play.id, play.office, *blocks)
            assert (found.changed, found.status) == (0, "quarantined"), blocks


@attack
def people_and_organisations_of_others_joined(play: Play) -> None:
    with play.office.store.read() as reading:
        people = [row[0] for row in reading.execute("SELECT id FROM person ORDER BY id").fetchall()]
        shared = [row[0] for row in reading.execute("SELECT id FROM organisation ORDER BY id").fetchall()]
    with play.untouched("KH"):
        for verdict in ("same", "open"):
            a, b = sorted(play.random.sample(people, 2))
            play.forge_to(play.id, play.office, play.new("link", a=min(play.who, a), b=max(play.who, a + 1), verdict=verdict))
            play.forge_to(play.id, play.office, play.new("link", a=a, b=b, verdict=verdict))
            play.forge_to(play.id, play.office, play.new("across", a=a, b=b, verdict=verdict))
        if len(shared) > 1:
            a, b = sorted(play.random.sample(shared, 2))
            play.forge_to(play.id, play.office, play.new("organisation_link", a=a, b=b, verdict="same"))
    with play.untouched("ID"):
        play.forge_to(play.office, play.id, play.new("across", a=people[0], b=people[-1], verdict="same"), scope="office")


@attack
def an_office_that_writes_for_nobody_and_for_all(play: Play) -> None:
    for desk in (play.kh1, play.id):
        for scope in ("all", "office"):
            for schema in (SINCE, SINCE - 1):
                with play.untouched(desk.country):
                    training = play.new("training", title="T", status="held", end="2024-06-01")
                    play.forge_to(play.office, desk, training, play.new("head_count", activity=training["first"], count=9_999), scope=scope, schema=schema)
        other = "ID" if desk is play.kh1 else "KH"
        with play.untouched(desk.country):
            found = play.forge_to(play.office, desk, play.new("training", title="T"), scope=other)
            assert (found.status, found.code) == ("refused", "hostile")


@attack
def an_office_that_gives_no_reason(play: Play) -> None:
    """It may write into a country; what it wrote comes back to it, and both sides count the same."""
    with play.untouched("ID"):
        assert play.forge_to(play.office, play.kh1, play.new("head_count", activity=play.fair["KH1"], count=71), scope="KH").made == 1
    play.settle_all()


@attack
def ages_that_nobody_has(play: Play) -> None:
    """The colleague writes 150 years, another country and the office try as well: whoever holds the birthday writes what it gives."""

    def ages(side: Desk) -> list[Any]:
        with side.store.read() as reading:
            return list(reading.execute(AGES, (play.part,)).fetchall())

    before = ages(play.kh1)
    for desk, to, scope in ((play.kh2, play.office, "KH"), (play.office, play.kh1, "KH")):
        found = play.forge_to(desk, to, play.set("participation", play.part, age_worked=150, estimated=True), scope=scope)
        assert found.changed == 1
        play.settle_all()
        now = [ages(side) for side in (play.kh1, play.kh2, play.office)]
        assert now[0] == now[1] == now[2] and (now[0] == before or before[0][2]), now


@attack
def numbers_that_nobody_counts_to(play: Play) -> None:
    """Of its own country, which may say what it likes; figures and pages of everybody can still be made."""
    with play.untouched("KH"):
        fair = play.new("career_fair", title="F", status="held", end="9999-12-31", start="0001-01-01", employers=GREATEST, vacancies=GREATEST, registered=GREATEST, channel="both")
        count = play.new("head_count", activity=fair["first"], count=GREATEST, women=GREATEST, men=GREATEST, door=GREATEST, basis="persons_organiser", qualifier="exact")
        below = play.new("head_count", activity=fair["first"], count=-5, women=-GREATEST, youth=7, youth_band="9_1", cells=["x"], basis="persons_named", qualifier="about")
        for blocks in ((fair, count, below), (fair,), (count,), (play.new("head_count", activity=fair["first"], count=GREATEST),), (below,)):
            play.forge_to(play.id, play.office, *blocks)
        more = play.new("participation", person=play.random.randrange(1, 1 << 62), activity=fair["first"], age_worked=200, age=-GREATEST, pre=1e14)
        play.forge_to(play.id, play.office, more)


# -- shutting out, erasing


@attack
def a_laptop_shut_out_that_goes_on_through_a_colleague(play: Play) -> None:
    third = play.third(f"KH3-{play.days}")
    play.approve_all(third)
    for mate in (play.kh1, play.kh2):
        play.approve_all(mate)
    play.train(third, "Before")
    play.round(third)
    play.settle_all()
    with play.office.here():
        introductions.revoke(play.office.store, third.store.identity.device)
    with play.untouched("ID"):
        later = play.train(third, "Beyond")
        for content in play.made(third, play.kh1):
            play.read(play.kh1, content)
        play.retitle(play.kh1, later, "Built on it")
        play.train(play.kh1, f"Own {play.days}")
        play.settle_all()
        assert play.read(play.office, play.made(third, play.office)[0]).code == "revoked"
    titles = {}
    for side in (play.kh1, play.kh2, play.office):
        with side.store.read() as reading:
            titles[side.name] = {row[0] for row in reading.execute("SELECT title FROM training WHERE removed = 0").fetchall()}
        assert f"Own {play.days}" in titles[side.name] and not {"Beyond", "Built on it"} & titles[side.name]
    if play.random.random() < 0.5:
        with play.office.here():
            device_rollback.admit_after_revocation(play.office.store, third.store.identity.device, play.now(play.office))
        play.settle_all()
        with play.kh2.store.read() as reading:
            assert reading.execute("SELECT title FROM training WHERE id = ?", (later,)).fetchall() == [("Built on it",)]


@attack
def erasing_by_portions(play: Play) -> None:
    """A colleague's program erases everybody, 11 in a package, each from another life; what is above 20 waits, and nobody is locked out."""
    third = play.third(f"KH4-{play.days}")
    with play.kh1.here(), play.kh1.store.work("new", 1) as work:
        people = work.new("person", [Person(sex="male") for _ in range(2 * MANY)])  # type: ignore[arg-type]
    play.settle_all()
    play.send(play.office, third)
    before = shown(play.office.store, "KH")[0]
    portion = MANY // 2 + 1
    for number in range(3):
        for person in people[number * portion : (number + 1) * portion]:
            with third.here():
                person_erasure.erase(third.store, person, "asked for it", play.now(third))
        with third.here():
            third.store.sync.begin_anew()
        found = play.read(play.office, play.made(third, play.office)[0])
        assert (found.status, found.code) == (("accepted", None) if number == 0 else ("waiting", "many-erased"))
        play.minutes += 24 * 60
    play.settle_all()
    assert shown(play.office.store, "KH")[0] == before, "no figure changes by erasing"
    with play.office.here():
        introductions.revoke(play.office.store, third.store.identity.device)
    for side in (play.office, play.kh1, play.kh2):
        with side.store.read() as reading:
            assert len(erased_people(reading.execute, people)) == portion, side.name


@attack
def erasing_of_another_countrys_people(play: Play) -> None:
    with play.untouched("KH"):
        play.forge_to(play.id, play.office, {"erase": play.who, "birth": None, "disability": None}, title="erase 1")
    assert play.kh1.mark.casefold() in everything_in(play.kh1.store)


# -- hostile mail


@attack
def headers_that_no_program_writes(play: Play) -> None:
    """Signed by a laptop that was let in: whatever is in them, the child reads it, and it is refused."""
    content = play.signed(play.id, play.office, play.new("training", title="T"))
    members = play.with_members(content, play.id, play.office)
    size = 200_000
    of = b'{"from":{"country":"ID","device":"%b"},"x":' % play.id.key.hex().encode()
    inside = (b'"' * size, b'"' + b'\\"' * size, b"[" * size, b"1" * size, b"{" + b'"a":0,' * size + b'"a":0}', b'"' + b"\\ud800" * size + b'"', b"NaN", b"-0")
    for text in inside:
        found = play.read(play.office, play.sealed_again({**members, HEADER: of + text + b"}"}, play.id, play.office))
        assert (found.status, found.code) == ("refused", "hostile"), text[:8]
    unsigned = {**members, HEADER: of + b"[" * size + b"}"}
    unsigned[SIGNATURE] = os.urandom(64)
    with patch("prossce_desktop.exchange.package.read_header", side_effect=AssertionError("parsed before its signature was looked at")):
        found = play.read(play.office, seal(join(unsigned), [recipient_of(play.box_of(play.office))]))
    assert (found.status, found.code) == ("refused", "bad-signature")


@attack
def a_package_that_costs_more_than_it_is_worth(play: Play) -> None:
    packing = bz2.BZ2Compressor(9)
    bomb = b"".join([*(packing.compress(b"[" * MEGABYTE) for _ in range(70)), packing.flush()])
    content = play.signed(play.id, play.office, play.new("training", title="T"))
    header = play.header_of(content, play.office)
    with play.untouched("KH", "ID"):
        found = play.read(
            play.office, write_package(replace(header, id=uuid.uuid4().hex, members={}), {BODY: bomb}, play.sign_of(play.id), [recipient_of(play.box_of(play.office))])
        )
        assert found.status == "refused" and found.code in ("hostile", "too-large")


@attack
def more_records_than_anybody_typed(play: Play) -> None:
    """The limit is set low here; they are counted before one is made, and wait for a person."""
    many = {**play.new("person"), "count": 60, "cols": {"sex": ["male"] * 60}}
    play.first += 60
    with patch.object(receiving_limits, "MOST_RECORDS", 50), patch.object(receiving_limits, "MOST_NOT_COMPARED", 50), play.untouched("KH", "ID"):
        found = play.forge_to(play.id, play.office, many)
        assert (found.status, found.code, found.made) == ("waiting", "many-records", 0)
        found = play.forge_to(play.office, play.kh1, many, scope="KH")
        assert (found.status, found.code, found.made) == ("waiting", "many-records", 0)
    with play.office.store.sync.exchanging() as db:
        db.execute("DELETE FROM package WHERE status = 'waiting'")
    with play.kh1.store.sync.exchanging() as db:
        db.execute("DELETE FROM package WHERE status = 'waiting'")


@attack
def names_that_are_no_names(play: Play) -> None:
    """Cleaned where they come in, and nobody takes one for another's; the office's list still reaches everybody."""
    names = {"country": "ID", "device": play.id.key.hex(), "name": play.id.store.identity.device, "office": "Bad\u202e\x1b[31m\nline", "officer": "O\u200b" + "o" * 60}
    assert play.lie(play.id, play.office, lambda said: said.update({"from": names})).status in ("accepted", "already_known")
    with play.office.store.read() as reading:
        kept = next(one for one in known_devices.all_devices(reading.execute) if one.key == play.id.key)
    assert kept.office == "Bad[31m line" and kept.officer == "O" + "o" * 38 + "…"
    theirs = play.to(play.office, play.kh1)
    for office in (play.to(play.kh1, play.office).office.replace("e", "е"), theirs.office.replace("O", "Ο")):
        play.lie(play.id, play.office, lambda said, office=office: said.update({"from": {**names, "office": office}}))
        with play.office.store.read() as reading:
            assert next(one for one in known_devices.all_devices(reading.execute) if one.key == play.id.key).office == kept.office
    assert play.lie(play.office, play.kh1, lambda said: said["from"].update({"office": "Off\u2066ice\r\n of all", "officer": "\u3164"})).status in ("accepted", "already_known")
    assert "\r" not in play.to(play.kh1, play.office).office


@attack
def a_false_branch_of_the_office(play: Play) -> None:
    """Told by both countries: it gives nothing up and issues nothing again. A receipt for more than it knows of may begin a new life, which
    costs it nothing: after it was put back that is how it hears of it.
    """

    def written() -> list[Any]:
        query = "SELECT op.id FROM op JOIN source ON source.id = op.id >> 24 WHERE source.device = ? ORDER BY op.id"
        with play.office.store.read() as reading:
            return list(reading.execute(query, (play.office.key,)).fetchall())

    before = written()
    for desk in (play.kh1, play.id):
        for scope in ("all", "office", "KH", "ID"):
            source = play.office.store.identity.source_of(scope)
            for signature in (b"", bytes(64), play.sign_of(desk)(signed_head(source.number, 1, bytes(32)))):
                one = {"device": source.device.hex(), "incarnation": source.incarnation.hex(), "scope": scope, "hashes": {"1": "00" * 32}}
                one |= {"head": 1, "signature": signature.hex()} if signature else {}
                life = play.office.store.identity.incarnation_key
                play.lie(desk, play.office, lambda said, one=one: said.update({"forks": [one]}))
                assert play.office.store.identity.incarnation_key == life
                play.lie(desk, play.office, lambda said, n=source.number: said.update({"receipt": {str(n): 1 << 20}, "yours": {str(n): "ff" * 8}}))
    assert written() == before


@attack
def bodies_that_nobody_wrote(play: Play) -> None:
    with play.untouched("KH", "ID", writes=True):
        for desk, to, scope in ((play.id, play.office, "ID"), (play.office, play.kh1, "KH"), (play.office, play.id, "ID")):
            for block in (
                {"new": "trainings", "first": 9, "count": 1, "cols": {}}, play.new("training", title=5), play.new("training", title=""),
                {**play.new("training", title="A"), "count": 1 << 60}, play.new("person", name="Open"), play.new("participation", person=7),
                play.new("training", title="T", start="2024-02-31"), "text", None, [[]], play.new("head_count", activity=5, basis="heads", count=1),
            ):  # fmt: skip
                found = play.forge_to(desk, to, block, scope=scope)
                assert found.status in ("quarantined", "refused", "waiting") and found.made == 0, block


@attack
def packages_over_anothers_name(play: Play) -> None:
    """Another's header, another's operations, another's package sent again by somebody else."""
    of_kh = play.signed(play.kh1, play.office, play.new("training", title="T"))
    members = play.with_members(of_kh, play.id, play.office)
    with play.untouched("KH"), play.untouched("ID", writes=True):
        assert play.read(play.office, play.sealed_again(members, play.id, play.office)).code == "bad-signature"
        found = play.forge_to(play.id, play.office, play.new("training", title="T"), scope="KH", of=play.kh1.store, signer=play.id.store)
        assert (found.status, found.code) == ("refused", "bad-signature")
        own = altered(play.id.store, play.office.store, play.signed(play.id, play.office), lambda said: said["from"].update({"country": "KH"}))
        play.read(play.office, own)
        assert play.to(play.office, play.id).country == "ID"
        [content] = play.made(play.kh1, play.office)
        assert play.read(play.id, content).code == "not-for-us"


@attack
def an_old_package_and_a_receipt_that_lies(play: Play) -> None:
    old = play.made(play.id, play.office) + play.made(play.kh1, play.office)
    play.work()
    with play.untouched("KH", "ID"):
        for content in (*old, *old):
            assert play.read(play.office, content).status in ("already_known", "accepted", "quarantined")
        for receipt in ({}, {str(play.office.store.identity.source_of("ID").number): 1 << 23}):
            play.lie(play.id, play.office, lambda said, receipt=receipt: said.update({"receipt": receipt}))
            for content in play.made(play.office, play.id):
                play.read(play.id, content)


@attack
def parts_for_the_wrong_reader(play: Play) -> None:
    """The office passes a part of Cambodia on to Indonesia, as it came and sealed anew; Indonesia asks for it."""
    with play.kh1.store.read() as reading:
        those = [one for held in held_sources(reading.execute, ("KH",)) for one in operations_of(reading.execute, held.source, 0, held.last) if one.personal]
    wanted = [one.personal_hash.hex() for one in those][:40]
    play.lie(play.id, play.office, lambda said: said.update({"wanted": wanted}))
    for content in play.made(play.office, play.id):
        assert play.kh1.mark.casefold() not in everything_sent(content, play.box_of(play.id))
        play.read(play.id, content)
    for signer in (play.office, play.kh1):
        part = seal_parts(those, play.sign_of(signer), [recipient_of(play.box_of(play.id))])
        for name in (PERSONAL, passed_on(part)):
            header: Header = play.header_of(play.made(play.office, play.id)[0], play.id)
            sealed = write_package(replace(header, id=uuid.uuid4().hex, sources=(), members={}), {name: part}, play.sign_of(play.office), [recipient_of(play.box_of(play.id))])
            with suppress(ValueError):
                play.read(play.id, sealed)
    assert play.kh1.mark.casefold() not in everything_in(play.id.store)
    play.lie(play.office, play.kh1, lambda said: said.update({"wanted": wanted}))
    by_name = play.share == ShareLevel.names
    for content in play.made(play.kh1, play.office):
        assert by_name or play.kh1.mark.casefold() not in everything_sent(content, play.box_of(play.office))


@attack
def a_laptop_that_only_the_office_knows(play: Play) -> None:
    """An altered office lists a laptop of Cambodia whose keys it made itself, says it was compared, and gives Cambodia's laptops another paper key."""
    identity, box = new_box()
    stranger = {
        "key": os.urandom(32).hex(), "box": box, "name": f"KH-{play.random.getrandbits(24):06x}", "country": "KH", "office": f"Desk {play.days}", "officer": "Nobody",
        "recovery": box, "regional": False, "state": "accepted", "compared": True,
    }  # fmt: skip

    def lies(said: dict[str, Any]) -> None:
        said["devices"] = [*({**one, "recovery": box} for one in said["devices"]), stranger]

    play.lie(play.office, play.kh1, lies)
    with play.kh1.store.read() as reading:
        known = {one.key.hex(): one for one in known_devices.all_devices(reading.execute)}
    assert stranger["key"] in known and not known[stranger["key"]].approved
    with play.kh1.here(), play.kh1.store.work("new", 1) as work:
        work.new("person", [Person(name=f"New {play.kh1.mark}")])
    for content in play.made(play.kh1, play.office):
        sealed = open_package(content, [play.box_of(play.office)]).members
        for name, part in sealed.items():
            if name == PERSONAL or name.startswith("passed-on/"):
                assert opened(part, [identity]) is None


@attack
def invitations_and_requests_of_strangers(play: Play) -> None:
    stranger, _ = create(play.folder / f"stranger-{play.days}-{play.first}", country="TH", office="Region", officer="Bo", unlock=Plain())
    with stranger:
        theirs, _made = introductions.invite(stranger, play.now(play.office), share=ShareLevel.names)
    with play.kh1.here():
        for content in (theirs, play.invitation[:-9] + b"012345678", b"[" * MEGABYTE, b'{"kind":' * 9_999 + b"\n" + b"00" * 64, b""):
            with suppress(InvitationRefused, OtherOffice):
                introductions.take_invitation(play.kh1.store, content, play.now(play.kh1))
                raise AssertionError("taken")
    assert play.to(play.kh1, play.office).state == known_devices.ACCEPTED
    with play.id.store.read() as reading:
        office = play.to(play.id, play.office)
        request = introductions.request_to(reading.execute, play.id.store.identity, office, play.now(play.id))
    for content in (request[:-5], b"\0" * 99, request.replace(b"age", b"bge", 1)):
        with suppress(RequestRefused):
            introductions.accept(play.office.store, content)
            raise AssertionError("let in")
    says = replace(play.to(play.office, play.id), country="KH")
    with play.id.store.read() as reading, patch.object(introductions, "own_device", lambda *_: says), suppress(RequestRefused, NotReadable):
        introductions.accept(play.office.store, introductions.request_to(reading.execute, play.id.store.identity, office, play.now(play.id)))
    assert play.to(play.office, play.id).country == "ID"


@attack
def an_office_that_asks_for_names_in_passing(play: Play) -> None:
    """A package that says `names` raises nothing at a country that sends codes."""
    play.lie(play.office, play.kh1, lambda said: said.update({"share": ShareLevel.names}))
    assert play.to(play.kh1, play.office).share == play.share
