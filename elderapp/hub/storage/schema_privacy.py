"""Tables for people's rights and for log-ins: who was erased, how long names are kept, second factors, API tokens."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from elderapp.hub.storage.schema import metadata


def _key(name: str, kind: type[Integer] | type[Text] = Text) -> Column[object]:
    return Column(name, kind, primary_key=True, nullable=False, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _time(name: str) -> Column[int]:
    """A moment; 0 means never."""
    return Column(name, BigInteger, nullable=False, server_default="0")


erased = Table(  # learners of whom nothing is kept but what is counted: whoever hands one in again is not listened to
    "erased", metadata, _key("centre", Integer), _key("learner"), _time("made"), _text("band"), _text("living"),
    _text("merged"),
)  # fmt: skip

retention = Table(  # after how many months without a visit a centre erases people (0: never)
    "retention", metadata, _key("centre", Integer), Column("months", Integer, nullable=False, server_default="0"),
    _time("since"), _time("ran"),
)  # fmt: skip

second_factor = Table(  # the sealed secret of somebody's code app; `step` is the last code's, never taken again
    "second_factor", metadata, _key("centre", Integer), _key("staff"), _text("secret"), _time("confirmed"),
    _time("step"),
)  # fmt: skip

recovery = Table(  # codes on paper, each good once, for somebody whose phone is gone
    "recovery", metadata, _key("centre", Integer), _key("staff"), _key("digest"), _time("used"),
)  # fmt: skip

api_token = Table(  # programs that may read; `staff` is who made it
    "api_token", metadata, _key("centre", Integer), _key("digest"), _text("token"), _text("title"), _text("staff"),
    _time("created"), _time("ended"), _time("seen"),
    Index("api_token_token", "centre", "token"),
)  # fmt: skip
