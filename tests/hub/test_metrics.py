"""Figures for a monitoring program: patterns of routes and counts, nobody's name and no id."""

import re

from elderapp.records.statements import Verb
from elderapp.sync.protocol import BASE


def test_figures_have_patterns_and_counts_and_no_ids(small_hub, stranger, new_browser, make_token):
    tablet = small_hub.tablet("窗邊嗰部")
    tablet.say(Verb.INITIALIZED, "demo-01", "pay-fps-send", small_hub.demo.session, version="1.0.0", nth=1)
    assert 200 == tablet.push().status_code
    boss = new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)
    boss.get("/learners/demo-01?secret=陳太")
    boss.get("/wp-admin/陳太")
    boss.request("BREW", "/learners")

    assert 401 == stranger.get("/metrics").status_code
    trainer = new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)
    assert 403 == trainer.get("/metrics").status_code
    answer = stranger.get("/metrics", headers={"Authorization": f"Bearer {make_token(small_hub)}"})
    assert answer.headers["content-type"].startswith("text/plain")
    text = answer.text
    values = dict(re.findall(r"^(\S+) (\S+)$", text, re.MULTILINE))
    assert "1.0" == values["elderapp_statements"]
    assert "1.0" == values["elderapp_tablets"]
    assert f'elderapp_requests_total{{method="POST",route="{BASE}/batch",status="200"}}' in values
    assert f'elderapp_requests_total{{method="POST",route="{BASE}/pair",status="200"}}' in values
    assert 'elderapp_requests_total{method="GET",route="/learners/{learner}",status="200"}' in values
    ids = ("demo-01", tablet.device, small_hub.demo.session, "陳太", "窗邊", "secret", "wp-admin", "BREW", "chow")
    assert [] == [word for word in ids if word in text]
