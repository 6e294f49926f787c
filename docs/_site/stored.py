"""The privacy notice, in both languages: the words that the tablet reads out, and what is really stored, by table."""

from elderapp import i18n
from elderapp.hub.pages.privacy import NOTICE
from elderapp.hub.storage import erasing
from elderapp.player.phrases import PHRASES

YUE = """# 私隱聲明 Privacy notice

*[In English](#in-english)*

給學員、家人和中心的人看。每間中心自己是資料使用者，可以在「同事」→「私隱」印出有自己名字和年期的一張。

## 平板第一次登入時讀的幾句

{lines}

## 記低甚麼

| 甚麼 | 為甚麼 | 放在哪裏 | 誰看得到 | 留多久 |
| --- | --- | --- | --- | --- |
| 稱呼（例如陳太）、自己揀的圖 | 登入、點名 | 中心的電腦；那一堂的平板 | 導師、經理、當日同一班的人看到名和圖 | 中心定的月數，最後一次來之後起計；或者你叫刪 |
| 會員編號、年齡組別、地區、是否獨居（可以不答） | 報告只數人數 | 中心的電腦 | 導師、經理 | 同上 |
| 字大細、音量、語速、耳筒、三幅圖的密碼 | 平板記得你怎樣用舒服 | 中心的電腦；那一堂的平板 | 導師看到字大細等；密碼只用來對 | 同上 |
| 上了哪一堂、遲到、缺席 | 點名、資助報告 | 中心的電腦 | 導師、經理；義工只點名 | 刪了名之後，次數仍在，但不知是誰 |
| 做過哪一課、哪一步、有沒有看提示、答對真假題沒有 | 教得好些，知道誰卡住 | 平板、中心的電腦 | 導師、經理 | 同上 |
| 舉手、求助站問過甚麼類別、自己說有沒有信心 | 幫到手 | 平板、中心的電腦 | 導師、經理 | 同上 |

**從來不問、也不存：** 身份證號碼、出生日期、住址、電話號碼、銀行戶口、聲音、相片。平板沒有用攝影機和收音咪；練習電話裏打的字不會離開那一課。

## 交給誰

資助機構收到的只是數目，沒有名。中心可以用 xAPI 交給另一個系統，那要經理開通行證，交出去的是編號，不是名。
沒有任何一樣交給廣告商或者原作者；程式不會自己上網。

## 你的權利

想看、想改、想刪，同任何一位導師講；最遲 40 日內交到給你（《個人資料（私隱）條例》）。不答可以不答的，照樣上到堂。
刪除之後名、編號、圖、證書都沒有了，不可以還原；舊備份輪完之後才完全沒有。
"""
ENGLISH = """
## In English { lang=en }

For learners, their families and the people of a centre. Each centre is the data user; it prints a sheet with its own name and months at
*Staff → Privacy*.

### What the tablet reads out at the first sign-in

{lines}

### What is kept

| What | Why | Where | Who sees it | How long |
| --- | --- | --- | --- | --- |
| What she is called (Mrs Chan) and the picture she chose | signing in, the roll | the centre's computer; that class's tablets | trainers, managers; those of the same class see name and picture | the months that the centre chose, after her last visit; or until she asks |
| Member number, age band, district, whether she lives alone (need not be answered) | reports count people | the centre's computer | trainers, managers | the same |
| Text size, volume, speed, earphones, a secret of three pictures | the tablet is as she likes it | the centre's computer; that class's tablets | trainers, but for the secret, which is only compared | the same |
| Which meetings, late, absent | the roll, funders' reports | the centre's computer | trainers, managers; volunteers take the roll | when the name is erased the count stays, without saying whose |
| Which lesson and step, with which hint, genuine or fake told apart | to teach better, to see who is stuck | the tablet, the centre's computer | trainers, managers | the same |
| A raised hand, the kind of question at the help desk, how confident she says she is | to help | the tablet, the centre's computer | trainers, managers | the same |

**Never asked and never kept:** identity-card numbers, dates of birth, addresses, phone numbers, bank accounts, voices, photographs. The
tablet uses neither camera nor microphone; what is typed on the practice phone stays in that lesson.

### To whom it goes

Funders get figures without names. A centre may pass records on by xAPI: a manager makes the
credential, and what goes out has an id instead of a name. Nothing goes to advertisers or to whoever wrote the program; it does not call home.

### Rights

To read, correct or erase: ask any trainer; within 40 days at the latest (Personal Data (Privacy) Ordinance, Cap. 486). Whoever leaves a
question open takes part all the same. Erasing cannot be undone; old backups keep a name until they have been replaced.
"""
TABLES = """
## Every table with a learner in it { lang=en }

Made from the hub's schema. *Erased*: rows go with her. *Counted*: rows stay, under an id that says nothing any more.

| Table | When she is erased | Columns |
| --- | --- | --- |
{rows}

How all this is protected and what was tried against it: [Security and privacy](security.md). For operators, press by press:
[個人資料](operators/privacy.md).
"""


def notice() -> str:
    """The page."""
    english = i18n.words("en")
    yue = "\n".join(f"> {PHRASES[one]}  " for one in NOTICE)
    told = "\n".join(f"> {english(PHRASES[one])}  " for one in NOTICE)
    rows = "\n".join(
        f"| `{table.name}` | {'counted' if table.name in erasing.COUNTED else 'erased'} "
        f"| {', '.join(f'`{column.name}`' for column in table.columns)} |"
        for table in erasing.about_learners()
    )
    return YUE.replace("{lines}", yue) + ENGLISH.replace("{lines}", told) + TABLES.replace("{rows}", rows)
