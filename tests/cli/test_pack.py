import shutil

import pytest
from click.testing import CliRunner

from elderapp import keys, resources
from elderapp.cli.pack import pack
from elderapp.packs import trust
from elderapp.packs.errors import PackOlder
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
    monkeypatch.chdir(tmp_path)
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
    assert (0, 2) == (verified.exit_code, sum(line.startswith(str(root)) for line in verified.output.splitlines()))
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

    (root / "y.pack").write_bytes(b"")
    result = run("verify", root / "x.pack", root / "y.pack")

    assert 1 == result.exit_code
    assert 2 == result.output.count("error[pack-damaged]")


def test_without_anybody_to_trust_nothing_is_verified(root):
    result = run("verify", root / "x.pack")

    assert 1 == result.exit_code
    assert "elderapp pack keys" in result.output


def test_publishers_can_be_named(root):
    run("build", "--engine", "none")
    public = keys.public_of(keys.load_or_make(root / "build" / "keys" / "publisher.key")).hex()
    trust.save(root / "mine.json", Trust(frozenset({public})))

    assert 0 == run("verify", *(root / "build" / "packs").iterdir(), "--trust", root / "mine.json").exit_code


def test_the_version_follows_from_what_changed_and_diff_tells_it(root):
    run("keys", "--quiet")
    run("build", "--engine", "none")
    folder = root / "build" / "packs"
    (first,) = folder.glob("basics-*.pack")
    old = root / first.name
    shutil.copy(first, old)
    assert first.read_bytes() == old.read_bytes()
    run("build", "--engine", "none")
    assert old.read_bytes() == first.read_bytes()

    path = root / "lessons" / "basics" / LESSON / "lesson.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: ", "title: 新", 1), encoding="utf-8")
    run("build", "--engine", "none")
    (second,) = folder.glob("basics-*.pack")
    told = run("diff", old, second)

    assert ("basics-1.0.0.pack", "basics-1.0.1.pack") == (old.name, second.name)
    assert (0, True) == (told.exit_code, "patch words" in told.output)
    assert 1 == run("diff", second, old).exit_code
    assert '"weight": "patch"' in run("diff", old, second, "--format", "json").output
    assert 2 == run("diff", old, next(folder.glob("interface-*.pack"))).exit_code


def test_an_older_pack_does_not_replace_a_newer_one_unless_told(root):
    run("keys", "--quiet")
    run("build", "--engine", "none")
    (first,) = (root / "build" / "packs").glob("basics-*.pack")
    old = root / first.name
    shutil.copy(first, old)
    path = root / "lessons" / "basics" / LESSON / "lesson.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: 新", 1), encoding="utf-8")
    run("build", "--engine", "none")
    run("install", *(root / "build" / "packs").glob("basics-*.pack"), "--folder", root / "tablet")

    with pytest.raises(PackOlder, match="older than"):
        run("install", old, "--folder", root / "tablet")
    assert 0 == run("install", old, "--folder", root / "tablet", "--downgrade").exit_code
    assert [old.name] == [path.name for path in (root / "tablet").iterdir()]


def test_a_lesson_whose_mastery_changed_must_say_so_in_its_version(root):
    run("keys", "--quiet")
    run("build", "--engine", "none")
    path = root / "lessons" / "basics" / LESSON / "lesson.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    id: ", "    key: false\n    id: ", 3), encoding="utf-8")
    result = run("build", "--engine", "none")

    assert 'write version: "2.0.0"' in result.output
