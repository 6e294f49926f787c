"""A manager gives another program a key, and takes it back."""

import re

import httpx
import pytest

from elderapp.hub.storage import audit, credentials
from elderapp.hub.storage.engine import reading

PAGE = "/credentials"


@pytest.fixture
def boss(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)


def made(html: str) -> tuple[str, str, str]:
    """Address, name and secret as the page shows them once."""
    return tuple(re.findall(r'<p class="address">([^<]+)</p>', html))


def asked(address: str, name: str, secret: str, method: str = "GET") -> int:
    headers = {"x-experience-api-version": "1.0.3"}
    return httpx.request(
        method, f"{address}statements", auth=(name, secret), headers=headers, json=[], trust_env=False
    ).status_code


def test_a_key_is_shown_once_works_as_it_says_and_is_taken_back(boss, small_hub):
    assert "資助機構" in boss.get(PAGE).text
    reader = made(boss.submit(PAGE, {"title": "勞福局 <b>", "right": "read"}, page=PAGE).text)
    writer = made(boss.submit(PAGE, {"title": "其他課程", "right": "write"}, page=PAGE).text)
    assert f"{small_hub.address}/xapi/" == reader[0]
    assert [200, 403] == [asked(*reader), asked(*reader, "POST")]
    assert [200, 200] == [asked(*writer), asked(*writer, "POST")]

    html = boss.get(PAGE).text
    assert reader[1] in html
    assert reader[2] not in html
    assert "勞福局 &lt;b&gt;" in html
    with reading(small_hub.engine) as connection:
        assert {reader[1]: False, writer[1]: True} == {
            one.id: one.may_write for one in credentials.credentials(connection, 1)
        }
    assert "收回之後" in boss.get(f"{PAGE}/{reader[1]}/revoke").text
    assert 200 == asked(*reader)
    for _ in range(2):
        assert 303 == boss.submit(f"{PAGE}/{reader[1]}/revoke", page=PAGE).status_code
    assert [401, 200] == [asked(*reader), asked(*writer)]
    assert "收回咗" in boss.get(PAGE).text
    with reading(small_hub.engine) as connection:
        told = [one.what for one in audit.entries(connection, 1)]
    assert (2, 1) == (told.count("credential-added"), told.count("credential-revoked"))


def test_what_is_missing_is_told_and_nothing_made(boss, small_hub):
    for form in ({"title": "", "right": "read"}, {"title": "x" * 41, "right": "read"}, {"title": "x", "right": "all"}):
        answer = boss.submit(PAGE, form, page=PAGE)
        assert (422, True) == (answer.status_code, 'role="alert"' in answer.text)
    assert 404 == boss.get(f"{PAGE}/1-nobody/revoke").status_code
    assert 404 == boss.submit(f"{PAGE}/1-nobody/revoke", page=PAGE).status_code
    with reading(small_hub.engine) as connection:
        assert [] == credentials.credentials(connection, 1)
