import shutil

import pytest
from click.testing import CliRunner

from elderapp import keys, resources
from elderapp.cli.pack import pack
from elderapp.packs import trust
from elderapp.packs.errors import PackDamaged, PackUntrusted
from elderapp.packs.trust import Trust

LESSON = "basics-home-back"
MOCKS = ("mocks/phone-home.yaml", "mocks/phone-home-b.yaml")


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A checkout with one lesson."""
    real = resources.lessons()
    shutil.copytree(real / "basics" / LESSON, tmp_path / "lessons" / "basics" / LESSON)
    (tmp_path / "lessons" / "mocks").mkdir()
    for name in ("facts.yaml", "pronounce.yaml", *MOCKS):
        shutil.copy(real / name, tmp_path / "lessons" / name)
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    return tmp_path


def run(*words: str):
    result = CliRunner().invoke(pack, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_key_is_made_once_and_trusted(root):
    assert "publisher" in run("keys").output
    first = (root / "build" / "keys" / "publisher.key").read_bytes()
    assert "" == run("keys", "--quiet").output

    assert first == (root / "build" / "keys" / "publisher.key").read_bytes()
    public = keys.public_of(bytes.fromhex(first.decode())).hex()
    assert Trust(frozenset({public})) == trust.load(root / "build" / "trust.json")


def test_packs_are_built_verified_and_installed(root):
    run("keys", "--quiet")

    built = run("build", "--engine", "none")
    files = sorted((root / "build" / "packs").glob("*.pack"))
    verified = run("verify", *files)
    installed = run("install", *files, "--folder", root / "tablet")

    assert 0 == built.exit_code
    assert "1 lessons, 0 clips · draft" in built.output
    assert ["basics", "interface"] == [path.name.split("-")[0] for path in files]
    assert (0, 2) == (verified.exit_code, len(verified.output.splitlines()))
    assert 0 == installed.exit_code
    assert [path.name for path in files] == sorted(path.name for path in (root / "tablet").iterdir())


def test_a_broken_lesson_is_told_in_full_and_no_pack_is_written(root):
    path = root / "lessons" / "basics" / LESSON / "lesson.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("goal:", "gaol:"), encoding="utf-8")

    built = run("build", "--engine", "none", "--out", root / "out")

    assert 1 == built.exit_code
    assert f"{LESSON}/lesson.yaml:" in built.output
    assert "gaol" in built.output
    assert "no pack was written" in built.output
    assert not (root / "out").exists()


def test_a_release_without_voices_and_with_the_development_key_is_refused(root):
    built = run("build", "--engine", "none", "--release", "--out", root / "out", "--today", "2026-01-01")

    assert 1 == built.exit_code
    for code in ("draft", "development-key"):
        assert f"error[{code}]" in built.output
    assert not (root / "out").exists()


def test_a_release_goes_out_when_nothing_is_against_it(root, monkeypatch):
    from elderapp.authoring import packing

    monkeypatch.setattr(packing, "refusals", lambda *_: [])
    key = root / "release.key"
    public = keys.public_of(keys.load_or_make(key)).hex()
    trust.save(root / "assets" / "trust.json", Trust(frozenset({public})))

    built = run("build", "--engine", "none", "--release", "--key", key, "--out", root / "out")

    assert 0 == built.exit_code
    assert 0 == run("verify", *(root / "out").iterdir()).exit_code


def test_a_date_that_is_none_is_a_usage_error(root):
    assert 2 == run("build", "--today", "tomorrow").exit_code


def test_a_damaged_pack_is_told(root):
    run("keys", "--quiet")
    (root / "x.pack").write_bytes(b"half")

    with pytest.raises(PackDamaged):
        run("verify", root / "x.pack")


def test_without_anybody_to_trust_nothing_is_verified(root):
    with pytest.raises(PackUntrusted, match="pack keys"):
        run("verify", root / "x.pack")


def test_publishers_can_be_named(root):
    run("build", "--engine", "none")
    public = keys.public_of(keys.load_or_make(root / "build" / "keys" / "publisher.key")).hex()
    trust.save(root / "mine.json", Trust(frozenset({public})))

    assert 0 == run("verify", *(root / "build" / "packs").iterdir(), "--trust", root / "mine.json").exit_code
