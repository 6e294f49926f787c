"""Every MUST of the standard's data part, by statements that keep it and statements that do not."""

import copy
import json

import pytest

from elderapp.hub.xapi import formats
from elderapp.hub.xapi.refusals import Refused
from elderapp.hub.xapi.rules import check_statement
from elderapp.hub.xapi.shapes import DEEPEST

AGENT = {"mbox": "mailto:a@centre.example"}
ACCOUNT = {"account": {"homePage": "http://centre.example", "name": "7"}}
GROUP = {"objectType": "Group", "member": [AGENT]}
ACTIVITY = {"id": "http://centre.example/a"}
ID = "8f2c0a34-9d1b-4c5e-8f60-1a2b3c4d5e6f"
SUB = {"objectType": "SubStatement", "actor": AGENT, "verb": {"id": "http://v.example/v"}, "object": ACTIVITY}
VOID = {"id": "http://adlnet.gov/expapi/verbs/voided"}
REF = {"objectType": "StatementRef", "id": ID}
FILE = {
    "usageType": "http://u.example/x", "display": {"en": "x"}, "contentType": "text/plain; charset=utf-8",
    "length": 3, "sha2": "a" * 64, "fileUrl": "http://u.example/f",
}  # fmt: skip
CONTEXT_AGENT = {"objectType": "contextAgent", "agent": AGENT, "relevantTypes": ["http://t.example/t"]}
CONTEXT_GROUP = {"objectType": "contextGroup", "group": GROUP}


def question(kind: str, **lists):
    return {**ACTIVITY, "definition": {"interactionType": kind, **lists}}


ONE = [{"id": "a", "description": {"en": "A"}}]

GOOD = {
    "actor": [
        AGENT, ACCOUNT, GROUP, {"openid": "http://centre.example/o"}, {"mbox_sha1sum": "0" * 40},
        {**AGENT, "objectType": "Agent", "name": ""}, {"objectType": "Group", **ACCOUNT},
        {"objectType": "Group", **AGENT, "member": []},
    ],
    "verb": [{"id": "urn:x:y"}, {"id": "http://v.example/動", "display": {"zh-Hant-HK": "做", "en": "did"}}],
    "object": [
        ACTIVITY, AGENT | {"objectType": "Agent"}, GROUP, REF, SUB, {**SUB, "object": REF},
        {**ACTIVITY, "definition": {}},
        {**ACTIVITY, "definition": {
            "name": {"en": "n"}, "description": {"x-own": "d"}, "type": "urn:t:t", "moreInfo": "http://m.example",
            "extensions": {"http://e.example/e": None, "http://e.example/f": {"deep": [1, None]}}}},
        question("choice", choices=ONE, correctResponsesPattern=["a"]), question("sequencing", choices=ONE),
        question("likert", scale=ONE), question("matching", source=ONE, target=ONE),
        question("performance", steps=ONE), question("true-false", correctResponsesPattern=["true"]),
        question("numeric"), question("fill-in"), question("long-fill-in"), question("other"),
    ],
    "result": [
        {}, {"score": {"scaled": -1, "raw": 3, "min": 0, "max": 3}, "success": True, "completion": False,
             "response": "r", "duration": "PT1H0.5S", "extensions": {}},
        *({"duration": text} for text in ("P1W", "P1Y2M3DT4H5M6.78S", "PT0S", "P0D")),
        {"score": {"scaled": 1.0}}, {"score": {"raw": -5}},
    ],
    "context": [
        {}, {"registration": ID, "instructor": GROUP, "team": GROUP, "revision": "1", "platform": "p",
             "language": "yue-Hant-HK", "statement": REF, "extensions": {"urn:e:e": 1}},
        {"contextActivities": {"parent": ACTIVITY, "grouping": [ACTIVITY], "category": [], "other": [ACTIVITY]}},
    ],
    "timestamp": [
        "2026-11-27T08:00:00Z", "2026-11-27T08:00:00.123456789+08:00", "2026-11-27T08:00:00+0800",
        "2024-02-29T23:59:59.9-11:30",
    ],
    "attachments": [[], [FILE], [{**FILE, "description": {"en": "d"}}]],
    "version": ["1.0", "1.0.0", "1.0.9"],
    "authority": [AGENT, {"objectType": "Group", "member": [AGENT, ACCOUNT]}],
    "id": [ID, ID.upper()],
    "stored": ["2026-11-27T08:00:00Z"],
}  # fmt: skip

