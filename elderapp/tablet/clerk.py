"""What is written down and looked up for the flow: statements, people, progress, numbers, how the tablet stands."""

import logging
from collections.abc import Callable, Sequence
from typing import assert_never

from msgspec.structs import replace

from elderapp.records.statements import Statement
from elderapp.tablet import flow
from elderapp.tablet.door import Door
from elderapp.tablet.ledger import TROUBLE, Keeper, Ledger

Task = (
    flow.Write
    | flow.Meet
    | flow.Recall
    | flow.Prove
    | flow.Inspect
    | flow.LookBack
    | flow.Keep
    | flow.KeepToday
    | flow.Export
)


class Clerk:
    """Does what the flow asks of the tablet's file and its surroundings."""

    def __init__(
        self,
        keeper: Keeper,
        *,
        on_written: Callable[[Sequence[Statement]], None],
        facts: Callable[[], flow.Facts],
        export: Callable[[str], int | None],
    ) -> None:
        """`keeper` belongs to this thread; the others are as `Shell` is given them."""
        self.ledger = Ledger(keeper)
        self._door = Door(self.ledger)
        self._on_written = on_written
        self._facts, self._export = facts, export
        self._exported: int | None = None  # `facts` knows

    def do(self, task: Task, state: flow.State, *, now: int, mute: bool) -> flow.State | flow.Turn:
        """Do it at this moment (ms). Gives the state after it, or what the flow answers to what was found.

        `mute` tells that there is no sound where there should be.
        """
        match task:
            case flow.Write(statements=statements):
                self.ledger.record(statements)
                self._on_written(statements)
            case flow.Meet(learner=learner):
                session = state.roster.session
                self.ledger.meet(learner, session.id if session else "")
                self._on_written(())
            case flow.Recall(learner=learner_id, greets=greets):
                state = flow.remember(state, learner_id, self.ledger.progress(learner_id))
                return flow.greet(state) if greets else state
            case flow.Prove(pin=pin):
                staff = self._door.open(pin, state.roster.staff, now)
                return flow.admit(state, staff) if staff else flow.turn_away(state, self._door.wait(now))
            case flow.Inspect():
                own = {"mute": mute, "late": self.ledger.late}
                put = {} if self._exported is None else {"exported": self._exported}
                return flow.tell(state, replace(self._facts(), **own, **put))
            case flow.LookBack(learner=learner_id):
                return flow.look_back(state, self.ledger.sittings(learner_id))
            case flow.Keep(key=key, value=value):
                self.ledger.set_setting(key, value)
            case flow.KeepToday(session=chosen):
                self.ledger.keep_today(chosen)
            case flow.Export():
                self._put_aside(state.facts.usb)
            case _:
                assert_never(task)
        return state

    def _put_aside(self, folder: str) -> None:
        try:
            self._exported = self._export(folder)
        except TROUBLE as error:
            logging.getLogger(__name__).warning("nothing could be put into the USB folder: %s", error)
            self._exported = -2
