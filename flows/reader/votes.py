"""Reads a vote on a statement: agree, disagree or pass."""

# ruff: noqa: E501, S105, SIM905  (word lists; a pass is a vote)

import regex

from flows.reader.hedges import doubts, guesses
from flows.reader.normal import Said, normalise, plain, words
from flows.reader.yes_no import decide

_PASS = frozenset(
    normalise(one).key
    for one in (
        "pass,skip,3,c,neutral,neither,next,abstain,no opinion,no view,dont care,dont mind,either,both,in between,neither agree nor disagree,in the middle,depends,it depends,no comment,rather not say"
        ",fikrad ma hayo,nothing to say,dont want to say,prefer not to say,skip it,মতামত নেই,কোনো মতামত নেই,কোন মতামত নেই,motamot nai,motamot nei,kono motamot nei,kono motamot nai,rayi ma hayo,rayi ma lihi,ra'yi ma lihi,wax rayi ah ma hayo,لا رأي لي,ليس لي رأي,ليس لدي رأي,ما عندي رأي,ma andi rai,ma 3andi ray,nie mam zdania,nie mam opinii,brak zdania,obojetnie,wszystko jedno,bir fikrim yok,yorum yok,gorusum yok,dim barn gen i,does gen i ddim barn,meri koi rai nahi,koi raye nahi,میری کوئی رائے نہیں,পাস,pas,geciyorum,gecerim,pas geciyorum,gec,atla,kararsiz,fikrim yok,cekimser,farketmez,fark etmez,hepgor,pasio,dim barn,bad din,bad dao,বাদ দিন,মত নেই,kono mot nei,pomijam,pomin,wstrzymuje sie,bez zdania,ka bood,aamus,chhoro,chhorein,rehne do,koi rai nahi,چھوڑیں,کوئی رائے نہیں,تخطي,محايد,لا رأي,takhatti,muhayid,🤷,🤷‍♂️,🤷‍♀️,😐"
    ).split(",")
) - {""}
_PASS_SIGNS = "🤷😐🤔⏭"
_AGREE = frozenset(
    normalise(one).key
    for one in words(
        "agree agreed agrees agre agreee aggree support approve katiliyorum katiliyoruz katılırım cytuno cytunon cytunof ekmot একমত ekmat raji রাজি zgadzam popieram raacay raacsan raacsani raacsanayn raacsanahay اتفاق waafaqsanahay waafaqsan muttafiq mutafiq ittefaq متفق اتفق موافق اوافق muwafiq mwafiq"
    )
)
_DISAGREE = frozenset(
    normalise(one).key
    for one in words(
        "disagree disagreed disagrees dissagree disagre oppose against katilmiyorum katilmiyoruz anghytuno anghytunon anghytunof bipokkhe বিপক্ষে অসম্মত ekmotna sprzeciwiam diidan diiday diiddanahay mukhalif مخالف اختلف أعارض معارض"
    )
)
_NOT = frozenset(
    normalise(one).key
    for one in words(
        "not dont do-not cant cannot couldnt never no wouldnt didnt doesnt ddim nid na noy kuma ma nai nei না নই নয় নেই nie ma aan nahi nahin نہیں لا غير لست degil"
    )
)
_MAX_PASS = 6
_ASKING = frozenset(words("who what why when where how which does did is are"))
_PARTLY = frozenset(
    words(
        "some partly somewhat slightly half mostly mainly partially kind sort unless if except although"
    )
)
_FOR = frozenset(["for", "in favour", "in favor", "a", "all for it", "for it"])
_AGAINST = frozenset(["b", "against it", "not for it"])


_EXACT = (
    dict.fromkeys(_AGREE | _FOR | {"1"}, "agree")
    | dict.fromkeys(_DISAGREE | _AGAINST | {"2"}, "disagree")
    | dict.fromkeys(_PASS, "pass")
)


def _weigh(said: Said, at: int, *, is_against: bool, language: str) -> tuple[str, bool]:
    """Tell what a word for agreeing means with the words around it."""
    before, after = said.tokens[:at], said.tokens[at + 1 :]
    if before[:1] in (("no",), ("yes",)) and len(before) > 1:
        before = before[1:]  # "no, I disagree"
    is_denied = not _NOT.isdisjoint(before) or (language != "en" and not _NOT.isdisjoint(after))
    is_partly = not _PARTLY.isdisjoint(said.tokens) or "but" in after or "to" in after[:1]
    is_sure = not (guesses(said.tokens) or is_partly or doubts(said))
    if "more" in after and is_denied:  # "couldn't agree more"
        return ("disagree" if is_against else "agree"), is_sure
    if is_denied and is_against:
        return "agree", is_sure and not {"cant", "cannot", "couldnt"}.isdisjoint(before)
    return ("disagree" if is_against or is_denied else "agree"), is_sure


def _skips(said: Said) -> bool:
    if not (_AGREE | _DISAGREE).isdisjoint(said.tokens):
        return False
    if said.tokens[:1] in (("skip",), ("pass",)) and len(said.tokens) < _MAX_PASS:
        return True
    if "pass" not in said.tokens:
        return False
    return _PASSING.search(plain(said.raw)) is not None


_PASSING = regex.compile(
    r"^(?:(?:i|ill|im|id|ill have to|i think ill|gonna|going to|have to|rather|a) )*pass(?:ing)?\s*[,.;!-]+\s*(?!but|no\b|not\b|or\b|actually|wait)"
    r"|(?:^|[\s,.;!-])(?:ill|i will|i|im gonna|im going to|id rather|have to|gonna) (?:have to |just )*pass(?: on (?:this|that)(?: one)?| this (?:one|time))?(?: thanks| please| ta| x)?$"
)


def find_vote(said: Said, language: str) -> tuple[str, bool] | None:
    """Find agree, disagree or pass, and whether it is sure. "Not sure" passes."""
    told = _EXACT.get(said.key)
    if told is not None and said.raw.isascii():
        return told, True
    if (
        said.key in _PASS
        or _skips(said)
        or (not said.tokens and any(sign in said.raw for sign in _PASS_SIGNS))
    ):
        return "pass", True
    if said.key in _FOR | _AGAINST:
        return ("agree" if said.key in _FOR else "disagree"), True
    if said.tokens and said.tokens[0] in _ASKING:
        return None
    agree = [at for at, token in enumerate(said.tokens) if token in _AGREE]
    against = [at for at, token in enumerate(said.tokens) if token in _DISAGREE]
    if agree and against:
        return ("pass", True) if "neither" in said.tokens and "nor" in said.tokens else None
    if agree or against:
        return _weigh(said, (agree or against)[0], is_against=bool(against), language=language)
    decided = decide(said, language)
    if decided:
        return ("agree" if decided[0] else "disagree"), decided[1]
    return ("pass", True) if doubts(said) and len(said.tokens) <= 6 else None
