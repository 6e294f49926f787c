"""Others' statements and documents about somebody who is erased: what they say goes, that they were there stays.

Of a statement its id and its fingerprint are kept: whoever sends it again is told that it is known, and it is not
stored. The hub knows people by their account here alone: whom others call by an address of their own, it cannot tell.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, update

from elderapp.hub.storage.schema_privacy import erased
from elderapp.hub.storage.schema_xapi import attachment, document, statement, statement_key
from elderapp.hub.xapi import meaning, native
from elderapp.hub.xapi.actors import key_of
from elderapp.hub.xapi.documents import Spot

Said = dict[str, Any]
_CHUNK = 400


def forget(connection: Connection, centre: int, people: Iterable[str], now: int) -> int:
    """Empties every statement that names one of these learners, and deletes their documents. Gives how many."""
    accounts = [key_of(native.account(centre, name)) for name in people]
    digests = [meaning.key("agent", account) for account in accounts]
    for account in accounts:
        place = Spot("agent", agent=account).digest
        connection.execute(delete(document).where(document.c.centre == centre, document.c.place == place))
    for some in _slices(digests):
        connection.execute(delete(document).where(document.c.centre == centre, document.c.agent.in_(some)))
    named = [n for n, said in _naming(connection, centre, digests) if meaning.keys_of(said).keys() & set(digests)]
    files = _files(connection, centre, named)
    for some in _slices(named):
        of = (statement.c.centre == centre, statement.c.n.in_(some))
        connection.execute(update(statement).where(*of).values(json=b"", erased=now))
        connection.execute(delete(statement_key).where(statement_key.c.centre == centre, statement_key.c.n.in_(some)))
    # Others that point at hers hold an id; they are not found by her any more.
    for some in _slices(digests):
        connection.execute(delete(statement_key).where(statement_key.c.centre == centre, statement_key.c.k.in_(some)))
    _drop_files(connection, centre, files)
    return len(named)


def about(connection: Connection, centre: int, people: Iterable[str]) -> list[Said]:
    """What others said of these learners, in the order in which it was stored."""
    digests = [meaning.key("agent", key_of(native.account(centre, name))) for name in people]
    return [said for _, said in sorted(_naming(connection, centre, digests), key=lambda one: one[0])]


def is_erased(connection: Connection, centre: int, agent: str) -> bool:
    """Whether this actor (`actors.key_of`) is a learner who was erased: nothing is kept of her any more."""
    front = key_of(native.account(centre, ""))
    if not agent.startswith(front):
        return False
    chosen = select(erased.c.learner).where(erased.c.centre == centre, erased.c.learner == agent.removeprefix(front))
    return connection.scalar(chosen) is not None


def learners_in(said: Said, centre: int) -> set[str]:
    """Whom of a centre's learners a statement may name, by the accounts that stand in it."""
    home = native.account(centre, "")["account"]["homePage"]
    found: set[str] = set()
    waiting: list[Any] = [said]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            account = one.get("account")
            if isinstance(account, dict) and account.get("homePage") == home and isinstance(account.get("name"), str):
                found.add(account["name"])
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found


def _naming(connection: Connection, centre: int, digests: Sequence[bytes]) -> Iterator[tuple[int, Said]]:
    """Statements found under one of these digests, each with its number."""
    for some in _slices(digests):
        under = select(statement_key.c.n).where(statement_key.c.centre == centre, statement_key.c.k.in_(some))
        chosen = select(statement.c.n, statement.c.json).where(
            statement.c.centre == centre, statement.c.n.in_(under), statement.c.erased == 0
        )
        for row in connection.execute(chosen).all():
            yield row.n, msgspec.json.decode(row.json)


def _files(connection: Connection, centre: int, numbers: Sequence[int]) -> set[str]:
    """The attachments of these statements."""
    found: set[str] = set()
    for some in _slices(numbers):
        chosen = select(statement.c.json).where(statement.c.centre == centre, statement.c.n.in_(some))
        for body in connection.scalars(chosen):
            found |= {one["sha2"].lower() for one in meaning.all_attachments(msgspec.json.decode(body))}
    return found


def _drop_files(connection: Connection, centre: int, files: set[str]) -> None:
    """Deletes the files that no other statement has; only somebody who had any is looked for in all of them."""
    if not files:
        return
    chosen = select(statement.c.json).where(statement.c.centre == centre, statement.c.erased == 0)
    for body in connection.execution_options(yield_per=_CHUNK).scalars(chosen):
        if b'"sha2"' in bytes(body):
            files -= {one["sha2"].lower() for one in meaning.all_attachments(msgspec.json.decode(body))}
    connection.execution_options(yield_per=0)
    for some in _slices(sorted(files)):
        connection.execute(delete(attachment).where(attachment.c.centre == centre, attachment.c.sha2.in_(some)))


def _slices(every: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK))
