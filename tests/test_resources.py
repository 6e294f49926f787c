"""Files that come with the app."""

from elderapp import resources


def test_assets_lessons_and_locales_are_found():
    assert resources.assets().is_dir()
    assert resources.lessons().is_dir()
    assert resources.locales().is_dir()
