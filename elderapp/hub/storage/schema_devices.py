"""Tables of tablets beside `device` itself: how they stand, their older keys, sheets of pairing codes."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from elderapp.hub.storage.schema import metadata


def _key(name: str, kind: type[Integer] | type[Text] | type[BigInteger] = Text) -> Column[object]:
    return Column(name, kind, primary_key=True, nullable=False, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _time(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default="0")


# What a tablet said last of itself, what answers for it are sealed with, when it was lost, when it came on a stick.
# `due` is how many statements the hub would hold with those that were unsent then.
tablet_status = Table(
    "tablet_status", metadata, _key("centre", Integer), _key("device"), _time("told"), _text("box"), _text("status"),
    _time("lost"), _time("stick"), _time("due"),
    _text("done"),
)  # fmt: skip

device_key = Table(  # keys that a tablet had before: what was signed with them stays provable
    "device_key", metadata, _key("centre", Integer), _key("device"), _key("until", BigInteger),
    Column("public_key", LargeBinary, nullable=False),
)  # fmt: skip

pairing_sheet = Table(  # twenty codes on paper, which end together
    "pairing_sheet", metadata, _key("centre", Integer), _key("sheet"), _time("created"), _time("expires"),
    _time("cancelled"), _text("staff"),
)  # fmt: skip

sheet_code = Table(
    "sheet_code", metadata, _key("centre", Integer), _key("digest"), _text("sheet"),
    Column("number", Integer, nullable=False, server_default="0"),
    Index("sheet_code_sheet", "centre", "sheet"),
)  # fmt: skip
