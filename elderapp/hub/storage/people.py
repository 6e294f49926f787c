"""The learners of a centre: who they are, as far as a centre may know, and which two are one.

A merge is a pointer from one learner to another. Statements, marks and read models stay as they are, each under the id
it came with; whoever reads follows the pointers. So a merge that was wrong is undone by taking the pointer away.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Select, func, or_, select, union_all, update

from elderapp.hub.storage.schema import cohort, enrolment, learner
from elderapp.hub.storage.schema_privacy import erased
from elderapp.hub.storage.writer import put
from elderapp.records.people import PICTURES

BANDS = ("60-64", "65-74", "75-84", "85+", "under-60")
"""Age bands; those under 60 are taught, and counted apart."""
LIVINGS = ("", "single", "double")
"""Lives alone (獨老), with one other elderly person (雙老), or neither, or not asked."""
DISTRICTS = (
    "中西區", "灣仔", "東區", "南區", "油尖旺", "深水埗", "九龍城", "黃大仙", "觀塘", "葵青", "荃灣", "屯門", "元朗",
    "北區", "大埔", "沙田", "西貢", "離島",
)  # fmt: skip
MOST_NAME, MOST_MEMBER = 60, 32
_IDENTITY_CARD = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,2}\s?\d{6}\s?[(（]?[0-9Aa][)）]?(?![0-9A-Za-z])")

Fault = Literal[
    "name-missing", "name-long", "member-long", "member-taken", "identity-card", "not-a-choice", "unprintable"
]


class Person(Struct, frozen=True):
    """A learner as the centre keeps her. `gone` is when she left (ms; 0: she did not), `cohorts` titles by id."""

    id: str
    name: str
    picture: str = PICTURES[0]
    member: str = ""
    band: str = ""
    district: str = ""
    living: str = ""
    walk_in: bool = False
    added: int = 0
    gone: int = 0
    merged: str = ""
    cohorts: dict[str, str] = {}


_OWN = ("name", "picture", "member", "band", "district", "living")
"""What staff may write."""
_KEPT = (*_OWN, "walk_in", "added", "gone", "merged")
_FIELDS = tuple(learner.c[name] for name in ("learner", *_KEPT))


def _person(row: Sequence[Any], courses: dict[str, dict[str, str]]) -> Person:
    return Person(row[0], **dict(zip(_KEPT, row[1:], strict=True)), cohorts=courses.get(row[0], {}))


def is_identity_card(text: str) -> bool:
    """Whether this looks like the number of a Hong Kong identity card, which is never kept.

    >>> is_identity_card("A123456(7)"), is_identity_card("QC-0412"), is_identity_card("陳太 A1234567")
    (True, False, True)
    """
    return _IDENTITY_CARD.search(text) is not None


def faults(person: Person, taken: Iterable[str] = ()) -> dict[str, Fault]:
    """What is wrong with each field; `taken` are the member numbers of the others."""
    found: dict[str, Fault] = {}
    if not person.name:
        found["name"] = "name-missing"
    elif len(person.name) > MOST_NAME:
        found["name"] = "name-long"
    if len(person.member) > MOST_MEMBER:
        found["member"] = "member-long"
    elif person.member and person.member in set(taken):
        found["member"] = "member-taken"
    for field in ("name", "member"):
        text = getattr(person, field)
        if is_identity_card(text):
            found[field] = "identity-card"
        elif not text.isprintable():
            found[field] = "unprintable"
    choices = {"picture": PICTURES, "band": ("", *BANDS), "district": ("", *DISTRICTS), "living": LIVINGS}
    found |= {field: "not-a-choice" for field, known in choices.items() if getattr(person, field) not in known}
    return found


def people(connection: Connection, centre: int, *, with_gone: bool = False) -> list[Person]:
    """The centre's learners by name; those merged into another are not among them."""
    chosen = select(*_FIELDS).where(learner.c.centre == centre, learner.c.merged == "")
    if not with_gone:
        chosen = chosen.where(learner.c.gone == 0)
    courses = _courses(connection, centre)
    rows = connection.execute(chosen.order_by(learner.c.name, learner.c.learner)).all()
    return [_person(row, courses) for row in rows]


class Page(Struct, frozen=True):
    """Some of a centre's learners by name, of `total` asked for; `twins` have a name somebody else has too."""

    people: tuple[Person, ...]
    total: int
    twins: frozenset[str]


def listed(
    connection: Connection, centre: int, asked: str, cohort: str, *, with_gone: bool, start: int, most: int
) -> Page:
    """Those of a class (empty: all) whose name or number has `asked` in it, `most` of them from `start` on."""
    chosen = _like(select(*_FIELDS), centre, asked, with_gone=with_gone)
    if cohort:
        members = select(enrolment.c.learner).where(
            enrolment.c.centre == centre, enrolment.c.cohort == cohort, enrolment.c.ended == 0
        )
        chosen = chosen.where(learner.c.learner.in_(members))
    total = connection.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    rows = connection.execute(chosen.order_by(learner.c.name, learner.c.learner).limit(most).offset(start)).all()
    ids = [row[0] for row in rows]
    same = _like(select(learner.c.name), centre, "", with_gone=with_gone).where(
        learner.c.name.in_(sorted({row[1] for row in rows}))
    )
    names = set(connection.scalars(same.group_by(learner.c.name).having(func.count() > 1)))
    courses = _courses(connection, centre, ids)
    found = tuple(_person(row, courses) for row in rows)
    return Page(found, total, frozenset(one.id for one in found if one.name in names))


