"""Files that come with the app."""

from pathlib import Path

from elderapp import resources


def test_assets_lessons_and_locales_are_found():
    assert resources.assets().is_dir()
    assert resources.lessons().is_dir()
    assert resources.locales().is_dir()


def test_what_is_made_lies_in_the_checkout_or_at_home_never_among_the_installed_files(tmp_path, monkeypatch):
    assert resources.root() / "build" == resources.build()
    monkeypatch.setattr(resources, "_INSTALLED", tmp_path)
    monkeypatch.setenv("HOME", "/home/chan")

    assert Path("/home/chan/.elderapp/build") == resources.build()
    monkeypatch.setenv("ELDERAPP_HOME", "/var/lib/elderapp-hub")
    assert Path("/var/lib/elderapp-hub") == resources.build()


def test_an_author_s_own_lessons_come_before_the_app_s(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lessons").mkdir()
    assert resources.root() / "lessons" == resources.lessons()
    lesson = tmp_path / "lessons" / "scams" / "scam-parcel" / "lesson.yaml"
    lesson.parent.mkdir(parents=True)
    lesson.touch()

    assert tmp_path / "lessons" == resources.lessons()
    monkeypatch.chdir("/")
    assert resources.root() / "lessons" == resources.lessons()
