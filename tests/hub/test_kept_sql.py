"""The SQL that we emit keeps within what a distributed PostgreSQL takes: Citus, YugabyteDB, CockroachDB.

All rows of a centre are on one shard, known by `centre`. So: keys and unique indexes have it, what is asked names it,
and nothing is used that one of the three does not have. Read with sqlglot, which knows PostgreSQL's grammar.
"""

import re
from collections.abc import Iterator

import psycopg
import pytest
import sqlglot
from sqlalchemy import Sequence as Numbered
from sqlglot import exp

from elderapp import clock
from elderapp.hub import housekeeping
from elderapp.hub.storage.schema import metadata
from elderapp.records.statements import Verb
from tests.hub.test_access import PASSWORD, fill, routes

SHARDED = {name for name, table in metadata.tables.items() if "centre" in table.c}
OVER_ALL = {
    r"^SELECT count\(\*\) AS count_1 FROM \w+( WHERE|$)": "metrics: a figure of each shard, added up",
    r"^SELECT coalesce\(sum\(log.seq\)": "the same",
    r"FROM figures_shared WHERE figures_shared.other =": "who let this centre count along: asked by one page",
    r"^SELECT pairing.centre FROM pairing WHERE": "whose pairing code this is: once for each tablet",
    r"FROM staff WHERE staff.username = ": "whose name this is, at log-in",
    r"FROM (erased|retention|invite)$": "housekeeping, once a day",
    r"FROM (device|staff|api_token|xapi_credential) WHERE \w+\.(revoked|ended) > ": "the same: who is shut out",
    r"FROM alert WHERE alert.digest != ": "alerts are put back on the shelf, at the start",
    r"FROM progress WHERE progress.state IS NOT NULL$": "a migration, once",
    r"FROM parent ORDER BY parent.centre$": "the hubs above, for an operator and for whoever calls on them: short",
    r"FROM centre": "the list of centres: short",
}
"""What may be asked of all shards at once, and why; nothing of it is locked."""
NOT_THERE = re.compile(
    r"pg_advisory|\blisten\b|\bnotify\b|nextval|create (local )?temp|\bwith recursive\b|serializable|\bcopy\b|\bctid\b",
    re.IGNORECASE,
)


