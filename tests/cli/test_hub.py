"""`elderapp hub`: what it is started with, and what the operator reads first."""

import re

import pytest
from click.testing import CliRunner

from elderapp.cli.hub import hub


@pytest.fixture
def served(tmp_path, monkeypatch):
    """The settings a hub was served with; the checkout is a temporary folder."""
    calls = []

    def serve(settings, bound):
        bound.close()
        calls.append(settings)

    monkeypatch.setattr("elderapp.resources.root", lambda: tmp_path)
    monkeypatch.setattr("elderapp.hub.server.serve", serve)
    return calls


def run(*words):
    return CliRunner().invoke(hub, ["--port", "0", *map(str, words)])


def test_a_demo_tells_how_to_log_in_and_how_to_pair_and_offers_the_packs_built_here(tmp_path, served):
    told = run("--demo")

    assert 0 == told.exit_code, told.output
    assert re.search(r"^trainer: chow / \S+$", told.output, re.MULTILINE)
    assert re.search(r"^pairing code: \d{8} ", told.output, re.MULTILINE)
    assert re.search(r"^hub: http://127\.0\.0\.1:\d+ ", told.output, re.MULTILINE)
    assert (tmp_path / "build" / "hub", tmp_path / "build" / "packs") == (served[0].data, served[0].pack_folder)


def test_a_real_hub_keeps_its_packs_in_its_own_folder(tmp_path, served):
    told = run("--data", tmp_path / "centre")

    assert 0 == told.exit_code, told.output
    assert tmp_path / "centre" / "packs" == served[0].pack_folder


def test_the_development_key_is_trusted_only_where_there_is_one(tmp_path, served):
    run()
    (tmp_path / "build" / "trust.json").write_text("[]", encoding="ascii")
    run()

    assert [tmp_path / "assets" / "trust.json", tmp_path / "build" / "trust.json"] == [one.trust for one in served]


@pytest.mark.parametrize("words", [["--port", "65536"], ["--data", "/dev/null/here"]])
def test_what_cannot_be_is_a_mistake_of_use(served, words):
    assert (2, []) == (run(*words).exit_code, served)


def test_a_hub_that_others_reach_is_announced_while_it_serves_and_one_alone_is_not(tmp_path, served, monkeypatch):
    from contextlib import contextmanager

    told = []

    @contextmanager
    def announced(addresses, port, key, *, scheme):
        told.append((addresses, scheme, len(key), len(served)))
        yield
        told.append(len(served))

    monkeypatch.setattr("elderapp.sync.discovery.announced", announced)
    monkeypatch.setattr("elderapp.sync.discovery.own_addresses", lambda: ["192.0.2.9"])
    assert 0 == run().exit_code
    assert [] == told

    assert 0 == run("--host", "0.0.0.0", "--tls").exit_code
    assert 0 == run("--announce").exit_code
    assert [(["192.0.2.9"], "https", 16, 1), 2, (["127.0.0.1"], "http", 16, 2), 3] == told
    assert [False, True, False] == [one.tls for one in served]

    def silent(*_args, **_given):
        raise OSError("no multicast")

    monkeypatch.setattr("elderapp.sync.discovery.announced", silent)
    assert "tablets must be told the address" in run("--announce").output
    assert 4 == len(served)
