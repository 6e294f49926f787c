"""Columns as all our tables have them: never null, with a plain default."""

from sqlalchemy import BigInteger, Column, Integer, Text


def key(name: str, kind: type[Integer] | type[Text] | type[BigInteger] = Text) -> Column[object]:
    """A part of the primary key; nobody numbers it for us."""
    return Column(name, kind, primary_key=True, nullable=False, autoincrement=False)


def text(name: str) -> Column[str]:
    """Words or an identity; empty where there are none."""
    return Column(name, Text, nullable=False, server_default="")


def moment(name: str) -> Column[int]:
    """Milliseconds since 1970, UTC; 0 means never."""
    return Column(name, BigInteger, nullable=False, server_default="0")


def number(name: str) -> Column[int]:
    """A count, or a code; 0 to begin with."""
    return Column(name, Integer, nullable=False, server_default="0")
