"""Lists of learners that come as files: a plain table (CSV or XLSX) or OneRoster 1.1 (CSV in a zip).

Reading tells everything that is wrong, by row and column, and writes nothing; what was read is looked at before it is
applied. People are matched by the centre's member number alone, never by name.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub.storage import courses, people
from elderapp.hub.storage.courses import Cohort
from elderapp.hub.storage.people import Person
from elderapp.records.people import PICTURES

MOST_ROWS = 1000
MOST_INFLATED = 8 * 1024 * 1024
"""Bytes of all files of a zip together."""

Code = (
    people.Fault | Literal["member-twice", "column-missing", "unreadable", "too-many", "file-missing", "user-unknown"]
)

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "點稱呼", "name"),
    "member": ("會員編號", "member number", "member"),
    "band": ("年齡組", "age band", "band"),
    "district": ("地區", "district"),
    "living": ("獨老／雙老", "獨老/雙老", "living"),
    "cohort": ("班", "class", "cohort"),
}
"""What the columns of a plain table may be called; the first is what we call them."""
LIVING_WORDS = {"獨老": "single", "雙老": "double", "single": "single", "double": "double", "": "", "—": ""}
_BANDS = {"未滿 60": "under-60", "85 或以上": "85+", "—": ""}
CHOICES = {
    COLUMNS["band"][0]: ("60–64", "65–74", "75–84", "85 或以上", "未滿 60"),
    COLUMNS["district"][0]: people.DISTRICTS,
    COLUMNS["living"][0]: ("獨老", "雙老"),
}
"""What may stand in a column that has a list, as whoever mends a file writes it."""


class Fault(Struct, frozen=True):
    """One thing that is wrong: in which row (from 1, with the heading; 0: the whole file), which column, what."""

    row: int
    column: str
    code: Code
    value: str = ""


class Entry(Struct, frozen=True):
    """One row: a learner, and the title of the class she is in."""

    name: str
    member: str = ""
    band: str = ""
    district: str = ""
    living: str = ""
    cohort: str = ""


class Read(Struct, frozen=True):
    """What a file says; entries count only where nothing is wrong."""

    entries: tuple[Entry, ...] = ()
    faults: tuple[Fault, ...] = ()


def decoded(data: bytes) -> str | None:
    """Text of a CSV file: UTF-8, or what Excel makes in Hong Kong. None for what is no text."""
    for encoding in ("utf-8-sig", "big5hkscs"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read_table(rows: Sequence[Sequence[str]]) -> Read:
    """A plain table, its heading first."""
    heads = [cell.strip().casefold() for cell in rows[0]] if rows else []
    at = {field: next((heads.index(n) for n in names if n in heads), -1) for field, names in COLUMNS.items()}
    if at["name"] < 0:
        return Read(faults=(Fault(1, COLUMNS["name"][0], "column-missing"),))
    if len(rows) > MOST_ROWS + 1:
        return Read(faults=(Fault(0, "", "too-many", str(MOST_ROWS)),))
    entries: list[tuple[int, Entry]] = []
    for number, row in enumerate(rows[1:], 2):
        cells = {field: _cell(row, column) for field, column in at.items()}
        if any(cells.values()):
            cells["living"] = LIVING_WORDS.get(cells["living"], cells["living"])
            band = cells["band"].replace("–", "-")
            cells["band"] = _BANDS.get(cells["band"], band)
            short = cells["district"].removesuffix("區")
            cells["district"] = short if short in people.DISTRICTS else cells["district"]
            entries.append((number, Entry(**cells)))
    return _checked(entries)


def checked(entries: Sequence[Entry]) -> Read:
    """The same entries, with what is wrong with them."""
    return _checked(list(enumerate(entries, 2)))


def _cell(row: Sequence[str], column: int) -> str:
    text = row[column].strip() if 0 <= column < len(row) else ""
    return text[1:] if text[:1] == "'" and text[1:2] in set("=+-@＝＋－＠") else text  # as our own files write them


def _checked(entries: Sequence[tuple[int, Entry]]) -> Read:
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for number, entry in entries:
        person = Person("", entry.name, PICTURES[0], entry.member, entry.band, entry.district, entry.living)
        wrong = people.faults(person)
        # A number of an identity card is not shown again either.
        faults += [
            Fault(number, COLUMNS[field][0], code, getattr(entry, field) if code != "identity-card" else "")
            for field, code in wrong.items()
        ]
        if len(entry.cohort) > 40 or not entry.cohort.isprintable():
            faults.append(Fault(number, COLUMNS["cohort"][0], "name-long", entry.cohort[:40]))
        if entry.member and seen.setdefault(entry.member, number) != number:
            faults.append(Fault(number, COLUMNS["member"][0], "member-twice", entry.member))
    return Read(tuple(entry for _, entry in entries), tuple(faults))


def unzipped(data: bytes) -> dict[str, str] | None:
    """The CSV files of a zip by name, none of them inflated beyond what is sensible; None for no such zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            named = [one for one in archive.infolist() if one.filename.endswith(".csv")]
            if len(named) > 30 or sum(one.file_size for one in named) > MOST_INFLATED:
                return None
            found = {one.filename.rpartition("/")[2]: decoded(archive.read(one)) for one in named}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return None
    return {name: text for name, text in found.items() if text is not None}


