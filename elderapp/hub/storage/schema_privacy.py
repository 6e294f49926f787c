"""Tables for people's rights and for log-ins: who was erased, how long names are kept, second factors, API tokens."""

from sqlalchemy import Column, Index, Integer, Table

from elderapp.hub.storage.columns import key, moment, text
from elderapp.hub.storage.schema import metadata

erased = Table(  # learners of whom nothing is kept but what is counted: whoever hands one in again is not listened to
    "erased", metadata, key("centre", Integer), key("learner"), moment("made"), text("band"), text("living"),
    text("merged"),
)  # fmt: skip

retention = Table(  # after how many months without a visit a centre erases people (0: never)
    "retention", metadata, key("centre", Integer), Column("months", Integer, nullable=False, server_default="0"),
    moment("since"), moment("ran"),
)  # fmt: skip

second_factor = Table(  # the sealed secret of somebody's code app; `step` is the last code's, never taken again
    "second_factor", metadata, key("centre", Integer), key("staff"), text("secret"), moment("confirmed"),
    moment("step"),
)  # fmt: skip

recovery = Table(  # codes on paper, each good once, for somebody whose phone is gone
    "recovery", metadata, key("centre", Integer), key("staff"), key("digest"), moment("used"),
)  # fmt: skip

api_token = Table(  # programs that may read; `staff` is who made it
    "api_token", metadata, key("centre", Integer), key("digest"), text("token"), text("title"), text("staff"),
    moment("created"), moment("ended"), moment("seen"),
    Index("api_token_token", "centre", "token"),
)  # fmt: skip