def near(connection: Connection, centre: int, asked: str, but: Iterable[str] = (), most: int = 60) -> list[Person]:
    """Whom somebody may mean who looks for `asked`, or those written down last; by name, without those in `but`."""
    left_out = set(but)
    chosen = _like(select(*_FIELDS), centre, asked, with_gone=False)
    rows = connection.execute(
        chosen.order_by(learner.c.added.desc(), learner.c.learner.desc()).limit(most + len(left_out))
    ).all()
    found = [_person(row, {}) for row in rows if row[0] not in left_out][:most]
    return sorted(found, key=lambda one: (one.name, one.id))


def _like(chosen: Select[Any], centre: int, asked: str, *, with_gone: bool) -> Select[Any]:
    chosen = chosen.where(learner.c.centre == centre, learner.c.merged == "")
    if not with_gone:
        chosen = chosen.where(learner.c.gone == 0)
    if wanted := asked.strip().lower():
        has = (func.lower(column).contains(wanted, autoescape=True) for column in (learner.c.name, learner.c.member))
        chosen = chosen.where(or_(*has))
    return chosen


def person(connection: Connection, centre: int, name: str) -> Person | None:
    """The learner with this id, if she is this centre's."""
    found = connection.execute(select(*_FIELDS).where(learner.c.centre == centre, learner.c.learner == name)).first()
    return _person(found, _courses(connection, centre, [name])) if found else None


def _courses(connection: Connection, centre: int, names: Sequence[str] | None = None) -> dict[str, dict[str, str]]:
    chosen = (
        select(enrolment.c.learner, cohort.c.cohort, cohort.c.title)
        .join(cohort, (cohort.c.centre == enrolment.c.centre) & (cohort.c.cohort == enrolment.c.cohort))
        .where(enrolment.c.centre == centre, enrolment.c.ended == 0)
        .order_by(cohort.c.title)
    )
    if names is not None:
        chosen = chosen.where(enrolment.c.learner.in_(names))
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(chosen):
        found.setdefault(row[0], {})[row[1]] = row[2]
    return found


def members(connection: Connection, centre: int) -> dict[str, str]:
    """The learner of each member number."""
    chosen = select(learner.c.member, learner.c.learner).where(
        learner.c.centre == centre, learner.c.member != "", learner.c.merged == ""
    )
    return {row[0]: row[1] for row in connection.execute(chosen)}


def save(connection: Connection, centre: int, person: Person) -> None:
    """Adds a learner, or changes what staff may write of her. A walk-in who was written down is one no more."""
    if connection.scalar(select(erased.c.made).where(erased.c.centre == centre, erased.c.learner == person.id)):
        return  # a form that was open while she was erased does not bring her back
    row = {name: getattr(person, name) for name in _OWN}
    put(connection, learner, [{"centre": centre, "learner": person.id, **row, "walk_in": False}])
    if person.added:
        _change(connection, centre, person.id, added=person.added)


def leave(connection: Connection, centre: int, name: str, when: int) -> None:
    """She comes no more (0: she comes again). Her classes end with it; what was, stays."""
    _change(connection, centre, name, gone=when)
    if when:
        connection.execute(
            update(enrolment)
            .where(enrolment.c.centre == centre, enrolment.c.learner == name, enrolment.c.ended == 0)
            .values(ended=when)
        )


def merge(connection: Connection, centre: int, gone: str, kept: str) -> bool:
    """Two learners are one: from now on `gone` counts as `kept`. Whether it could be: both must stand for themselves.

    Pointers have one step: who was merged into `gone` already is led on to `kept` only by undoing that first.
    """
    merged = connection.scalar(
        select(func.count()).where(learner.c.centre == centre, learner.c.merged.in_([gone]), learner.c.learner != gone)
    )
    both = connection.scalars(
        select(learner.c.learner).where(
            learner.c.centre == centre, learner.c.learner.in_([gone, kept]), learner.c.merged == ""
        )
    ).all()
    if merged or len(both) != 2:
        return False
    _change(connection, centre, gone, merged=kept)
    return True


def unmerge(connection: Connection, centre: int, name: str) -> None:
    """She is somebody of her own again."""
    _change(connection, centre, name, merged="")


def merges(connection: Connection, centre: int) -> dict[str, str]:
    """Whom each merged learner counts as; those who were erased count as the same person still."""
    chosen = (
        select(table.c.learner, table.c.merged).where(table.c.centre == centre, table.c.merged > "")
        for table in (learner, erased)
    )
    return {row[0]: row[1] for row in connection.execute(union_all(*chosen))}


def _change(connection: Connection, centre: int, name: str, **values: object) -> None:
    connection.execute(update(learner).where(learner.c.centre == centre, learner.c.learner == name).values(**values))
