"""The demo centre's office: a class that is on, a trainer who marks the roll, and in words what the pages show."""

from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import classroom, demo, reports
from elderapp.hub.database import open_hub
from elderapp.hub.settings import Settings
from elderapp.hub.storage import places
from elderapp.hub.storage.engine import reading, transact


class Office:
    """Opens the hub's database and fills it with the demo centre; `made` has log-in and pairing code."""

    def __init__(self, settings: Settings, *, lesson: str) -> None:
        """`lesson` is what is taught today."""
        settings.data.mkdir(parents=True, exist_ok=True)
        self._settings = settings
        self._engine = open_hub(settings)
        self.made = demo.fill(self._engine, clock.wall_ms(), settings, lesson=lesson)

    def __enter__(self) -> Self:
        """The office."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the database."""
        self._engine.dispose()

    def furnish(self) -> None:
        """Gives the centre three months behind it, so that whoever looks at its pages sees something."""
        demo.furnish(self._engine, self._settings, clock.wall_ms())

    def mark_present(self) -> int:
        """Everybody whom a tablet saw and who is not marked yet is here. Gives how many."""
        now = clock.wall_ms()

        def act(connection: Connection) -> int:
            meeting = places.meeting_for(connection, demo.CENTRE, now)
            if meeting is None:
                return 0
            seen = reports.sheet(connection, demo.CENTRE, meeting, now).fillable
            for line in seen:
                mark = reports.Mark(line.learner, "present", demo.TRAINER.id, now, "")
                reports.add_mark(connection, demo.CENTRE, meeting.session, mark)
            return len(seen)

        return transact(self._engine, act)

    def sees(self) -> list[str]:
        """The class page, a line for each tablet, and the roll, a line for each person seen or marked."""
        now = clock.wall_ms()
        with reading(self._engine) as connection:
            meeting = places.meeting_for(connection, demo.CENTRE, now)
            if meeting is None:
                return ["No class is on."]
            view = classroom.class_view(connection, demo.CENTRE, meeting, now)
            sheet = reports.sheet(connection, demo.CENTRE, meeting, now)
        lines = [f"Class page of {meeting.title}:"]
        lines += [f"  tablet {t.device.number}  {t.name}  {t.live.lesson}  {t.state}" for t in view.tiles]
        lines += ["Attendance:"]
        lines += [
            f"  {line.number}  {line.name}  tablet: {line.minutes} min  trainer: {line.status or 'not marked'}"
            for line in sheet.lines
            if line.first or line.status
        ]
        return lines