@pytest.fixture
def emitted(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every statement that goes to PostgreSQL from now on, SQLAlchemy's and our own."""
    heard: set[str] = set()
    for name in ("execute", "executemany"):
        real = getattr(psycopg.Cursor, name)

        def listening(self, query, *given, _real=real, **more):
            heard.add(query if isinstance(query, str) else query.as_string())
            return _real(self, query, *given, **more)

        monkeypatch.setattr(psycopg.Cursor, name, listening)
    return heard


def faults(statement: str) -> Iterator[str]:
    """What one of the three would refuse in a statement, or would have to ask all shards for."""
    if NOT_THERE.search(statement):
        yield "not there"
    (tree,) = sqlglot.parse(re.sub(r"%\(\w+\)[sbt]|%[sbt]", "$1", statement), read="postgres")
    if tree.find(exp.Command, exp.Lateral, exp.Merge):
        yield "not plain SQL"
    for scope in tree.find_all(exp.Select, exp.Update, exp.Delete):
        yield from _unbound(scope)
    if isinstance(tree, exp.Insert) and (conflict := tree.args.get("conflict")):
        keys = [one.name for one in conflict.args.get("conflict_keys") or []]
        if keys and "centre" not in keys:
            yield "a conflict over all shards"
    if isinstance(tree, exp.Update) and any(one.this.name == "centre" for one in tree.expressions):
        yield "a row moves to another shard"


def _unbound(scope: exp.Expression) -> Iterator[str]:
    """Tables of this scope, not of those within it, of which `centre` is not named."""
    own = [one for one in scope.find_all(exp.Table) if _home(one) is scope and one.name in SHARDED]
    bound: set[str] = set()
    for equal in scope.find_all(exp.EQ, exp.In):
        if _home(equal) is scope:
            sides = [side for side in (equal.this, equal.args.get("expression")) if isinstance(side, exp.Column)]
            bound |= {side.table for side in sides if side.name == "centre"}
    for one in own:
        if one.alias_or_name not in bound and not ("" in bound and len(own) == 1):
            yield f"{one.name} over all shards"


def _home(node: exp.Expression) -> exp.Expression | None:
    return node.find_ancestor(exp.Select, exp.Update, exp.Delete)


def test_every_key_has_the_centre_in_it_and_nothing_counts_over_all_shards():
    wrong = []
    for name in sorted(SHARDED):
        table = metadata.tables[name]
        if next(iter(table.primary_key.columns)).name != "centre":
            wrong.append(f"{name}: its key does not begin with centre")
        wrong += [f"{name}: {one.name}" for one in table.indexes if one.unique and "centre" not in one.columns]
        wrong += [f"{name}: foreign key" for _ in table.foreign_keys]
        wrong += [f"{name}.{one.name} is numbered" for one in table.c if isinstance(one.default, Numbered)]
    assert [] == wrong
    assert SHARDED == set(metadata.tables)


@pytest.mark.postgres
def test_what_a_class_and_every_page_ask_names_the_centre(emitted, hub_on_postgres, new_browser):
    hub = hub_on_postgres
    made = fill(hub, 1)
    tablet = hub.tablet()
    tablet.say(Verb.ATTENDED, "c1-l1", "c1-s", "c1-s")
    tablet.say(Verb.INITIALIZED, "c1-l1", "pay", "c1-s", version="1.0.0", nth=1)
    tablet.say(Verb.ANSWERED, "c1-l1", "pay/alone/open", "c1-s", outcome="hint1", wrong="x", genuine=True, guess=False)
    tablet.say(Verb.COMPLETED, "c1-l1", "pay", "c1-s")
    assert 200 == tablet.push().status_code
    for path in (f"/{tablet.device}/roster?after=0", f"/{tablet.device}/packs"):
        assert 200 == tablet.ask("GET", path).status_code
    browser = new_browser(hub, "c1-manager", PASSWORD)
    for method, path, may in sorted(set(routes(hub.running._server._app)), key=lambda one: (one[1], one[0])):
        if method == "GET" and "manager" in may and not path.endswith("/stream") and path != "/logout":
            assert 500 > browser.get(path.format(**made)).status_code, path
    month = clock.day_of(clock.wall_ms())[:7]
    assert 200 == browser.get(f"/reports?month={month}").status_code

    housekeeping.look_after(hub.engine, hub.settings.data)  # it does so once a day, and at its start

    asked = [" ".join(one.split()) for one in emitted if not _is_setting(one)]
    assert len(asked) > 100
    kept = [one for one in asked if one.endswith("FOR UPDATE") or not any(re.search(rule, one) for rule in OVER_ALL)]
    bad = sorted((wrong, one) for one in kept for wrong in faults(one))
    assert not bad, "\n".join(map(str, bad))


def _is_setting(statement: str) -> bool:
    """What drivers say before they begin, and the schema's own making."""
    first = statement.split()[0].lower() if statement.split() else ""
    return first in ("create", "alter", "drop", "begin", "set", "show", "commit", "rollback", "analyze") or (
        "pg_catalog" in statement or "information_schema" in statement or "alembic_version" in statement
    )


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("select t from event where event.centre = %(c)s", []),
        ("select t from event", ["event over all shards"]),
        ("select 1 from event e join word w on w.centre = e.centre where e.centre = 1", []),
        ("select 1 from event e join word w on w.k = e.learner where e.centre = 1", ["word over all shards"]),
        ("update log set centre = 2 where centre = 1", ["a row moves to another shard"]),
        ("insert into log (dk) values (1) on conflict (dk) do nothing", ["a conflict over all shards"]),
        ("create temp table x (a int)", ["not there"]),
    ],
)
def test_the_check_finds_what_it_is_there_for(statement, wrong):
    assert wrong == list(faults(statement))
