"""Tables of tablets beside `device` itself: how they stand, their older keys, sheets of pairing codes."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table

from elderapp.hub.storage.columns import key, moment, text
from elderapp.hub.storage.schema import metadata

# What a tablet said last of itself, what answers for it are sealed with, when it was lost, when it came on a stick.
# `due` is how many statements the hub would hold with those that were unsent then.
tablet_status = Table(
    "tablet_status", metadata, key("centre", Integer), key("device"), moment("told"), text("box"), text("status"),
    moment("lost"), moment("stick"), moment("due"),
    text("done"),
)  # fmt: skip

device_key = Table(  # keys that a tablet had before: what was signed with them stays provable
    "device_key", metadata, key("centre", Integer), key("device"), key("until", BigInteger),
    Column("public_key", LargeBinary, nullable=False),
)  # fmt: skip

pairing_sheet = Table(  # twenty codes on paper, which end together
    "pairing_sheet", metadata, key("centre", Integer), key("sheet"), moment("created"), moment("expires"),
    moment("cancelled"), text("staff"),
)  # fmt: skip

sheet_code = Table(
    "sheet_code", metadata, key("centre", Integer), key("digest"), text("sheet"),
    Column("number", Integer, nullable=False, server_default="0"),
    Index("sheet_code_sheet", "centre", "sheet"),
)  # fmt: skip
