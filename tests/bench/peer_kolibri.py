"""Kolibri's own client of its sync, run by the Python in which Kolibri is installed; `peers.py` tells it what to do."""

import json
import random
import secrets
import sys
import time
from datetime import timedelta

from kolibri.utils.main import initialize

initialize()

import requests  # noqa: E402  Kolibri must have been set up before its models
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from kolibri.core.auth.models import Facility, FacilityUser  # noqa: E402
from kolibri.core.logger.models import AttemptLog, ContentSessionLog, ContentSummaryLog, MasteryLog  # noqa: E402


def sync(port: str, facility: str, **more: bool) -> float:
    """Seconds of one sync with the server behind this port."""
    begin = time.perf_counter()
    call_command(
        "sync", baseurl=f"http://127.0.0.1:{port}/", facility=facility, username="admin", password="admin",
        noninteractive=True, **more,
    )  # fmt: skip
    return time.perf_counter() - begin


def make(records: int, user: FacilityUser) -> None:
    """Attempts of one learner at one exercise, as Kolibri keeps them, some seconds from one to the next."""
    at, content, chance = timezone.now() - timedelta(days=31), secrets.token_hex(16), random.Random(records)
    about = {"user": user, "content_id": content, "channel_id": content, "start_timestamp": at, "kind": "exercise"}
    with transaction.atomic():
        session, summary = ContentSessionLog.objects.create(**about), ContentSummaryLog.objects.create(**about)
        mastery = MasteryLog.objects.create(user=user, summarylog=summary, start_timestamp=at, mastery_level=1)
        for _ in range(records):
            took = chance.uniform(1.5, 20)
            end = at + timedelta(seconds=took)
            AttemptLog(
                user=user, masterylog=mastery, sessionlog=session, item=secrets.token_hex(16), start_timestamp=at,
                end_timestamp=end, completion_timestamp=end, time_spent=took, complete=True, correct=1,
                answer={"chosen": "pay"}, simple_answer="pay", interaction_history=[{"type": "answer", "correct": 1}],
            ).save()  # fmt: skip
            at = end


def main(_data: str, port: str, counted: str) -> None:
    """Take the facility over once, then do what each line says."""
    facility = requests.get(f"http://127.0.0.1:{port}/api/public/v1/facility/", timeout=60).json()[0]["id"]
    sync(port, facility)
    user = FacilityUser.objects.create(
        username="learner", full_name="learner", facility=Facility.objects.get(id=facility), password="NOT_SPECIFIED"
    )
    for line in sys.stdin:
        what, _, number = line.strip().partition(" ")
        seconds = 0.0
        if what == "make":
            make(int(number), user)
        else:
            seconds = sync(counted if what == "counted" else port, facility, no_pull=True)
        print("\n" + json.dumps({"seconds": seconds}), flush=True)


main(*sys.argv[1:])
