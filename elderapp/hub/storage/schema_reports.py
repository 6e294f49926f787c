"""Tables for what a centre reports and hands out. They share the schema's `metadata`."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, SmallInteger, Table, Text

from elderapp.hub.storage.schema import metadata


def _key(name: str, kind: type[Integer] | type[Text] = Text) -> Column[object]:
    return Column(name, kind, primary_key=True, nullable=False, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _time(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default="0")


completion = Table(  # a read model: the day (ISO) on which a learner finished a lesson for the first time
    "completion", metadata, _key("centre", Integer), _key("learner"), _key("lesson"), _text("day"),
    Index("completion_day", "centre", "day"),
)  # fmt: skip

figures_shared = Table(  # this centre lets the managers of `other` count its figures, without names
    "figures_shared", metadata, _key("centre", Integer), _key("other", Integer), _time("since"),
)  # fmt: skip

learner_card = Table(  # the organisation's member card of a learner, as a keyed digest that nobody can read back
    "learner_card", metadata, _key("centre", Integer), _key("learner"), _text("card"),
    Index("learner_card_card", "centre", "card"),
)  # fmt: skip

confidence = Table(  # what somebody said of herself before (`moment` 0) and after (1) a course
    "confidence", metadata, _key("centre", Integer), _key("cohort"), _key("learner"), _key("moment", Integer),
    Column("answer", SmallInteger, nullable=False), _time("made"), _text("staff"),
)  # fmt: skip

template = Table(  # a funder's own workbook
    "template", metadata, _key("centre", Integer), _key("template"), _text("title"),
    Column("body", LargeBinary, nullable=False), _time("made"), _text("staff"),
)  # fmt: skip

certificate = Table(  # `shown` is the name as the paper has it; `kind` is lesson or course, `about` its id
    "certificate", metadata, _key("centre", Integer), _key("code"), _text("learner"), _text("kind"), _text("about"),
    _text("title"), _text("title_en"), _text("shown"), _time("made"), _text("staff"), _time("revoked"),
    Index("certificate_learner", "centre", "learner"), Index("certificate_about", "centre", "about"),
)  # fmt: skip
