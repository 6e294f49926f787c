"""Who came where, and who finished what: the rows a report is counted from, one centre at a time.

Persons are keys without a name: a learner of a centre, or the member card by which several centres know her.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select, union_all

from elderapp import clock
from elderapp.hub.storage import cards, people, schema
from elderapp.hub.storage.schema_privacy import erased
from elderapp.hub.storage.schema_reports import completion

UNDER = "under-60"
_MOST = 400
"""Ids in one query."""


class Row(Struct, frozen=True):
    """One person in one session; `month` is the ISO month of its start."""

    month: str
    centre: int
    session: str
    cohort: str
    title: str
    minutes: int
    who: str
    status: str
    seen: bool


class Done(Struct, frozen=True):
    """One person's first completion of a lesson, on an ISO day."""

    who: str
    lesson: str
    day: str


class Persons:
    """Who everybody is: learners found to be one are one, here by a merge, between centres by their member card.

    Whoever has one record alone is known by it; merges and cards are few, and are read beforehand.
    """

    def __init__(self) -> None:
        """Nobody is known."""
        self.bands: dict[str, str] = {}
        self.livings: dict[str, str] = {}
        self._keys: dict[tuple[int, str], str] = {}
        self._aliases: dict[str, set[tuple[int, str]]] = {}

    def add(self, connection: Connection, centre: int) -> None:
        """Makes a centre's merges and cards known. Of two centres that know somebody's age the first is believed."""
        merged, card = people.merges(connection, centre), cards.cards(connection, centre)
        # A card counts for all her records, whichever of them it is linked to.
        linked = {merged[one]: digest for one, digest in card.items() if one in merged} | card
        for learner in {*merged, *merged.values(), *card}:
            kept = merged.get(learner, learner)
            key = linked.get(kept) or f"{centre}/{kept}"
            self._keys[centre, learner] = key
            self._aliases.setdefault(key, set()).add((centre, learner))
        self.describe(connection, centre, [one for one in {*merged.values(), *card} if one not in merged])

    def describe(self, connection: Connection, centre: int, learners: Iterable[str]) -> None:
        """Makes age bands and livings of these learners known, as far as they are not."""
        wanted = sorted({one for one in learners if self.key(centre, one) not in self.bands})
        for start in range(0, len(wanted), _MOST):
            some = wanted[start : start + _MOST]
            chosen = union_all(*(
                select(table.c.learner, table.c.band, table.c.living).where(
                    table.c.centre == centre, table.c.learner.in_(some)
                )
                for table in (schema.learner, erased)  # whoever was erased is counted still
            ))  # fmt: skip
            for learner, band, living in connection.execute(chosen):
                key = self.key(centre, learner)
                self.bands[key] = self.bands.get(key) or band
                self.livings[key] = self.livings.get(key) or living

    def key(self, centre: int, learner: str) -> str:
        """Who a learner is."""
        return self._keys.get((centre, learner)) or f"{centre}/{learner}"

    def band(self, key: str) -> str:
        """An age band, or nothing."""
        return self.bands.get(key, "")

    def aliases(self, key: str) -> set[tuple[int, str]]:
        """Every record (centre, learner) of a person."""
        return self._aliases.get(key, set())

    def is_shared(self, key: str) -> bool:
        """Whether several centres know this person, by her card."""
        return len({centre for centre, _ in self._aliases.get(key, ())}) > 1


def rows(
    connection: Connection, centre: int, since: int, until: int, cohort: str, persons: Persons, attended: Sequence[str]
) -> Iterator[Row]:
    """Everybody in every session of a centre that began from `since` to before `until` (ms) and was not called off.

    Of two records of one person in one session the one that says she was there (`attended`) counts.
    """
    session, attendance = schema.session.c, schema.attendance.c
    within = [session.centre == centre, session.starts >= since, session.starts < until, session.cancelled == 0]
    if cohort:
        within.append(session.cohort == cohort)
    held = {
        row.session: (_month(row.starts), row.cohort, row.title, (row.ends - row.starts) // 60_000)
        for row in connection.execute(
            select(session.session, session.cohort, session.title, session.starts, session.ends).where(*within)
        )
    }
    chosen = (
        select(attendance.session, attendance.learner, attendance.trainer_status, attendance.tablet_first > 0)
        .join(schema.session, (session.centre == attendance.centre) & (session.session == attendance.session))
        .where(*within)
    )
    found: dict[tuple[str, str], tuple[str, bool]] = {}
    everybody = connection.execute(chosen).all()
    persons.describe(connection, centre, {row[1] for row in everybody})
    for name, learner, status, seen in everybody:
        pair = name, persons.key(centre, learner)
        before = found.get(pair)
        if before is not None:
            status, seen = before[0] if before[0] in attended else status, seen or before[1]
        found[pair] = status, bool(seen)
    for (name, who), (status, seen) in found.items():
        month, course, title, minutes = held[name]
        yield Row(month, centre, name, course, title, minutes, who, status, seen)


def _month(starts: int) -> str:
    return clock.day_of(starts)[:7]


def done(
    connection: Connection, centres: Sequence[int], since: str, before: str, cohort: str, persons: Persons
) -> list[Done]:
    """First completions from the ISO day `since` to before `before`.

    What somebody had finished earlier, under whatever id or at another of these centres, is none.
    """
    table = completion.c
    found: dict[tuple[str, str], str] = {}
    for centre in centres:
        chosen = select(table.learner, table.lesson, table.day).where(
            table.centre == centre, table.day >= since, table.day < before
        )
        if cohort:
            enrolment = schema.enrolment.c
            members = select(enrolment.learner).where(enrolment.centre == centre, enrolment.cohort == cohort)
            chosen = chosen.where(table.learner.in_(members))
        finished = connection.execute(chosen).all()
        persons.describe(connection, centre, {row.learner for row in finished})
        for learner, lesson, day in finished:
            pair = persons.key(centre, learner), lesson
            found[pair] = min(day, found.get(pair, day))
    earlier = _earlier(connection, {who for who, _ in found}, since, persons)
    kept = (Done(who, lesson, day) for (who, lesson), day in found.items() if (who, lesson) not in earlier)
    return sorted(
        (one for one in kept if persons.band(one.who) != UNDER), key=lambda one: (one.day, one.lesson, one.who)
    )


def _earlier(connection: Connection, who: set[str], since: str, persons: Persons) -> set[tuple[str, str]]:
    """What these people, as far as they have several records, had finished before."""
    by_centre: dict[int, list[str]] = {}
    for key in who:
        if len(records := persons.aliases(key)) > 1:
            for centre, learner in records:
                by_centre.setdefault(centre, []).append(learner)
    table = completion.c
    found: set[tuple[str, str]] = set()
    for centre, learners in by_centre.items():
        for start in range(0, len(learners), _MOST):
            some = sorted(learners)[start : start + _MOST]
            chosen = select(table.learner, table.lesson).where(
                table.centre == centre, table.learner.in_(some), table.day < since
            )
            found |= {(persons.key(centre, row.learner), row.lesson) for row in connection.execute(chosen)}
    return found
