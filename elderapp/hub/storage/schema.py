"""The tables. Times are milliseconds since 1970, UTC; identities that came from outside are text.

People stand in tables of their own, which may be deleted from; statements know learners by pseudonymous ids alone.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

metadata = MetaData()


def _key(name: str, kind: type[Integer] | type[Text] | type[BigInteger] = Text) -> Column[object]:
    return Column(name, kind, primary_key=True, nullable=False, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _time(name: str) -> Column[int]:
    """A moment; 0 means never."""
    return Column(name, BigInteger, nullable=False, server_default="0")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


# --- places and people

centre = Table("centre", metadata, _key("centre", Integer), _text("title"), _text("asks"))

staff = Table(
    "staff", metadata, _key("centre", Integer), _key("staff"), _text("username"), _text("name"), _text("role"),
    _text("password"), _time("created"), _time("ended"), _text("pin"),
    Index("staff_username", "username"),
)  # fmt: skip

login = Table(
    "login", metadata, _key("centre", Integer), _key("digest"), _text("staff"), _time("created"), _time("expires"),
)  # fmt: skip

invite = Table(  # a link with which somebody sets her password, once; without `staff` it makes the first manager
    "invite", metadata, _key("centre", Integer), _key("digest"), _text("staff"), _time("created"), _time("expires"),
    _time("used"),
)  # fmt: skip

audit = Table(  # who changed what
    "audit", metadata, _key("centre", Integer), _key("audit"), _time("made"), _text("staff"), _text("what"),
    _text("about"),
    Index("audit_made", "centre", "made"),
)  # fmt: skip

learner = Table(
    "learner", metadata, _key("centre", Integer), _key("learner"), _text("name"), _text("picture"), _text("member"),
    Column("walk_in", Boolean, nullable=False, server_default="0"), _time("added"), _text("wishes"),
    _text("band"), _text("district"), _text("living"), _text("merged"), _time("gone"),
    Index("learner_merged", "centre", "merged"),
)  # fmt: skip

cohort = Table(
    "cohort", metadata, _key("centre", Integer), _key("cohort"), _text("title"), _text("venue"), _text("trainer"),
    _time("ended"),
)  # fmt: skip

enrolment = Table(
    "enrolment", metadata, _key("centre", Integer), _key("cohort"), _key("learner"), _text("enrolment"),
    _number("number"), _time("since"), _time("ended"),
    Index("enrolment_learner", "centre", "learner"),
)  # fmt: skip

session = Table(
    "session", metadata, _key("centre", Integer), _key("session"), _text("cohort"), _text("title"), _time("starts"),
    _time("ends"), _text("venue"), _text("lesson"), _text("trainer"), _time("cancelled"),
    Index("session_starts", "centre", "starts"), Index("session_cohort", "centre", "cohort"),
)  # fmt: skip

guest = Table(  # who came to one meeting without being enrolled
    "guest", metadata, _key("centre", Integer), _key("session"), _key("learner"), _time("added"),
)  # fmt: skip

steer = Table(  # what is wanted of a class's tablets: `learner` is empty where all are meant
    "steer", metadata, _key("centre", Integer), _key("session"), _key("learner"), _text("lesson"), _time("frozen"),
    _text("staff"),
)  # fmt: skip

# --- tablets

pairing = Table(
    "pairing", metadata, _key("centre", Integer), _key("digest"), _time("created"), _time("expires"), _time("used"),
    _text("staff"), _text("device"),
)  # fmt: skip

device = Table(
    "device", metadata, _key("centre", Integer), _key("device"), _number("number"), _text("name"),
    Column("public_key", LargeBinary, nullable=False), _time("paired"), _time("seen"), _time("revoked"),
    Column("skew", BigInteger, nullable=False, server_default="0"),
    Index("device_public_key", "centre", "public_key"),
)  # fmt: skip

confirmed = Table(  # the number of what each tablet has heard of last
    "confirmed", metadata, _key("centre", Integer), _key("device"),
    Column("n", BigInteger, nullable=False, server_default="0"),
)  # fmt: skip

log = Table(  # one tablet's log since one installation: a device has one for each epoch
    "log", metadata, _key("centre", Integer), _key("dk", Integer), _text("device"),
    Column("epoch", BigInteger, nullable=False), _time("seq"),
    Column("head", LargeBinary, nullable=False), _time("safe_seq"),
    Index("log_device", "centre", "device", "epoch", unique=True),
)  # fmt: skip

# --- what was learnt

word = Table(  # texts of statements, once each, so that a statement is numbers alone
    "word", metadata, _key("centre", Integer), _key("k", Integer), Column("text", Text, nullable=False),
    Index("word_text", "centre", "text", unique=True),
)  # fmt: skip

event = Table(
    "event", metadata, _key("centre", Integer), _key("dk", Integer), _key("seq", BigInteger), _time("t"),
    _time("wall"), Column("verb", SmallInteger, nullable=False), _number("learner"), _number("session"),
    _number("attempt"), _number("object"), _number("result"),
    Index("event_t", "centre", "t"),
    sqlite_with_rowid=False,
)  # fmt: skip

batch = Table(  # evidence: exactly what the tablet signed
    "batch", metadata, _key("centre", Integer), _key("dk", Integer), _key("first", BigInteger), _time("last"),
    Column("head", LargeBinary, nullable=False), Column("body", LargeBinary, nullable=False), _time("received"),
    Column("skew", BigInteger, nullable=False, server_default="0"),
)  # fmt: skip

quarantine = Table(  # well-signed rows that the hub could not use
    "quarantine", metadata, _key("centre", Integer), _key("dk", Integer), _key("seq", BigInteger), _text("code"),
    Column("row", LargeBinary, nullable=False), _time("received"),
)  # fmt: skip

# --- read models, kept in the transaction that takes the statements

attendance = Table(
    "attendance", metadata, _key("centre", Integer), _key("session"), _key("learner"), _text("trainer_status"),
    _time("tablet_first"), _time("tablet_last"), _number("tablet_minutes"),
    Index("attendance_learner", "centre", "learner"),
)  # fmt: skip

mark = Table(  # every mark a trainer made; the newest of a learner and session is the one that counts
    "mark", metadata, _key("centre", Integer), _key("mark"), _text("session"), _text("learner"), _text("status"),
    _text("staff"), _time("made"), _text("reason"),
    Index("mark_session", "centre", "session"),
)  # fmt: skip

live = Table(  # what each tablet shows now
    "live", metadata, _key("centre", Integer), _key("device"), _text("learner"), _text("session"), _text("lesson"),
    _text("stage"), _text("step"), _number("n"), _number("of"), _text("state"), _time("since"), _time("hand"),
    _time("last"), _text("going"),
)  # fmt: skip

told_apart = Table(  # how often a learner called what was fake, and what was genuine, fake
    "told_apart", metadata, _key("centre", Integer), _key("learner"), _number("fakes"), _number("hits"),
    _number("genuines"), _number("alarms"),
)  # fmt: skip

tried = Table(  # what a learner said last of trying a lesson at home
    "tried", metadata, _key("centre", Integer), _key("learner"), _key("lesson"), _time("made"), _text("tried"),
)  # fmt: skip

enquiry = Table(  # a question at the help desk, nobody's name
    "enquiry", metadata, _key("centre", Integer), _key("enquiry"), _time("made"), _text("topic"), _text("phone"),
    _text("outcome"), _text("lesson"), _text("staff"), _number("minutes"), _time("voided"),
    _number("again"),  # 1: a further question of the same visitor
    Index("enquiry_made", "centre", "made"),
)  # fmt: skip

progress = Table(
    "progress", metadata, _key("centre", Integer), _key("learner"), _key("lesson"),
    Column("state", LargeBinary, nullable=True),
)  # fmt: skip

from elderapp.hub.storage import schema_backups as schema_backups  # noqa: E402  # its tables are of this metadata
from elderapp.hub.storage import schema_devices as schema_devices  # noqa: E402  # its tables are of this metadata
from elderapp.hub.storage import schema_lessons as schema_lessons  # noqa: E402  # its tables are of this metadata
from elderapp.hub.storage import schema_privacy as schema_privacy  # noqa: E402  -- needs `metadata`, which it shares
from elderapp.hub.storage import schema_reports as schema_reports  # noqa: E402  -- needs `metadata`, which it shares
from elderapp.hub.storage import schema_xapi as schema_xapi  # noqa: E402  -- so do these
