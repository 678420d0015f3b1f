"""The tokens of the command line and of stored values, with their labels. Released tokens are never renamed."""

from __future__ import annotations

from enum import StrEnum

from prossce_desktop.domain.translatable import N_


class Token(StrEnum):
    """A token whose label is a sentence for a person (marked for translation, not translated)."""

    label: str

    __hash__ = str.__hash__  # tokens are equal as texts; Enum hashes names, slowly and not alike

    def __new__(cls, token: str, label: str = "") -> Token:
        member = str.__new__(cls, token)
        member._value_ = token
        member.label = label
        return member


class ActivityKind(Token):
    training = "training", N_("Training")
    career_fair = "career_fair", N_("Career fair")
    policy_dialogue = "policy_dialogue", N_("Policy dialogue")
    knowledge_product = "knowledge_product", N_("Knowledge product")
    sstc_exchange = "sstc_exchange", N_("SSTC exchange")


class Status(Token):
    planned = "planned", N_("Planned")
    held = "held", N_("Held")
    postponed = "postponed", N_("Postponed")
    cancelled = "cancelled", N_("Cancelled")


class Basis(Token):
    persons_named = "persons_named", N_("Persons, by name")
    persons_organiser = "persons_organiser", N_("Persons, head count")
    attendances = "attendances", N_("Attendances")
    online_visits = "online_visits", N_("Online visits")
    interviews = "interviews", N_("Interviews")
    posts = "posts", N_("Posts")
    organisations = "organisations", N_("Organisations")
    downloads = "downloads", N_("Downloads")


class Qualifier(Token):
    exact = "exact", N_("exact")
    about = "about", N_("about")
    nearly = "nearly", N_("nearly")
    more_than = "more_than", N_("more than")


class Channel(Token):
    """Channels of a fair; `both` only on the fair itself, never on a head count or participation."""

    on_site = "on_site", N_("On site")
    online = "online", N_("Online")
    both = "both", N_("On site and online")


class Mode(Token):
    # Translators: how something is held; on a fair the same is called “On site”
    in_person = "in_person", N_("In person")
    online_live = "online_live", N_("Online, live")
    self_paced = "self_paced", N_("Self-paced")
    hybrid = "hybrid", N_("Hybrid")


class Sex(Token):
    female = "female", N_("Woman")
    male = "male", N_("Man")
    # Translators: another sex than woman or man
    another = "another", N_("Another")
    not_recorded = "not_recorded", N_("Not recorded")


class Disability(Token):
    """Of a person or a cell; `None` on a person and `not_recorded` in a cell mean nobody asked."""

    yes = "yes", N_("Yes")
    no = "no", N_("No")
    unknown = "unknown", N_("Asked, answer not clear")


class DisabilityBasis(Token):
    washington_group = "washington_group", N_("Washington Group Short Set")
    self_declared = "self_declared", N_("As the person says")


class Stage(Token):
    invited = "invited", N_("Invited")
    pre_registered = "pre_registered", N_("Pre-registered")
    registered = "registered", N_("Registered")
    attended = "attended", N_("Attended")
    completed = "completed", N_("Completed")
    assessed = "assessed", N_("Assessed")
    certified = "certified", N_("Certified")
    qualified = "qualified", N_("Qualified")
    near_hire = "near_hire", N_("Near-hire")
    hired = "hired", N_("Hired on the spot")
    referred = "referred", N_("Referred")


TRAINING_STAGES = (Stage.invited, Stage.registered, Stage.attended, Stage.completed, Stage.assessed, Stage.certified)
FAIR_STAGES = (
    Stage.invited, Stage.pre_registered, Stage.registered, Stage.attended, Stage.qualified,
    Stage.near_hire, Stage.hired, Stage.referred, Stage.completed, Stage.assessed, Stage.certified,
)
NOT_PRESENT = frozenset({Stage.invited, Stage.pre_registered, Stage.registered})
"""Stages that are not presence, at a training or at a fair (C3.1)."""


class OurPart(Token):
    organised = "organised", N_("Organiser")
    co_organised = "co_organised", N_("Co-organiser")
    supported = "supported", N_("Supporter")
    context = "context", N_("Another organisation’s activity (for comparison)")


class Pillar(Token):
    policy = "1", N_("Policy development")
    capacity = "2", N_("Capacity-building")
    research = "3", N_("Research and SSTC")


class Constituent(Token):
    government = "government", N_("Government")
    employers = "employers", N_("Employers’ organisation")
    workers = "workers", N_("Workers’ organisation")
    private_enterprise = "private_enterprise", N_("Private enterprise")
    training_provider = "training_provider", N_("Training provider")
    academia = "academia", N_("Universities and research")
    civil_society = "civil_society", N_("Civil society")
    international = "international", N_("International organisation")
    jobseeker = "jobseeker", N_("Jobseeker")


class Country(Token):
    """Countries of the project by ISO 3166-1 alpha-2; names as the United Nations print them."""

    BN = "BN", N_("Brunei Darussalam")
    KH = "KH", N_("Cambodia")
    ID = "ID", N_("Indonesia")
    LA = "LA", N_("Lao People’s Democratic Republic")
    MY = "MY", N_("Malaysia")
    MM = "MM", N_("Myanmar")
    PH = "PH", N_("Philippines")
    SG = "SG", N_("Singapore")
    TH = "TH", N_("Thailand")
    TL = "TL", N_("Timor-Leste")
    VN = "VN", N_("Viet Nam")
    CN = "CN", N_("China")


class AgeCell(Token):
    """The age cells; every youth band set is a union of them."""

    under_15 = "under_15", N_("Under 15")
    a15 = "15", N_("15")
    a16_17 = "16_17", N_("16–17")
    a18_24 = "18_24", N_("18–24")
    a25 = "25", N_("25")
    a26_29 = "26_29", N_("26–29")
    a30 = "30", N_("30")
    a31_35 = "31_35", N_("31–35")
    a36_40 = "36_40", N_("36–40")
    a41_59 = "41_59", N_("41–59")
    a60_64 = "60_64", N_("60–64")
    a65_over = "65_over", N_("65 and over")
    not_recorded = "not_recorded", N_("Not recorded")


class Verdict(Token):
    same = "same", N_("The same person")
    different = "different", N_("Different people")
    open = "open", N_("Not checked yet")



class QueryOutcome(Token):
    """What came of a question about a field; it travels also where the answer in words stays in the country."""

    corrected = "corrected", N_("The value was corrected")
    confirmed = "confirmed", N_("The value is right")
    unknown = "unknown", N_("Nobody knows the answer")


class Level(Token):
    local = "local", N_("Local")
    national = "national", N_("National")
    regional = "regional", N_("Regional")
    international = "international", N_("International")


class ProductType(Token):
    study = "study", N_("Study")
    brief = "brief", N_("Brief")
    guide = "guide", N_("Guide")
    dataset = "dataset", N_("Dataset")
    other = "other", N_("Other")


class Consent(Token):
    given = "given", N_("Consent given")
    refused = "refused", N_("Consent refused")


class Difficulty(Token):
    """Answers of the Washington Group Short Set."""

    none = "1", N_("No difficulty")
    some = "2", N_("Some difficulty")
    a_lot = "3", N_("A lot of difficulty")
    cannot = "4", N_("Cannot do at all")
