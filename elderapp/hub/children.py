"""What hubs below this one ask: their register, and their tablets' batches, each as its tablet signed it."""

from urllib.parse import parse_qs

from msgspec import Struct
from sqlalchemy import Connection, Engine, func, select

from elderapp.hub import ingest, usable
from elderapp.hub.storage import audit, below, devices, erasing, places
from elderapp.hub.storage.devices import Device
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.people import BANDS, LIVINGS
from elderapp.hub.storage.schema import centre, cohort, learner, session
from elderapp.hub.storage.writer import add, put
from elderapp.records.people import PICTURES
from elderapp.sync import protocol
from elderapp.sync.below import MOST_TOLD, Meeting, Register, RegisterReply, Somebody
from elderapp.sync.protocol import Batch, Conflict, Receipt, Rejected

CODE_LIVES = 24 * 60 * 60 * 1000
"""A code for a hub goes from office to office, by telephone."""
MOST_TITLE = 60


class Invited(Struct, frozen=True):
    """A code with which one hub becomes this centre's."""

    centre: int
    code: str
    expires: int


def invite(connection: Connection, secret: bytes, title: str, staff: str, now: int, *, number: int = 0) -> Invited:
    """A code for the hub of a new centre called `title`, or of the centre `number` that is there."""
    if not number:
        number = (connection.scalar(select(func.max(centre.c.centre))) or 0) + 1
        places.new_centre(connection, number, title[:MOST_TITLE])
    code = devices.new_code(connection, number, secret, staff, now, expires=now + CODE_LIVES)
    below.note_code(connection, number, devices.code_digest(secret, code))
    audit.note(connection, number, staff, "hub-invited", str(number), now)
    return Invited(number, code, now + CODE_LIVES)


def register(engine: Engine, hub: Device, body: bytes, now: int) -> RegisterReply:
    """Keeps what a hub tells of its tablets, classes and people. Raises `Rejected`."""
    told = protocol.decode(protocol.inflate(body), Register)
    entries = (*told.tablets, *told.courses, *told.meetings, *told.people)
    if len(entries) > MOST_TOLD:
        raise Rejected("batch-too-large", f"more than {MOST_TOLD} entries")

    def act(connection: Connection) -> list[str]:
        _need_hub(connection, hub)
        aside = below.introduce(connection, hub.centre, hub.device, told.tablets, now)
        for course in told.courses:
            if _fits(course.id, course.title):
                put(connection, cohort, [{"centre": hub.centre, "cohort": course.id, "title": course.title}])
            else:
                aside.append(course.id)
        aside += [one.id for one in told.meetings if not _keep_meeting(connection, hub.centre, one)]
        aside += [one.id for one in told.people if not _keep_person(connection, hub, one, now)]
        return aside

    return RegisterReply(tuple(transact(engine, act)))


def forward(engine: Engine, hub: Device, tablet: str, target: str, body: bytes, now: int) -> Receipt | Conflict:
    """Takes a tablet's batch from its hub, as if the tablet had come itself. Raises `Rejected`."""
    with reading(engine) as connection:
        _need_hub(connection, hub)
        public = below.keys_of(connection, hub.centre, hub.device, tablet)
    if not public:
        raise Rejected("unknown-device", "this hub has not told of such a tablet")
    given = parse_qs(target.partition("?")[2])
    # No later than now: a child whose clock is ahead dates nothing into the future.
    taken, skew = min(_number(given, "taken") or now, now), _number(given, "skew")
    batch = protocol.decode(protocol.inflate(body), Batch)
    if not batch.events:
        raise Rejected("bad-batch", "nothing is forwarded without rows")
    for place, key in enumerate(public, 1):
        came = ingest.Arrival(hub.centre, tablet, key, batch, body, now, skew, taken)
        try:
            return ingest.take(engine, came)
        except Rejected as error:
            if error.code != "bad-signature" or place == len(public):
                raise
    raise AssertionError("unreachable")


def _need_hub(connection: Connection, hub: Device) -> None:
    if not below.is_child(connection, hub.centre, hub.device):
        raise Rejected("unknown-device", "only a hub speaks for others")


def _number(given: dict[str, list[str]], name: str) -> int:
    text = given.get(name, [""])[0]
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else 0


def _fits(*texts: str) -> bool:
    return bool(texts[0]) and all(len(text) <= usable.LONGEST and text.isprintable() for text in texts)


def _keep_meeting(connection: Connection, number: int, one: Meeting) -> bool:
    """The timetable as the child has it; where it meets and who teaches stay its own."""
    moments = (one.starts, one.ends, one.cancelled)
    if not _fits(one.id, one.cohort, one.title, one.lesson) or not all(0 <= each < usable.LATEST for each in moments):
        return False
    row = {"session": one.id, "cohort": one.cohort, "title": one.title, "starts": one.starts, "ends": one.ends}
    put(connection, session, [{"centre": number, **row, "lesson": one.lesson, "cancelled": one.cancelled}])
    return True


def _keep_person(connection: Connection, hub: Device, one: Somebody, now: int) -> bool:
    """A learner by her id alone; one who has a name here keeps it. Whoever was erased below is erased here."""
    known = one.band in ("", *BANDS) and one.living in LIVINGS
    if not known or not _fits(one.id, one.merged) or not 0 <= one.gone < usable.LATEST:
        return False
    number = hub.centre
    if erasing.among(connection, number, [one.id]):
        return True
    row = {"centre": number, "learner": one.id}
    add(connection, learner, [{**row, "name": "", "picture": PICTURES[0]}])
    told = {name: value for name in ("band", "living") if (value := getattr(one, name))}
    put(connection, learner, [{**row, **told, "merged": one.merged, "gone": one.gone}])
    if one.erased:
        for name in erasing.erase(connection, number, one.id, now):
            audit.note(connection, number, hub.device, "learner-erased", name, now)
    return True
