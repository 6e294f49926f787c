"""Screens of every widget kind, as the tests of the practice phone use them."""

import pytest

from elderapp.lesson.mock import (
    AppBar,
    Banner,
    Bubble,
    Button,
    CallScreen,
    ChatThread,
    Dialog,
    Field,
    Image,
    Item,
    Keypad,
    List,
    Qr,
    Row,
    Rows,
    Screen,
    SmsThread,
    Status,
    Tab,
    Tabs,
    Text,
    Tile,
    Tiles,
    Toggle,
)
from elderapp.player.play import PhoneView


def view(*widgets, ribbon="plain", night=False, **more):
    return PhoneView("m", ribbon, Screen((Status(), *widgets), night=night), "s", **more)


BALANCE = Rows(items=(Row(id="balance", label="戶口結餘", value="HK$8,260.50"),))
TILES = Tiles(
    items=(
        Tile(id="account", text="戶口", icon="account_balance_wallet"),
        Tile(id="fps", text="轉數快", icon="bolt", goto="payee"),
        Tile(id="bills", text="交賬單", icon="receipt_long"),
        Tile(id="card", text="信用卡", icon="credit_card"),
    )
)
REVIEW = Rows(
    items=(
        Row(id="name", label="收款人", value="CHAN T** M**"),
        Row(id="number", label="手機號碼", value="6000 0000"),
        Row(id="sum", label="金額", value="HK$300"),
    )
)
PEOPLE = List(
    items=(
        Item(id="seller", text="網上賣家", note="6000 0000", icon="storefront", goto="amount"),
        Item(id="daughter", text="阿女", note="6000 0001", icon="person"),
        Item(id="repair", text="陳大文", note="6000 0002", icon="build"),
    )
)
PARCEL = Bubble(
    time="今日 10:05",
    text="【快達速遞】你有包裹未付運費 $12，{when|請今日內}點擊：{link|kuaida-pay.example}逾時將會退回。",
)
CHAT = (
    Bubble(text="阿媽，食咗飯未呀？", time="10:01"),
    Bubble(text="食咗喇", mine=True, time="10:02"),
    Bubble(text="我換咗號碼，{num|用呢個新號碼}，{money|借住$3000}俾我先", time="10:04"),
)
GO_ON = Button(id="continue", text="繼續交易", role="secondary", wait=10)
CANCEL = Button(id="cancel", text="取消交易")
WAITING = {"grey": ("continue",), "waiting": {"continue": 10}}


@pytest.fixture(scope="session")
def views():
    return phones()


def phones():
    """Views of the phone by name."""
    bar = AppBar(text="海港銀行", icon="account_balance")
    back = AppBar(text="輸入金額", icon="bolt", back="home")
    sms = SmsThread(sender="不明號碼", number="6000 0000", messages=(PARCEL,))
    chat = ChatThread(name="阿女", number="6000 0001", messages=CHAT)
    code = Field(id="code", label="輸入密碼", secret=True)
    return {
        "bank": view(bar, BALANCE, TILES, ribbon="money"),
        "home": view(Tiles(items=tuple(Tile(id=f"t{i}", text="天氣", icon="light_mode") for i in range(6)))),
        "three": view(Tiles(columns=3, items=tuple(Tile(id=f"t{i}", text="相片", icon="image") for i in range(9)))),
        "people": view(back, Text(text="收款人手機號碼", style="title"), PEOPLE),
        "amount": view(
            back, Keypad(id="pad", kind="money"), Button(id="next", text="下一步", needs="pad"),
            ribbon="money", typed={"pad": "300"},
        ),
        "pin": view(AppBar(text="登入"), code, Keypad(id="pad", kind="pin", field="code"), typed={"code": "12"}),
        "review": view(back, REVIEW, Button(id="ok", text="確認"), Button(id="stop", text="取消", role="secondary")),
        "rows": view(back, Rows(items=tuple(Row(id=f"r{i}", label="病歷", value="查看", goto="x") for i in range(4)))),
        "warning": view(
            back, Text(id="level", text="高危有伏", style="warning"),
            Text(text="此手機號碼被列為「高危有伏」。請再次查證收款人實屬可靠。"), CANCEL, GO_ON, **WAITING,
        ),
        "dialog": view(
            bar, BALANCE,
            Dialog(title="高危警示", text="請再次查證。", tone="warning", accept=GO_ON, cancel=CANCEL), **WAITING,
        ),
        "advert": view(
            Banner(icon="redeem", text="恭喜！你中了大獎", tone="advert", close="item"),
            Text(text="你是今天的幸運用戶", style="title"), Button(id="claim", text="立即領獎", role="danger"),
        ),
        "banners": view(
            bar, Banner(text="交易已取消，沒有轉賬", tone="good"), Banner(text="八號風球", id="storm", close="x"),
            Text(text="請勿轉賬", style="small"), Text(text="HK$300", style="amount"),
        ),
        "search": view(
            bar, Field(id="query", label="查詢內容", hint="輸入號碼"),
            Button(id="go", text="搜尋", icon="search"), grey=("go",),
        ),
        "sms": view(sms, ribbon="message"),
        "sms-live": view(sms, ribbon="message", live=("when", "link"), marked=("when",)),
        "chat": view(chat, ribbon="message"),
        "chat-live": view(chat, ribbon="message", live=("num", "money")),
        "ringing": view(CallScreen(name="不明來電", number="+852 6000 0000", state="ringing"), ribbon="call"),
        "talking": view(CallScreen(name="不明來電", number="+852 6000 0000"), ribbon="call"),
        "scan": view(back, Text(text="將二維碼放入框內"), Qr(id="code", mode="scan")),
        "show-code": view(back, Qr(id="code", text="pay-me"), Button(id="done", text="完成")),
        "settings": view(
            back, Toggle(id="wifi", text="Wi-Fi", note="連住屋企", on=True), Toggle(id="tower", text="飛行模式"),
            typed={"tower": "on"},
        ),
        "tabs": view(
            Text(text="訊息", style="title"),
            Tabs(active="chats", items=(
                Tab(id="chats", text="聊天", icon="chat"), Tab(id="calls", text="通話", icon="call", goto="calls"),
                Tab(id="set", text="設定", goto="set"),
            )),
        ),
        "album": view(
            bar, Image(picture="bus.png", text="巴士站"),
            Image(picture="bird.png", text="海邊雀仔", id="bird", goto="full"),
        ),
        "night": view(Text(text="晚安", style="title"), Text(text="早啲瞓"), night=True),
    }  # fmt: skip


@pytest.fixture
def phone(window):
    """The phone where a lesson in landscape has it."""
    from elderapp.tablet.phone import PhoneWidget

    widget = PhoneWidget(words=str)
    widget.pos = (728, 22)
    return window.put(widget)
