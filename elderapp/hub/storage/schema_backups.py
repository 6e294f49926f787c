"""The hub's own life: which of its lives this is, and what was backed up.

Both belong to the whole hub; their centre is 0, for every key begins with one.
"""

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from elderapp.hub.storage.schema import metadata

EVERYWHERE = 0
"""The centre of what belongs to all of them."""

incarnation = Table(  # a database that was put back is another hub to its tablets: they look what it lost
    "incarnation",
    metadata,
    Column("centre", Integer, primary_key=True, autoincrement=False),
    Column("incarnation", Text, nullable=False, server_default=""),
    Column("since", BigInteger, nullable=False, server_default="0"),
)

backup = Table(
    "backup",
    metadata,
    Column("centre", Integer, primary_key=True, autoincrement=False),
    Column("made", BigInteger, primary_key=True, autoincrement=False),
    Column("file", Text, nullable=False, server_default=""),
    Column("bytes", BigInteger, nullable=False, server_default="0"),
    Column("statements", BigInteger, nullable=False, server_default="0"),
    Column("apart", Integer, nullable=False, server_default="0"),  # 1: in a place of its own, chosen by the operator
)
