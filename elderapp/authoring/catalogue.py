"""Translators' catalogues (.po files): read, written the same bytes every time, merged with what the source says now.

A text is known by its context, not by its words: mend a typo in the Cantonese and the English stays, marked fuzzy, with
the words that it was made from kept beside it (``#| msgid``). Interface words have no context and are known by
themselves.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, unescape, write_po
from msgspec import Struct
from msgspec.structs import replace

from elderapp.errors import ElderError

LIKE, LONG = 0.85, 8
"""How alike two interface texts are, of so many characters at least, that one is taken for the other, mended."""
_PREVIOUS = "|"
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


class CatalogueDamaged(ElderError):
    """A catalogue cannot be read. The message names file and line and says what to do."""

    code = "catalogue-damaged"


class Entry(Struct, frozen=True, kw_only=True):
    """One text. `id` are the Cantonese words, `string` the translation, empty where there is none.

    `previous` are the words that a fuzzy translation was made from. `comments` are for translators, `notes` by them.
    """

    id: str
    context: str = ""
    string: str = ""
    is_fuzzy: bool = False
    previous: str = ""
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    is_obsolete: bool = False

    @property
    def name(self) -> str:
        """What it is known by."""
        return self.context or self.id


def read(path: Path) -> tuple[Entry, ...]:
    """Every entry of a file, obsolete ones last; nothing where there is no file. Raises `CatalogueDamaged`."""
    if not path.exists():
        return ()
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise CatalogueDamaged(f"{path}: {error}: mend that line, or take the last good file") from error
    current = [_entry(message) for message in catalogue if message.id]
    return (*current, *(replace(_entry(old), is_obsolete=True) for old in catalogue.obsolete.values()))


def write(path: Path, entries: Iterable[Entry], language: str = "") -> bool:
    """Writes the file, of a template where no language is given. Gives whether anything changed."""
    catalogue = Catalog(charset="utf-8")
    for one in entries:
        if one.is_obsolete:
            catalogue.obsolete[one.context, one.id] = _message(one)
        else:
            catalogue[one.id] = _message(one)
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, include_lineno=False, include_previous=True)
    data = (_head(language) + body.getvalue().decode().rstrip("\n") + "\n").encode()
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def compiled(entries: Iterable[Entry], language: str) -> bytes:
    """The same for machines (.mo): fuzzy translations are in it, an amber word is better than none."""
    catalogue = Catalog(locale=None, charset="utf-8")
    for one in entries:
        if one.string and not one.is_obsolete:
            catalogue[one.id] = _message(replace(one, is_fuzzy=False))
    catalogue.mime_headers = [("Language", language), ("Content-Type", "text/plain; charset=utf-8")]
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def merge(
    template: Sequence[Entry], old: Sequence[Entry], renamed: Mapping[str, Sequence[str]] | None = None
) -> tuple[Entry, ...]:
    """The template's texts with the translations that `old` has for them; what is no longer said is kept as obsolete.

    `renamed` gives for a context those that it had before. A renamed text whose words are the same stays translated.
    """
    merging = _Merging(old, renamed or {})
    current = [merging.found(one) for one in template]
    return (*current, *merging.left())


class _Merging:
    def __init__(self, old: Sequence[Entry], renamed: Mapping[str, Sequence[str]]) -> None:
        # What is current comes last and wins over an obsolete text of the same name.
        ordered = sorted(old, key=lambda one: not one.is_obsolete)
        self.by_name = {one.name: one for one in ordered}
        self.old = ordered
        self.renamed = renamed
        self.used: set[str] = set()

    def found(self, new: Entry) -> Entry:
        names = (new.name, *self.renamed.get(new.context, ()))
        known = next((self.by_name[name] for name in names if name in self.by_name), None) or self._alike(new)
        if known is None:
            return new
        self.used.add(known.name)
        if not known.string:
            return replace(new, notes=known.notes)
        made_from = known.previous or known.id
        is_same = new.id in (known.id, made_from) if not known.is_fuzzy else new.id == made_from
        return replace(
            new,
            string=known.string,
            notes=known.notes,
            is_fuzzy=not is_same or (known.is_fuzzy and not known.previous),
            previous="" if is_same else made_from,
        )

    def _alike(self, new: Entry) -> Entry | None:
        """An interface text that was mended. Short ones are not guessed at: 放大 is not 放細."""
        if new.context or len(new.id) < LONG:
            return None
        free = [one.id for one in self.old if not one.context and one.name not in self.used and one.string]
        match = get_close_matches(new.id, free, 1, LIKE)
        return self.by_name[match[0]] if match else None

    def left(self) -> Iterator[Entry]:
        for name, one in sorted(self.by_name.items()):
            if name not in self.used and one.string:
                yield replace(one, is_obsolete=True, is_fuzzy=False, previous="", comments=(), files=())


def _entry(message: Message) -> Entry:
    text, string = _text(message.id), _text(message.string)
    before = [note[1:].strip() for note in message.user_comments if note.startswith(_PREVIOUS)]
    quoted = _QUOTED.findall(" ".join(note for note in before if not note.startswith("msgctxt")))
    return Entry(
        id=text,
        context=message.context or "",
        string=string,
        is_fuzzy=message.fuzzy,
        previous="".join(unescape(piece) for piece in quoted),
        comments=tuple(message.auto_comments),
        notes=tuple(note for note in message.user_comments if note and not note.startswith(_PREVIOUS)),
        files=tuple(file for file, _ in message.locations),
    )


def _text(value: object) -> str:
    """The words; of a text with plural forms, which we do not write, the first."""
    return value if isinstance(value, str) else str(value[0]) if isinstance(value, (tuple, list)) and value else ""


def _message(one: Entry) -> Message:
    return Message(
        one.id,
        one.string,
        locations=[(file, 0) for file in one.files],
        flags=["fuzzy"] if one.is_fuzzy else [],
        auto_comments=one.comments,
        user_comments=one.notes,
        previous_id=one.previous or (),
        context=one.context or None,
    )


def _head(language: str) -> str:
    """No date stands in it: the same words make the same file."""
    plural = 'Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"' if language == "en" else ""
    return (
        "# Words of ElderApp. The source words are Hong Kong Cantonese.\n"
        'msgid ""\nmsgstr ""\n"Project-Id-Version: ElderApp\\n"\n'
        f'"Language: {language}\\n"\n"{plural}MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
