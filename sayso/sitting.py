"""A person sorts the answers in the terminal, key by key. What the keys do is in workers."""

from collections.abc import Callable, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from flows.errors import InputError
from insight.frame import Theme
from insight.wording import name_language
from sayso.changing_topics import add_named
from sayso.keyboard import Keyboard
from storage import topics
from workers.sorting import Left, Piece
from workers.sorting_desk import Desk

ON_A_PAGE = 9
MOST_ALIKE = 5
HELP = (
    "digits: choose   Enter: that is it   0: no topic   m: more topics   s: skip   u: undo\n"
    "t: write a translation   b: say why   n: new topic   k: keep out as abusive   q: quit"
)


def write_left(left: Left) -> str:
    """Write what is left, by language."""
    parts = [
        f"{name_language(code)} {one.waiting} of {one.heard}"
        for code, one in left.by_language.items()
        if one.waiting
    ]
    told = f"{left.waiting} not sorted" + (f" ({', '.join(parts)})" if parts else "")
    return f"Left: {told}; {left.unconfirmed} suggested and not looked at."


class Sitting:
    """One person at the desk, until nothing is left or they quit."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._keyboard = Keyboard()
        self._out = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
        self._themes: Sequence[Theme] = ()
        self._chosen: list[str] = []
        self._because = ""
        self._page = 0

    def run(self) -> None:
        """Show one piece after another."""
        with self._keyboard:
            self._sort_all()
        self._out.print(write_left(self._desk.count_left()))

    def _sort_all(self) -> None:
        while (piece := self._desk.find_next()) is not None:
            self._out.print()
            self._out.print(write_left(self._desk.count_left()), style="dim")
            self._begin(piece)
            if not self._see_to(piece):
                return

    def _begin(self, piece: Piece) -> None:
        present = self._desk.present
        with self._desk.house.database.transaction() as db:
            live = topics.list_topics(db, present.community.id, present.engagement.id)
        first = [theme for code in piece.suggested for theme in live if theme.code == code]
        self._themes = [*first, *(theme for theme in live if theme not in first)]
        self._chosen = [theme.code for theme in first]
        self._because, self._page = "", 0
        self._show(piece)

    def _show(self, piece: Piece) -> None:
        alike = len(piece.ids) - 1
        also = f", and {alike} that {'say' if alike > 1 else 'says'} nearly the same" * (alike > 0)
        self._out.print(Text(f"{name_language(piece.language)}{also}", style="dim"))
        for words in piece.words[:MOST_ALIKE]:
            self._out.print(Text(f"  {words}", style="bold"))
        if piece.translation:
            self._out.print(Text(f"  = {piece.translation}", style="italic"))
        self._show_topics(piece)
        self._out.print(HELP, style="dim")

    def _show_topics(self, piece: Piece) -> None:
        language = self._desk.present.community.languages[0]
        start = self._page * ON_A_PAGE
        for n, theme in enumerate(self._themes[start : start + ON_A_PAGE], start=1):
            mark = "x" if theme.code in self._chosen else " "
            also = "  (suggested)" if theme.code in piece.suggested else ""
            self._out.print(f"  {n} [{mark}] {topics.name_topic(theme, language)}{also}")
        if len(self._themes) > ON_A_PAGE:
            pages = -(-len(self._themes) // ON_A_PAGE)
            self._out.print(f"  m more topics ({self._page + 1} of {pages})", style="dim")

    def _see_to(self, piece: Piece) -> bool:
        """Take keys until the piece is done with; False to quit."""
        while True:
            key = self._keyboard.read_key()
            if key in ("", "q", "\x03", "\x04"):
                return False
            try:
                if self._press(piece, key):
                    return True
            except InputError as error:
                self._out.print(f"{error}.")

    def _press(self, piece: Piece, key: str) -> bool:
        """Do what a key says; True when another piece comes next."""
        if key in "123456789":
            self._toggle(piece, int(key) - 1)
            return False
        act = _KEYS.get(key)
        return act is not None and act(self, piece)

    def _toggle(self, piece: Piece, at: int) -> None:
        at += self._page * ON_A_PAGE
        if at >= len(self._themes) or at >= (self._page + 1) * ON_A_PAGE:
            return
        code = self._themes[at].code
        if code in self._chosen:
            self._chosen.remove(code)
        else:
            self._chosen.append(code)
        self._show_topics(piece)

    def _confirm(self, piece: Piece) -> bool:
        if not self._chosen:
            self._out.print("Choose with digits first, or 0: about no topic.")
            return False
        self._desk.sort(piece, self._chosen, because=self._because)
        return True

    def _choose_none(self, piece: Piece) -> bool:
        self._desk.sort(piece, [], because=self._because)
        return True

    def _keep_out(self, piece: Piece) -> bool:
        self._desk.sort(piece, [], because=self._because, kept_out=True)
        self._out.print("Kept out as abusive; u takes it back.")
        return True

    def _skip(self, piece: Piece) -> bool:
        self._desk.skip(piece)
        return True

    def _undo(self, piece: Piece) -> bool:
        if self._desk.undo():
            return True
        self._out.print("There is nothing to take back.")
        return False

    def _translate(self, piece: Piece) -> bool:
        words = self._keyboard.read_line("What it says, in your language")
        if not words:
            return False
        self._desk.translate(piece, words)
        return True

    def _say_why(self, piece: Piece) -> bool:
        self._because = self._keyboard.read_line("Because")
        return False

    def _add_topic(self, piece: Piece) -> bool:
        name = self._keyboard.read_line("The new topic's name, in English")
        if not name:
            return False
        why = self._keyboard.read_line("Why it is needed") or "named at the desk"
        desk = self._desk
        theme = add_named(desk.house, desk.present, name, who=desk.who, why=why)
        self._themes = [theme, *self._themes]
        self._chosen.append(theme.code)
        self._page = 0
        self._show_topics(piece)
        return False

    def _turn_page(self, piece: Piece) -> bool:
        pages = -(-len(self._themes) // ON_A_PAGE)
        self._page = (self._page + 1) % pages
        self._show_topics(piece)
        return False


_KEYS: Mapping[str, Callable[[Sitting, Piece], bool]] = {
    "\r": Sitting._confirm,
    "\n": Sitting._confirm,
    "0": Sitting._choose_none,
    "s": Sitting._skip,
    "u": Sitting._undo,
    "t": Sitting._translate,
    "b": Sitting._say_why,
    "n": Sitting._add_topic,
    "k": Sitting._keep_out,
    "m": Sitting._turn_page,
}
