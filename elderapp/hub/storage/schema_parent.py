"""Tables of hubs above and below this one: to its parent a hub is a tablet, to its children it is the hub."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table

from elderapp.hub.storage.columns import key, moment, text
from elderapp.hub.storage.schema import metadata

# --- this hub as a child: one parent for each of its centres

parent = Table(  # `life` is the parent's when met last, `own_life` ours in which `epoch` began, `seq` what it has
    "parent", metadata, key("centre", Integer), text("address"), text("device"), text("title"), text("hub_key"),
    text("pem"), text("life"), text("own_life"), Column("epoch", BigInteger, nullable=False, server_default="0"),
    moment("seq"), moment("paired"), moment("met"), moment("tried"), text("trouble"),
    Column("roster", BigInteger, nullable=False, server_default="0"),
)  # fmt: skip

own_row = Table(  # the hub's own log: what was noted on its pages; `record` is the mark or the question it tells of
    "own_row", metadata, key("centre", Integer), key("epoch", BigInteger), key("seq", BigInteger), text("record"),
    Column("written", LargeBinary, nullable=False), Column("head", LargeBinary, nullable=False),
    Index("own_row_record", "centre", "record"),
)  # fmt: skip

climb = Table(  # how far the parent holds each tablet's log
    "climb", metadata, key("centre", Integer), key("dk", BigInteger), moment("seq"), text("trouble"),
)  # fmt: skip

told = Table(  # what the parent was told of meetings, classes, people, tablets: the digest of how it was then
    "told", metadata, key("centre", Integer), key("kind"), key("id"), text("digest"),
)  # fmt: skip

# --- this hub as a parent

hub_code = Table(  # pairing codes for hubs: none of them pairs a tablet
    "hub_code", metadata, key("centre", Integer), key("digest"),
)  # fmt: skip

child = Table(  # devices that are hubs: they speak for the tablets below them
    "child", metadata, key("centre", Integer), key("device"), moment("since"),
)  # fmt: skip

below_tablet = Table(  # tablets of a hub below by their names there; `known` are public keys, as a JSON list
    "below_tablet", metadata, key("centre", Integer), key("device"), text("hub"), text("known"), moment("since"),
)  # fmt: skip
