from elderapp.tablet.theme import Theme


def test_praise_names_her_and_says_where_she_stands(window, open_screen):
    words = [writing.text for writing in open_screen("well-done", Theme()).writings()]

    assert "陳太，做得好！" in words
    assert "識做（有人喺身邊）" in words
    assert "睇清楚銀碼先確認" in words


def test_she_may_do_it_again_or_keep_the_card(window, open_screen):
    targets = open_screen("well-done", Theme()).targets()[4:]

    assert [("again-lesson", "secondary"), ("keep-card", "primary")] == [(id, role) for id, _, role in targets]