TAGS = ("en", "en-GB", "zh-Hant-HK", "yue", "sl-rozaj-biske", "de-DE-u-co-phonebk", "x-private", "es-419", "i-klingon")
NO_TAGS = ("", "e", "en_GB", "en-", "en-GBR-", "123", "a-b", "zh-Hant-HK-x", "toolongtag")
NO_IRI = ("", "centre", "http://a b", "http://a<b", "/path", 5, {}, "http://a\n", "http://a\x00b")

BAD = {
    "actor": [
        {}, "x", 5, [], {"name": "Ling"}, AGENT | ACCOUNT, AGENT | {"objectType": "agent"}, AGENT | {"x": 1},
        AGENT | {"name": 5}, AGENT | {"Name": "x"}, AGENT | {"member": []}, {**AGENT, "name": None},
        {"mbox": "a@centre.example"}, {"mbox": "mailto:centre"}, {"mbox": "mailto:a@@b.c"}, {"mbox": 5},
        {"mbox": "mailto:a@b.c\n"}, {"mbox_sha1sum": "0" * 39}, {"mbox_sha1sum": "g" * 40}, {"openid": "me"},
        {"account": {"name": "7"}}, {"account": {"homePage": "http://c.example"}}, {"account": "7"},
        {"account": {"homePage": "here", "name": "7"}}, {"account": {"homePage": "http://c.example", "name": 7}},
        {"account": {**ACCOUNT["account"], "x": 1}}, {"objectType": "Group"}, {"objectType": "Group", "member": []},
        {"objectType": "Group", "member": AGENT}, {"objectType": "Group", "member": [GROUP]},
        {"objectType": "Group", "member": [{}]}, {**GROUP, **AGENT, **ACCOUNT}, {**GROUP, "x": 1},
    ],
    "verb": [
        {}, "attended", {"display": {"en": "x"}}, {"id": "urn:x:y", "display": "x"}, {"id": "urn:x:y", "x": 1},
        {"id": "urn:x:y", "display": {"en": 5}}, {"id": "urn:x:y", "display": ["x"]},
        {"id": "urn:x:y", "display": None},
        *({"id": iri} for iri in NO_IRI), *({"id": "urn:x:y", "display": {tag: "x"}} for tag in NO_TAGS), VOID,
    ],
    "object": [
        {}, "x", {"objectType": "Thing", "id": "urn:x:y"}, {"objectType": "activity", "id": "urn:x:y"},
        {**ACTIVITY, "x": 1}, {**ACTIVITY, "definition": "x"}, {**ACTIVITY, "definition": None},
        {**ACTIVITY, "definition": {"x": 1}}, *({"id": iri} for iri in NO_IRI),
        *({**ACTIVITY, "definition": {name: value}} for name, value in (
            ("name", "x"), ("name", {"en": 1}), ("description", ["x"]), ("type", "x"), ("moreInfo", "x"),
            ("extensions", "x"), ("extensions", {"x": 1}), ("interactionType", "quiz"), ("interactionType", 5),
            ("correctResponsesPattern", ["a"]), ("choices", ONE))),
        question("choice", scale=ONE), question("likert", choices=ONE), question("true-false", choices=ONE),
        question("choice", choices={}), question("choice", choices=["a"]), question("choice", choices=[{}]),
        question("choice", choices=[{"id": 5}]), question("choice", choices=ONE * 2),
        question("choice", choices=[{"id": "a", "description": "A"}]),
        question("choice", choices=[{"id": "a", "x": 1}]),
        question("choice", correctResponsesPattern="a"), question("choice", correctResponsesPattern=[1]),
        {"objectType": "Agent"}, {"objectType": "Group"}, {"objectType": "StatementRef"}, {**REF, "id": "7"},
        {**REF, "x": 1}, {"id": ID}, {**SUB, "object": SUB}, {**SUB, "id": ID},
        {**SUB, "stored": "2026-01-01T00:00:00Z"},
        {**SUB, "version": "1.0.0"}, {**SUB, "authority": AGENT}, {**SUB, "verb": VOID, "object": REF},
        {name: value for name, value in SUB.items() if name != "actor"}, {**SUB, "actor": {}},
    ],
    "result": [
        "x", {"x": 1}, {"score": 1}, {"score": {"x": 1}}, {"score": {"scaled": 1.1}}, {"score": {"scaled": -1.1}},
        {"score": {"raw": "3"}}, {"score": {"raw": True}}, {"score": {"min": 3, "max": 3}},
        {"score": {"raw": 1, "min": 2}}, {"score": {"raw": 3, "max": 2}}, {"success": "true"}, {"completion": 1},
        {"response": 5}, {"extensions": {"x": 1}}, {"success": None},
        *({"duration": text} for text in ("", "P", "PT", "1H", "PT1", "P1H", "PT1H1", "P1W1D", "PT1.S", 5, "PT1S\n")),
    ],
    "context": [
        "x", {"x": 1}, {"registration": "7"}, {"registration": 7}, {"instructor": {}}, {"team": AGENT},
        {"revision": 1}, {"platform": 1}, {"language": "chinese!"}, {"language": 5}, {"statement": ID},
        {"statement": {"id": ID}}, {"statement": ACTIVITY}, {"extensions": {"x": 1}}, {"extensions": []},
        {"contextActivities": []}, {"contextActivities": {"x": [ACTIVITY]}}, {"contextActivities": {"parent": "x"}},
        {"contextActivities": {"parent": [{}]}}, {"contextActivities": {"parent": [AGENT | {"objectType": "Agent"}]}},
        {"platform": None},
    ],
    "timestamp": [
        "", "today", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-27T25:00:00Z", "2026-11-27T08:60:00Z",
        "2026-11-27T08:00:00-00:00", "2026-11-27T08:00:00-0000", "2026-11-27T08:00:00-00", 5,
        "2026-11-27T08:00:00Z\n", "27/11/2026", "2026-11-27T08:00:00+25:00",
    ],
    "attachments": [
        FILE, "x", [5], [{**FILE, "x": 1}], *([{**FILE, name: value}] for name, value in (
            ("usageType", "x"), ("display", "x"), ("display", {"en": 5}), ("description", "x"), ("contentType", "text"),
            ("contentType", 5), ("contentType", "text/plain\r\nX: y"), ("length", "3"), ("length", 3.5), ("length", -1),
            ("sha2", 5), ("sha2", "x"), ("fileUrl", "x"))),
        *([{key: value for key, value in FILE.items() if key != name}] for name in FILE if name != "fileUrl"),
    ],
    "version": ["1.1.0", "0.9.5", "1", 1.0, "1.0.x", "3.0.0"],
    "authority": [
        {}, GROUP, {**GROUP, **AGENT}, {"objectType": "Group", "member": [AGENT] * 3},
        {"objectType": "Group", **AGENT, "member": [AGENT, ACCOUNT]},
    ],
    "id": ["7", 7, ID[:-1], ID + "0", ID.replace("-", ""), "{" + ID + "}"],
    "stored": ["today", 5],
    "x": [1],
    "Actor": [AGENT],
}  # fmt: skip


