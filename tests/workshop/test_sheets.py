"""Contact sheets: which of them are drawn."""

from elderapp.i18n import words


def test_no_sheet_shows_text_that_a_small_tablet_has_no_room_for(window, tmp_path, monkeypatch):
    from elderapp.tablet.tongue import of_catalogue
    from elderapp.workshop import sheets

    monkeypatch.setattr(sheets, "sheet", lambda _glass, theme, *_: theme)
    monkeypatch.setattr(sheets, "write", lambda _page, folder, name: folder / name)

    drawn = [path.name for path in sheets.all_sheets(window, tmp_path, {"yue": (of_catalogue(words("yue")), [])}, {})]

    assert ["8-inch-portrait-1-yue", "8-inch-portrait-1.25-yue"] == [name for name in drawn if name.startswith("8")]
    assert "12-inch-portrait-1.5-yue" in drawn
