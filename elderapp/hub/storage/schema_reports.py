"""Tables for what a centre reports and hands out. They share the schema's `metadata`."""

from sqlalchemy import Column, Index, Integer, LargeBinary, SmallInteger, Table

from elderapp.hub.storage.columns import key, moment, text
from elderapp.hub.storage.schema import metadata

completion = Table(  # a read model: the day (ISO) on which a learner finished a lesson for the first time
    "completion", metadata, key("centre", Integer), key("learner"), key("lesson"), text("day"),
    Index("completion_day", "centre", "day"),
)  # fmt: skip

figures_shared = Table(  # this centre lets the managers of `other` count its figures, without names
    "figures_shared", metadata, key("centre", Integer), key("other", Integer), moment("since"),
)  # fmt: skip

learner_card = Table(  # the organisation's member card of a learner, as a keyed digest that nobody can read back
    "learner_card", metadata, key("centre", Integer), key("learner"), text("card"),
    Index("learner_card_card", "centre", "card"),
)  # fmt: skip

confidence = Table(  # what somebody said of herself before (`moment` 0) and after (1) a course
    "confidence", metadata, key("centre", Integer), key("cohort"), key("learner"), key("moment", Integer),
    Column("answer", SmallInteger, nullable=False), moment("made"), text("staff"),
)  # fmt: skip

template = Table(  # a funder's own workbook
    "template", metadata, key("centre", Integer), key("template"), text("title"),
    Column("body", LargeBinary, nullable=False), moment("made"), text("staff"),
)  # fmt: skip

certificate = Table(  # `shown` is the name as the paper has it; `kind` is lesson or course, `about` its id
    "certificate", metadata, key("centre", Integer), key("code"), text("learner"), text("kind"), text("about"),
    text("title"), text("title_en"), text("shown"), moment("made"), text("staff"), moment("revoked"),
    Index("certificate_learner", "centre", "learner"), Index("certificate_about", "centre", "about"),
)  # fmt: skip
