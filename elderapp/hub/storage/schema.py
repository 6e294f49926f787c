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

from elderapp.hub.storage.columns import key, moment, number, text

metadata = MetaData()


# --- places and people

centre = Table("centre", metadata, key("centre", Integer), text("title"), text("asks"))

staff = Table(
    "staff", metadata, key("centre", Integer), key("staff"), text("username"), text("name"), text("role"),
    text("password"), moment("created"), moment("ended"), text("pin"),
    Index("staff_username", "username"),
)  # fmt: skip

login = Table(
    "login", metadata, key("centre", Integer), key("digest"), text("staff"), moment("created"), moment("expires"),
)  # fmt: skip

invite = Table(  # a link with which somebody sets her password, once; without `staff` it makes the first manager
    "invite", metadata, key("centre", Integer), key("digest"), text("staff"), moment("created"), moment("expires"),
    moment("used"),
)  # fmt: skip

audit = Table(  # who changed what
    "audit", metadata, key("centre", Integer), key("audit"), moment("made"), text("staff"), text("what"),
    text("about"),
    Index("audit_made", "centre", "made"),
)  # fmt: skip

learner = Table(
    "learner", metadata, key("centre", Integer), key("learner"), text("name"), text("picture"), text("member"),
    Column("walk_in", Boolean, nullable=False, server_default="0"), moment("added"), text("wishes"),
    text("band"), text("district"), text("living"), text("merged"), moment("gone"),
    Index("learner_merged", "centre", "merged"),
)  # fmt: skip

cohort = Table(
    "cohort", metadata, key("centre", Integer), key("cohort"), text("title"), text("venue"), text("trainer"),
    moment("ended"),
)  # fmt: skip

enrolment = Table(
    "enrolment", metadata, key("centre", Integer), key("cohort"), key("learner"), text("enrolment"),
    number("number"), moment("since"), moment("ended"),
    Index("enrolment_learner", "centre", "learner"),
)  # fmt: skip

session = Table(
    "session", metadata, key("centre", Integer), key("session"), text("cohort"), text("title"), moment("starts"),
    moment("ends"), text("venue"), text("lesson"), text("trainer"), moment("cancelled"),
    Index("session_starts", "centre", "starts"), Index("session_cohort", "centre", "cohort"),
)  # fmt: skip

guest = Table(  # who came to one meeting without being enrolled
    "guest", metadata, key("centre", Integer), key("session"), key("learner"), moment("added"),
)  # fmt: skip

steer = Table(  # what is wanted of a class's tablets: `learner` is empty where all are meant
    "steer", metadata, key("centre", Integer), key("session"), key("learner"), text("lesson"), moment("frozen"),
    text("staff"),
)  # fmt: skip

# --- tablets

pairing = Table(
    "pairing", metadata, key("centre", Integer), key("digest"), moment("created"), moment("expires"), moment("used"),
    text("staff"), text("device"),
)  # fmt: skip

device = Table(
    "device", metadata, key("centre", Integer), key("device"), number("number"), text("name"),
    Column("public_key", LargeBinary, nullable=False), moment("paired"), moment("seen"), moment("revoked"),
    Column("skew", BigInteger, nullable=False, server_default="0"),
    Index("device_public_key", "centre", "public_key"),
)  # fmt: skip

confirmed = Table(  # the number of what each tablet has heard of last
    "confirmed", metadata, key("centre", Integer), key("device"),
    Column("n", BigInteger, nullable=False, server_default="0"),
)  # fmt: skip

log = Table(  # one tablet's log since one installation: a device has one for each epoch
    "log", metadata, key("centre", Integer), key("dk", Integer), text("device"),
    Column("epoch", BigInteger, nullable=False), moment("seq"),
    Column("head", LargeBinary, nullable=False), moment("safe_seq"),
    Index("log_device", "centre", "device", "epoch", unique=True),
)  # fmt: skip

# --- what was learnt

