"""The guide for technicians names what the store tells, and nothing else."""

import re
from pathlib import Path

from elderapp.hub.gate import READ_WITHIN
from elderapp.hub.xapi import asking, native, requests, taking
from elderapp.hub.xapi.door import MOST_BODY, MOST_FORM

GUIDE = (Path(__file__).parents[3] / "docs" / "xapi.md").read_text(encoding="utf-8")


def test_every_verb_and_every_kind_of_activity_is_told():
    assert set(native.VERB_IDS.values()) == set(re.findall(r"^\| `(http\S+/verbs/\w+)`", GUIDE, re.MULTILINE))
    kinds = re.findall(rf"^\| `{native.HOME}/(\w+)", GUIDE, re.MULTILINE)
    assert {"lessons", "sessions", "desk", "notice"} == set(kinds) - {"verbs"}


def test_limits_are_as_the_code_has_them():
    assert f"`limit` ({asking.MOST} at most, {asking.MOST_WITH_FILES} with `attachments=true`)" in GUIDE
    assert f"at most {MOST_BODY // 1024 // 1024} MB and {taking.MOST:,} statements" in GUIDE
    assert f"larger than {MOST_BODY // 1024 // 1024} MB; a form" in GUIDE
    assert f"its own log-in, than {MOST_FORM // 1024} KB" in GUIDE
    assert f"within {READ_WITHIN:.0f} seconds" in GUIDE
    assert f"{requests.BASE}/" in GUIDE
    assert f"X-Experience-API-Version: {requests.FIRST}" in GUIDE