def read_oneroster(files: Mapping[str, str]) -> Read:
    """OneRoster 1.1: students become learners, `identifier` their member number; their first class counts."""
    missing = [name for name in ("users.csv", "classes.csv", "enrollments.csv") if name not in files]
    if missing:
        return Read(faults=tuple(Fault(0, name, "file-missing") for name in missing))
    users = [(n, row) for n, row in _rows(files["users.csv"]) if row.get("role") == "student"]
    titles = {row.get("sourcedId", ""): row.get("title", "") for _, row in _rows(files["classes.csv"])}
    known = {row.get("sourcedId", "") for _, row in users}
    classes: dict[str, str] = {}
    faults: list[Fault] = []
    for number, row in _rows(files["enrollments.csv"]):
        user = row.get("userSourcedId", "")
        if row.get("role") != "student":
            continue
        if user not in known or row.get("classSourcedId", "") not in titles:
            faults.append(Fault(number, "enrollments.csv", "user-unknown", user))
        else:
            classes.setdefault(user, titles[row["classSourcedId"]])
    entries = [
        (number, Entry(_name(row), row.get("identifier", ""), cohort=classes.get(row.get("sourcedId", ""), "")))
        for number, row in users
        if row.get("status", "active") in ("", "active")
    ]
    if len(entries) > MOST_ROWS:
        return Read(faults=(Fault(0, "", "too-many", str(MOST_ROWS)),))
    read = _checked(entries)
    return Read(read.entries, (*faults, *read.faults))


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    table = csv.DictReader(io.StringIO(text))
    return [(n, {k: (v or "").strip() for k, v in row.items() if isinstance(k, str)}) for n, row in enumerate(table, 2)]


def _name(row: Mapping[str, str]) -> str:
    given, family = row.get("givenName", ""), row.get("familyName", "")
    return given if not family or given.startswith(family) else f"{family}{given}"


class Plan(Struct, frozen=True):
    """What applying entries will do: how many people are new, changed, as they were, and classes to be opened."""

    new: int
    changed: int
    same: int
    opened: tuple[str, ...]


def plan(connection: Connection, centre: int, entries: Iterable[Entry]) -> Plan:
    """A dry run."""
    return _go_through(connection, centre, entries, lambda _person, _cohort: None)


def apply(connection: Connection, centre: int, entries: Sequence[Entry], now: int) -> Plan:
    """Writes people down, opens classes that are missing, and enrols; in the caller's transaction."""
    titles = {one.title: one.id for one in courses.cohorts(connection, centre) if not one.ended}
    enrolled: dict[str, list[str]] = {}

    def write(person: Person, cohort: str) -> None:
        people.save(connection, centre, person)
        if cohort:
            enrolled.setdefault(cohort, []).append(person.id)

    done = _go_through(connection, centre, entries, write)
    for title, learners in enrolled.items():
        if title not in titles:
            titles[title] = clock.new_id()
            courses.save(connection, centre, Cohort(titles[title], title))
        courses.enrol(connection, centre, titles[title], learners, now)
    return done


def _go_through(
    connection: Connection, centre: int, entries: Iterable[Entry], write: Callable[[Person, str], None]
) -> Plan:
    known = {one.member: one for one in people.people(connection, centre, with_gone=True) if one.member}
    titles = {one.title for one in courses.cohorts(connection, centre) if not one.ended}
    counts = {"new": 0, "changed": 0, "same": 0}
    opened: dict[str, None] = {}
    for place, entry in enumerate(entries):
        before = known.get(entry.member) if entry.member else None
        if before is None:
            before = Person(clock.new_id(), "", PICTURES[place % len(PICTURES)], added=clock.wall_ms())
            kind = "new"
        told = {name: getattr(entry, name) for name in ("name", "member", "band", "district", "living")}
        after = replace(before, **{name: value for name, value in told.items() if value})
        if before.name:
            joins = bool(entry.cohort) and entry.cohort not in before.cohorts.values()
            kind = "changed" if after != before or joins else "same"
        counts[kind] += 1
        if entry.cohort and entry.cohort not in titles:
            opened[entry.cohort] = None
        write(after, entry.cohort)
    return Plan(counts["new"], counts["changed"], counts["same"], tuple(opened))
