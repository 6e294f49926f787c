"""Translators' catalogues: what survives a change of the source."""

from pathlib import Path

import pytest

from elderapp.authoring.catalogue import CatalogueDamaged, Entry, compiled, merge, read, write

SAY = Entry(context="pay/open/say", id="撳「轉數快」。", string="Tap “FPS”.")


def test_what_is_written_is_read_and_written_again_as_the_same_bytes(tmp_path: Path):
    entries = (
        Entry(context="a/b/say", id="一", string="one", comments=("spoken",), files=("lessons/a.yaml",)),
        Entry(context="a/c/say", id="兩\n行", string="2\nl", is_fuzzy=True, previous="舊\n行", notes=("by hand",)),
        Entry(context="a/d/say", id="舊「嘅」", string="old", is_obsolete=True),
    )
    path = tmp_path / "en" / "lessons.po"

    assert write(path, entries, "en")
    assert entries == read(path)
    assert not write(path, read(path), "en")


def test_nothing_is_in_a_catalogue_that_is_not_there(tmp_path: Path):
    assert () == read(tmp_path / "none.po")


def test_a_catalogue_that_cannot_be_read_is_told_with_its_place(tmp_path: Path):
    path = tmp_path / "en.po"
    path.write_text('<<<<<<< HEAD\nmsgid "a"\n', encoding="utf-8")

    with pytest.raises(CatalogueDamaged, match=r"en\.po"):
        read(path)


def test_a_changed_text_keeps_its_translation_as_fuzzy_with_the_words_it_was_made_from():
    changed = Entry(context=SAY.context, id="慢慢撳「轉數快」。")

    (found,) = merge([changed], [SAY])

    assert ("Tap “FPS”.", True, SAY.id) == (found.string, found.is_fuzzy, found.previous)


def test_a_text_that_changes_again_still_shows_the_words_the_translation_was_made_from():
    once = merge([Entry(context=SAY.context, id="二")], [SAY])
    (twice,) = merge([Entry(context=SAY.context, id="三")], once)
    (back,) = merge([Entry(context=SAY.context, id=SAY.id)], [twice])

    assert (True, SAY.id) == (twice.is_fuzzy, twice.previous)
    assert (False, "") == (back.is_fuzzy, back.previous)


def test_what_a_translator_marked_fuzzy_stays_fuzzy():
    doubtful = Entry(context="a", id="一", string="one?", is_fuzzy=True)

    assert (doubtful,) == merge([Entry(context="a", id="一")], [doubtful])


def test_a_renamed_step_keeps_its_translation():
    renamed = {"pay/fps/say": ("pay/open/say",)}
    same, mended = Entry(context="pay/fps/say", id=SAY.id), Entry(context="pay/fps/say", id="另一句")

    (kept,) = merge([same], [SAY], renamed)
    (fuzzy,) = merge([mended], [SAY], renamed)

    assert ("Tap “FPS”.", False) == (kept.string, kept.is_fuzzy)
    assert ("Tap “FPS”.", True, SAY.id) == (fuzzy.string, fuzzy.is_fuzzy, fuzzy.previous)


def test_what_is_no_longer_said_is_kept_and_comes_back():
    (gone,) = merge([], [SAY])
    (again,) = merge([Entry(context=SAY.context, id=SAY.id)], [gone])

    assert gone.is_obsolete
    assert ("Tap “FPS”.", False, False) == (again.string, again.is_fuzzy, again.is_obsolete)


def test_an_empty_translation_that_is_no_longer_said_is_dropped():
    assert () == merge([], [Entry(context="a", id="一")])


def test_a_mended_interface_text_is_found_by_its_words_unless_it_is_short():
    old = [Entry(id="上次學到呢度，撳黃色掣繼續。", string="Carry on"), Entry(id="放大", string="Larger")]

    long, short, *_ = merge([Entry(id="上次學到呢度，撳黃色大掣繼續。"), Entry(id="放細")], old)

    assert ("Carry on", True) == (long.string, long.is_fuzzy)
    assert "" == short.string


def test_a_compiled_catalogue_has_fuzzy_translations_and_contexts():
    import gettext
    import io

    data = compiled([SAY, Entry(id="一", string="one", is_fuzzy=True), Entry(id="二")], "en")
    words = gettext.GNUTranslations(io.BytesIO(data))

    assert "Tap “FPS”." == words.pgettext(SAY.context, SAY.id)
    assert ["one", "二"] == [words.gettext(text) for text in ("一", "二")]
