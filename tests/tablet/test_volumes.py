from elderapp.tablet import volumes


def test_sticks_are_mounted_below_the_usual_folders_and_can_be_written_to(tmp_path):
    for name in ("chow/KINGSTON", "chow/plain-folder", "DIRECT"):
        (tmp_path / name).mkdir(parents=True)
    mounted = {tmp_path / "chow/KINGSTON", tmp_path / "DIRECT"}

    found = volumes.sticks(roots=(tmp_path, tmp_path / "none"), is_mount=mounted.__contains__)

    assert sorted(mounted) == found


def test_nothing_is_plugged_into_this_machine_s_own_folders(tmp_path):
    (tmp_path / "chow").mkdir()

    assert [] == volumes.sticks(roots=(tmp_path,))


def test_on_android_the_app_has_a_folder_of_its_own_on_each_card(tmp_path):
    (tmp_path / "1A2B-3C4D").mkdir()
    (tmp_path / "emulated").mkdir()

    found = list(volumes._android(tmp_path, "/data/user/0/org.elderapp/files"))

    assert [tmp_path / "1A2B-3C4D/Android/data/org.elderapp/files"] == found
    assert found[0].is_dir()