def statement(**changes):
    made = {"actor": AGENT, "verb": {"id": "http://v.example/v"}, "object": ACTIVITY}
    return copy.deepcopy({**made, **changes})


def verdict(value, *, second):
    try:
        check_statement(value, second=second)
    except Refused as no:
        return no.why if no.status == 400 else ""
    return ""


@pytest.mark.parametrize("second", [False, True])
def test_what_keeps_the_rules_is_taken_and_what_breaks_one_is_not(second):
    refused = [
        (name, one) for name, ones in GOOD.items() for one in ones if verdict(statement(**{name: one}), second=second)
    ]
    taken = [
        (name, one)
        for name, ones in BAD.items()
        for one in ones
        if not verdict(statement(**{name: one}), second=second)
    ]
    nulls = [name for name in GOOD if not verdict(statement(**{name: None}), second=second)]
    lacking = [name for name in ("actor", "verb", "object") if not verdict(
        {key: one for key, one in statement().items() if key != name}, second=second)]  # fmt: skip

    assert ([], [], [], []) == (refused, taken, nulls, lacking)
    assert 200 < sum(map(len, BAD.values()))


def test_what_breaks_a_rule_within_a_sub_statement_is_not_taken_either():
    parts = ("actor", "verb", "result", "context", "timestamp", "attachments")
    taken = [
        (name, one)
        for name in parts
        for one in BAD[name]
        if not verdict(statement(object={**SUB, name: one}), second=False)
    ]
    refused = [
        (name, one)
        for name in parts
        for one in GOOD[name]
        if verdict(statement(object={**SUB, name: one}), second=False)
    ]
    assert ([], []) == (taken, refused)


