"""Old tablets and this hub, this tablet and old hubs, other versions of the wire: nothing is lost between them."""

import json
import zlib

import httpx
import pytest

from elderapp import clock, keys
from elderapp.hub.server import Running
from elderapp.sync import client, protocol, signing
from elderapp.sync import hub as sync_hub
from elderapp.sync.errors import HubRefused
from elderapp.sync.hub import Hub
from tests.sync import exchange

VERSIONS = sorted(path.stem for path in exchange.FOLDER.glob("*.json"))
CHANGES = ("life", "cursor", "asks")
"""What a hub chooses anew, and what a centre may ask for: no part of the promise."""


def passed(name: str) -> list[dict]:
    return json.loads((exchange.FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def missing(old, new, place="") -> list[str]:
    """What stood in an old answer and does not in the new one; what is new besides does not matter."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [lack for key in old.keys() - set(CHANGES) for lack in missing(old[key], new.get(key), f"{place}/{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [lack for n, pair in enumerate(zip(old, new, strict=True)) for lack in missing(*pair, f"{place}/{n}")]
    return [] if old == new else [f"{place}: {old!r} is {new!r}"]


def test_two_versions_are_kept():
    assert ["2026-11-22", "2026-11-27"] == VERSIONS[:2]


def test_what_was_promised_and_is_gone_is_found():
    assert ["/a/0/b: 1 is None"] == missing({"a": [{"b": 1}], "life": 1}, {"a": [{"c": 1}], "d": 2})


@pytest.mark.parametrize("name", VERSIONS)
def test_a_tablet_of_that_day_is_answered_as_it_was_then(name, tmp_path):
    with exchange.fixed(), Running(exchange.hub_in(tmp_path / "hub")) as running:
        for one in passed(name):
            answer = httpx.request(
                one["method"], f"{running.address}{one['target']}", content=bytes.fromhex(one["body"]),
                headers=one["headers"], trust_env=False,
            )  # fmt: skip
            assert (one["status"], one["media"]) == (answer.status_code, answer.headers["content-type"]), answer.text
            assert [] == missing(one["answer"], answer.json()), one["target"]


@pytest.mark.parametrize("name", VERSIONS)
def test_this_tablet_believes_a_hub_of_that_day(name, tmp_path):
    """Its answers may lack what came later; what it does not know, it says it does not know."""
    there = {(one["method"], one["target"].partition("?")[0]): one for one in passed(name)}

    def answer(request: httpx.Request) -> httpx.Response:
        one = there.get((request.method, request.url.path))
        if one is None:
            unknown = protocol.Refusal("unknown-address", 404, now=exchange.NOW)
            return httpx.Response(
                404, headers={"Content-Type": protocol.PROBLEM_JSON}, content=protocol.encode(unknown)
            )
        return httpx.Response(one["status"], headers={"Content-Type": one["media"]}, json=one["answer"])

    with exchange.fixed(), exchange.tablet_in(tmp_path / "tablet") as store:
        with client.pair(store, "http://hub.test", exchange.CODE, transport=httpx.MockTransport(answer)) as hub:
            done = client.sync_once(store, hub, folder=tmp_path / "packs")
        assert client.Outcome(3, 1, roster=True) == done
        assert 3 == store.epochs()[-1].acked
        assert "s-1" == store.roster().session.id


def test_words_that_one_end_does_not_know_are_not_looked_at(tmp_path):
    """A newer tablet's message with more in it is taken; its signature is over all of it."""
    strange = {"tomorrow": {"x": [1]}, "sig2": "00"}
    private = bytes.fromhex(exchange.TABLET_KEY)
    with exchange.fixed(), Running(exchange.hub_in(tmp_path / "hub")) as running:

        def ask(path: str, message: dict, device: str) -> httpx.Response:
            target, body = f"{protocol.BASE}{path}", json.dumps({**message, **strange}).encode()
            if path != "/pair":
                body = zlib.compress(body)
            headers = signing.sign_request(
                private, device=device, method="POST", target=target, body=body, time_ms=exchange.NOW,
                nonce=clock.new_id(),
            )  # fmt: skip
            return httpx.post(f"{running.address}{target}", content=body, headers=headers, trust_env=False)

        public = keys.public_of(private).hex()
        paired = ask("/pair", {"code": exchange.CODE, "public_key": public}, "new")
        device = paired.json()["device"]
        person = {"id": "p-9", "name": "何太", "picture": "bird", **strange}
        assert ["p-9"] == ask(f"/{device}/people", {"people": [person]}, device).json()["done"]

    for kind in (protocol.PairReply, protocol.Receipt, protocol.RosterReply, protocol.Refusal):
        least = {"device": "d", "centre": "c", "tablet": "1", "seq": 1, "head": "", "code": "gap", "status": 409}
        assert protocol.decode(json.dumps({**least, **strange}).encode(), kind)


@pytest.mark.parametrize(("version", "code"), [(2, "wire-too-new"), (0, "wire-too-old")])
def test_another_version_is_told_so_and_the_tablet_keeps_everything(version, code, tmp_path, monkeypatch):
    with exchange.fixed(), Running(exchange.hub_in(tmp_path / "hub")) as running:
        with exchange.tablet_in(tmp_path / "tablet") as store:
            client.pair(store, running.address, exchange.CODE).close()
            monkeypatch.setattr(sync_hub, "BASE", f"/sync/v{version}")
            with client.known_hub(store) as hub, pytest.raises(HubRefused) as caught:
                client.sync_once(store, hub)

            assert code == caught.value.code
            assert 0 == store.epochs()[-1].acked
            assert 3 == len(store.unsent(0, 10))
            assert ["p-3"] == [met.learner.id for met in store.unsent_people()]
        asked = httpx.get(f"{running.address}/sync/v{version}/hello", trust_env=False)
        assert (426, protocol.WIRE) == (asked.status_code, asked.json()["wire"])
        assert 404 == httpx.get(f"{running.address}/sync/next/hello", trust_env=False).status_code


def test_a_tablet_that_speaks_another_version_is_not_paired_and_its_code_stays_good(tmp_path, monkeypatch):
    with exchange.fixed(), Running(exchange.hub_in(tmp_path / "hub")) as running:
        private = bytes.fromhex(exchange.TABLET_KEY)
        for version, code in ((2, "wire-too-new"), (0, "wire-too-old")):
            real = protocol.PairRequest
            monkeypatch.setattr(sync_hub, "PairRequest", lambda *a, real=real, v=version, **k: real(*a, **k, wire=v))
            with Hub(running.address, "", private) as hub, pytest.raises(HubRefused) as caught:
                hub.pair(exchange.CODE, keys.public_of(private))
            assert code == caught.value.code
            monkeypatch.undo()
        with Hub(running.address, "", private) as hub:
            assert "01" == hub.pair(exchange.CODE, keys.public_of(private)).tablet
