"""Funders' own workbooks, kept so that each month fills them anew."""

from msgspec import Struct
from sqlalchemy import Connection, delete, func, select

from elderapp.hub.storage.schema_reports import template
from elderapp.hub.storage.writer import add

MOST = 20
"""How many a centre may keep."""


class Template(Struct, frozen=True):
    """One workbook; `body` is empty in lists."""

    id: str
    title: str
    made: int
    body: bytes = b""


def templates(connection: Connection, centre: int) -> list[Template]:
    """A centre's workbooks by title, without what is in them."""
    chosen = (
        select(template.c.template, template.c.title, template.c.made)
        .where(template.c.centre == centre)
        .order_by(template.c.title, template.c.template)
    )
    return [Template(*row) for row in connection.execute(chosen)]


def find(connection: Connection, centre: int, name: str) -> Template | None:
    """The workbook with this id, if it is this centre's."""
    chosen = select(template.c.template, template.c.title, template.c.made, template.c.body).where(
        template.c.centre == centre, template.c.template == name
    )
    row = connection.execute(chosen).first()
    return Template(row[0], row[1], row[2], bytes(row[3])) if row else None


def save(connection: Connection, centre: int, one: Template, who: str) -> bool:
    """Keeps a workbook; whether there was room."""
    held = connection.scalar(select(func.count()).select_from(template).where(template.c.centre == centre)) or 0
    if held >= MOST:
        return False
    row = {"template": one.id, "title": one.title, "made": one.made, "body": one.body, "staff": who}
    return add(connection, template, [{"centre": centre, **row}]) > 0


def remove(connection: Connection, centre: int, name: str) -> bool:
    """Throws a workbook away; whether there was one."""
    done = connection.execute(delete(template).where(template.c.centre == centre, template.c.template == name))
    return done.rowcount > 0