def test_moments_are_days_with_a_time_between_the_years_1_and_9999():
    there = formats.moment("2026-11-27T08:00:00Z")
    same = (
        "20261127T080000Z", "20261127T0800", "20261127T160000,000+08", "2026-11-27 08:00:00Z", "2026-11-27t08:00:00z",
    )  # fmt: skip
    assert [there] * len(same) == [formats.moment(one) for one in same]
    none = (
        "2026-11-27", "20261127", "2026-1127T08:00:00Z", "20261127T08:00:00Z", "2026-11-27T080000Z", "20261127 080000Z",
        "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-05:00", "0000-01-01T00:00:00Z", "20260230T000000Z",
    )  # fmt: skip
    assert [None] * len(none) == [formats.moment(one) for one in none]
    for edge in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "0001-01-01T08:00:00+08:00"):
        there = formats.moment(edge)
        assert there is not None
        assert formats.written(there // 1000)[:4] == edge[:4]
    assert verdict(statement(timestamp="0001-01-01T00:00:00+08:00"), second=True)


def test_an_address_may_be_of_a_host_without_dots():
    assert not verdict(statement(actor={"mbox": "mailto:a@localhost"}), second=False)
    assert verdict(statement(actor={"mbox": "mailto:a@.localhost"}), second=False)


def test_languages_are_tags_of_the_standard():
    wrong = [tag for tag in TAGS if verdict(statement(context={"language": tag}), second=False)]
    taken = [tag for tag in NO_TAGS if not verdict(statement(context={"language": tag}), second=False)]
    assert ([], []) == (wrong, taken)


def test_no_statement_that_is_not_an_object():
    assert all(verdict(one, second=True) for one in ([], "x", 5, None, True))


def test_voiding_names_a_statement():
    assert not verdict(statement(verb=VOID, object=REF), second=False)
    assert verdict(statement(verb=VOID, object=AGENT | {"objectType": "Agent"}), second=False)


def test_revision_and_platform_belong_to_activities():
    for name in ("revision", "platform"):
        for thing in (AGENT | {"objectType": "Agent"}, REF, SUB):
            assert "Activity" in verdict(statement(object=thing, context={name: "x"}), second=False)


def test_a_lone_context_activity_becomes_a_list():
    made = statement(context={"contextActivities": {"parent": ACTIVITY}})
    check_statement(made, second=False)

    assert [ACTIVITY] == made["context"]["contextActivities"]["parent"]


def test_only_the_second_edition_knows_those_who_were_involved_and_its_own_version():
    good = [
        {"context": {"contextAgents": [CONTEXT_AGENT]}}, {"context": {"contextGroups": [CONTEXT_GROUP]}},
        {"version": "2.0.0"}, {"context": {"contextAgents": []}},
    ]  # fmt: skip
    assert [("", True)] * 4 == [
        (verdict(statement(**one), second=True), bool(verdict(statement(**one), second=False))) for one in good
    ]
    bad = [
        {"contextAgents": CONTEXT_AGENT}, {"contextAgents": [AGENT]}, {"contextAgents": [CONTEXT_GROUP]},
        {"contextAgents": [{**CONTEXT_AGENT, "relevantTypes": []}]},
        {"contextAgents": [{**CONTEXT_AGENT, "relevantTypes": ["x"]}]},
        {"contextAgents": [{**CONTEXT_AGENT, "x": 1}]}, {"contextAgents": [{"agent": AGENT}]},
        {"contextAgents": [{**CONTEXT_AGENT, "agent": GROUP}]}, {"contextGroups": [{**CONTEXT_GROUP, "group": AGENT}]},
        {"contextGroups": [CONTEXT_AGENT]}, {"contextGroups": [{"objectType": "contextGroup"}]},
    ]  # fmt: skip
    assert [] == [one for one in bad if not verdict(statement(context=one), second=True)]


def test_extensions_are_not_nested_without_end():
    def nested(levels):
        return json.loads('{"a":' * levels + "1" + "}" * levels)

    assert not verdict(statement(result={"extensions": {"urn:e:e": nested(DEEPEST)}}), second=False)
    assert "levels" in verdict(statement(result={"extensions": {"urn:e:e": nested(DEEPEST + 1)}}), second=False)
