"""Cuts Chinese text into words, for the search of the site.

jieba knows the words of Simplified Chinese. Text is cut by what it is in simplified characters, one for one; what is
kept is the text as it was written. Words of ours that it does not know are listed below.
"""

import logging
from collections.abc import Iterator

import jieba
import opencc
from material.plugins.search import plugin

OURS = [
    "轉數快",
    "八達通",
    "平板",
    "配對",
    "配對紙",
    "學員",
    "導師",
    "導師台",
    "導師角",
    "導師號碼",
    "操作員",
    "中心",
    "求助站",
    "點名",
    "舉手",
    "出席",
    "簽到",
    "實時",
    "課堂",
    "課程包",
    "投影",
    "騙案",
    "今日騙案",
    "報失",
    "報告",
    "備份",
    "還原",
    "第一個早上",
    "路由器",
    "熱點",
    "網絡",
    "手提電腦",
    "試算表",
    "匯入",
    "匯出",
    "會員編號",
    "私隱",
    "聲明",
    "身份證",
    "刪除",
    "合併",
    "證書",
    "練習電話",
    "廣東話",
    "讀音",
    "錄音",
    "機械聲",
    "字幕",
    "翻譯",
    "書面語",
    "階段",
    "提示",
    "核實",
    "發布",
    "智方便",
    "長者",
    "義工",
    "同事",
    "經理",
    "指令",
    "視窗",
    "憑證",
    "防騙",
    "詐騙",
    "收線",
    "過數",
    "撳掣",
    "屋企人",
    "一課",
    "開班",
    "排堂",
    "加人",
    "裝置",
    "密碼",
    "登入",
    "登出",
]
"""Words of the trade."""


class Cutter:
    """What `mkdocs-material` asks of jieba."""

    def __init__(self) -> None:
        """Reads the dictionary: a second."""
        jieba.setLogLevel(logging.ERROR)
        self._simplified = opencc.OpenCC("t2s")
        for word in OURS:
            jieba.add_word(self._as_known(word), freq=50_000 * len(word))

    def _as_known(self, text: str) -> str:
        """The text in simplified characters, each in its place."""
        known = self._simplified.convert(text)
        return known if len(known) == len(text) else "".join(self._simplified.convert(one)[:1] or one for one in text)

    def cut(self, text: str | bytes) -> Iterator[str]:
        """The words of a piece of text, in order; together they are the text."""
        text = text.decode("utf-8") if isinstance(text, bytes) else text
        at = 0
        for word in jieba.cut(self._as_known(text)):
            yield text[at : at + len(word)]
            at += len(word)


def install() -> None:
    """From now on the search plugin cuts with it."""
    if not isinstance(plugin.jieba, Cutter):
        plugin.jieba = Cutter()
