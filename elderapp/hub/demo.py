"""A small invented centre to look at and to try things on. None of these people exist."""

import os

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine

from elderapp import clock
from elderapp.hub import demo_history, demo_lessons
from elderapp.hub.database import open_hub
from elderapp.hub.settings import Settings, secret
from elderapp.hub.shelf import Shelf
from elderapp.hub.storage import devices, places
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.places import Meeting
from elderapp.hub.storage.staff import Staff, add_staff, set_pin
from elderapp.records.people import PICTURES, Learner

CENTRE = 1
TITLE = "晴川長者學堂"
COHORT = "smartphone-b"
NAMES = ("陳太", "李生", "黃婆婆", "張伯", "何太", "梁姑娘", "吳生", "郭太", "鄧伯", "馮婆婆", "蔡生", "曾太")
TRAINER = Staff(CENTRE, "chow", "周子晴", "trainer")
MANAGER = Staff(CENTRE, "ng", "吳景行", "manager")
PIN = "2580"
"""Opens the trainer's corner on the tablets of the demo centre: the middle column of the keys."""
LESSON = "pay-fps-check-payee"
MINUTE = 60_000


class Demo(Struct, frozen=True):
    """What one needs to use the demo centre: who logs in how, and a code that pairs one tablet."""

    centre: int
    session: str
    pairing_code: str
    username: str
    password: str
    manager: str
    manager_password: str
    learners: tuple[Learner, ...]


def learners() -> tuple[Learner, ...]:
    """The invented learners, each with a picture."""
    return tuple(
        Learner(f"demo-{number:02d}", name, PICTURES[(number - 1) % len(PICTURES)], f"B{number:02d}")
        for number, name in enumerate(NAMES, 1)
    )


def prepare(settings: Settings, now: int) -> Demo:
    """Fills the demo centre of a hub that is about to start; passwords are made once and kept in its data folder."""
    path = settings.data / "demo-passwords.json"
    engine = open_hub(settings)
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=tuple[str, str]) if path.exists() else None
        made = fill(engine, now, settings, passwords=kept)
        furnish(engine, settings, now)
    finally:
        engine.dispose()
    if kept is None:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(msgspec.json.encode((made.password, made.manager_password)))
    return made


def furnish(engine: Engine, settings: Settings, now: int) -> None:
    """Three months before `now` (ms) of the lessons that are on the shelf, and two scam alerts; made once."""
    known = Shelf(settings.pack_folder, settings.trust).lessons()
    lessons = [lesson.id for lesson in known] or [LESSON]
    played = {lesson.id: lesson for lesson in known}
    transact(
        engine,
        lambda connection: demo_history.fill(connection, CENTRE, COHORT, TRAINER.id, now, lessons, played),
    )
    if known:
        demo_lessons.publish(engine, settings, CENTRE, (TRAINER.id, MANAGER.id), now)


def fill(
    engine: Engine,
    now: int,
    settings: Settings,
    *,
    lesson: str = LESSON,
    passwords: tuple[str, str] | None = None,
) -> Demo:
    """Makes the centre, with a class that began 20 minutes before `now` (ms); one that is on already stays."""
    password, manager_password = passwords or (clock.token()[:12], clock.token()[:12])

    def act(connection: Connection) -> tuple[str, str]:
        places.new_centre(connection, CENTRE, TITLE)
        places.new_cohort(connection, CENTRE, COHORT, "智能手機 B 班", learners())
        add_staff(connection, TRAINER, "chow", password, now)
        set_pin(connection, CENTRE, TRAINER.id, PIN)
        add_staff(connection, MANAGER, "ng", manager_password, now)
        session = open_class(connection, now, lesson)
        return session, devices.new_code(connection, CENTRE, secret(settings.data), TRAINER.id, now)

    session, code = transact(engine, act)
    return Demo(CENTRE, session, code, "chow", password, "ng", manager_password, learners())


def open_class(connection: Connection, now: int, lesson: str) -> str:
    """A class that is on; the one that was there, if it still lasts a while."""
    near = places.meetings(connection, CENTRE, now - 90 * MINUTE, now + MINUTE)
    if lasting := [meeting for meeting in near if meeting.ends > now + 30 * MINUTE]:
        return lasting[-1].session
    starts = (now - 20 * MINUTE) // MINUTE * MINUTE
    meeting = Meeting(
        clock.new_id(), COHORT, "智能手機 B 班", starts, starts + 90 * MINUTE, "二樓活動室", lesson, TRAINER.id
    )
    places.new_meeting(connection, CENTRE, meeting)
    return meeting.session
