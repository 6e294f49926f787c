from click.testing import CliRunner

from elderapp import keys
from elderapp.cli.pack import pack
from elderapp.packs import trust as trusted


def run(*words):
    return CliRunner().invoke(pack, ["keys", *(str(word) for word in words)])


def public_of(path):
    return keys.public_of(bytes.fromhex(path.read_text())).hex()


def test_a_new_key_is_shown_and_never_overwritten(tmp_path):
    path = tmp_path / "publisher.key"
    result = run("new", path)

    assert public_of(path) in result.output
    assert 0o600 == path.stat().st_mode & 0o777
    assert 2 == run("new", path).exit_code


def test_a_key_passes_to_the_next_only_where_it_is_trusted(tmp_path):
    old, new, file = tmp_path / "old.key", tmp_path / "new.key", tmp_path / "trust.json"
    run("new", old)
    run("new", new)
    words = ("pass", "--key", old, "--to", public_of(new), "--trust", file, "--on", "2026-11-23")

    assert 2 == run(*words).exit_code
    assert 0 == run("trust", public_of(old), "--trust", file).exit_code
    assert 0 == run(*words).exit_code
    assert trusted.load(file).has(public_of(new))
    assert "handover 2026-11-23" in run("show", file).output


def test_a_key_is_trusted_for_alerts_alone_or_no_more(tmp_path):
    key, file = tmp_path / "hub.key", tmp_path / "trust.json"
    run("new", key)
    run("trust", public_of(key), "--trust", file, "--alerts")
    assert (False, True) == (
        trusted.load(file).has(public_of(key)),
        trusted.load(file).may_publish(public_of(key), "alert-1"),
    )
    run("trust", public_of(key), "--trust", file, "--revoke")
    assert not trusted.load(file).may_publish(public_of(key), "alert-1")
    assert f"revoked: {public_of(key)}" in run("show", file).output


def test_what_is_no_key_is_refused(tmp_path):
    assert 2 == run("trust", "abc", "--trust", tmp_path / "t.json").exit_code
    assert not (tmp_path / "t.json").exists()