word = Table(  # texts of statements, once each, so that a statement is numbers alone
    "word", metadata, key("centre", Integer), key("k", Integer), Column("text", Text, nullable=False),
    Index("word_text", "centre", "text", unique=True),
)  # fmt: skip

event = Table(
    "event", metadata, key("centre", Integer), key("dk", Integer), key("seq", BigInteger), moment("t"),
    moment("wall"), Column("verb", SmallInteger, nullable=False), number("learner"), number("session"),
    number("attempt"), number("object"), number("result"),
    Index("event_t", "centre", "t"),
    sqlite_with_rowid=False,
)  # fmt: skip

batch = Table(  # evidence: exactly what the tablet signed
    "batch", metadata, key("centre", Integer), key("dk", Integer), key("first", BigInteger), moment("last"),
    Column("head", LargeBinary, nullable=False), Column("body", LargeBinary, nullable=False), moment("received"),
    Column("skew", BigInteger, nullable=False, server_default="0"),
)  # fmt: skip

quarantine = Table(  # well-signed rows that the hub could not use
    "quarantine", metadata, key("centre", Integer), key("dk", Integer), key("seq", BigInteger), text("code"),
    Column("row", LargeBinary, nullable=False), moment("received"),
)  # fmt: skip

# --- read models, kept in the transaction that takes the statements

attendance = Table(
    "attendance", metadata, key("centre", Integer), key("session"), key("learner"), text("trainer_status"),
    moment("tablet_first"), moment("tablet_last"), number("tablet_minutes"),
    Index("attendance_learner", "centre", "learner"),
)  # fmt: skip

mark = Table(  # every mark a trainer made; the newest of a learner and session is the one that counts
    "mark", metadata, key("centre", Integer), key("mark"), text("session"), text("learner"), text("status"),
    text("staff"), moment("made"), text("reason"),
    Index("mark_session", "centre", "session"),
)  # fmt: skip

live = Table(  # what each tablet shows now
    "live", metadata, key("centre", Integer), key("device"), text("learner"), text("session"), text("lesson"),
    text("stage"), text("step"), number("n"), number("of"), text("state"), moment("since"), moment("hand"),
    moment("last"), text("going"),
)  # fmt: skip

told_apart = Table(  # how often a learner called what was fake, and what was genuine, fake
    "told_apart", metadata, key("centre", Integer), key("learner"), number("fakes"), number("hits"),
    number("genuines"), number("alarms"),
)  # fmt: skip

tried = Table(  # what a learner said last of trying a lesson at home
    "tried", metadata, key("centre", Integer), key("learner"), key("lesson"), moment("made"), text("tried"),
)  # fmt: skip

enquiry = Table(  # a question at the help desk, nobody's name
    "enquiry", metadata, key("centre", Integer), key("enquiry"), moment("made"), text("topic"), text("phone"),
    text("outcome"), text("lesson"), text("staff"), number("minutes"), moment("voided"),
    number("again"),  # 1: a further question of the same visitor
    Index("enquiry_made", "centre", "made"),
)  # fmt: skip

progress = Table(
    "progress", metadata, key("centre", Integer), key("learner"), key("lesson"),
    Column("state", LargeBinary, nullable=True),
)  # fmt: skip

from elderapp.hub.storage import schema_backups as schema_backups  # noqa: E402  # its tables are of this metadata
from elderapp.hub.storage import schema_devices as schema_devices  # noqa: E402  # its tables are of this metadata
from elderapp.hub.storage import schema_lessons as schema_lessons  # noqa: E402  # its tables are of this metadata
from elderapp.hub.storage import schema_parent as schema_parent  # noqa: E402  # its tables are of this metadata
from elderapp.hub.storage import schema_privacy as schema_privacy  # noqa: E402  -- needs `metadata`, which it shares
from elderapp.hub.storage import schema_reports as schema_reports  # noqa: E402  -- needs `metadata`, which it shares
from elderapp.hub.storage import schema_xapi as schema_xapi  # noqa: E402  -- so do these
