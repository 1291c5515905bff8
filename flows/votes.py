"""Reads a vote on a statement: agree, disagree or pass."""

# ruff: noqa: E501, S105, SIM905  (word lists; a pass is a vote)

from flows.hedges import approximates, doubts, guesses
from flows.normal import Said, normalise, words
from flows.yes_no import decide

_PASS = frozenset(
    normalise(one).key
    for one in (
        "pass,skip,3,c,neutral,neither,next,abstain,no opinion,no view,dont care,dont mind,either,both,in between,neither agree nor disagree,in the middle,depends,it depends,no comment,rather not say"
        ",pas,gec,atla,kararsiz,fikrim yok,cekimser,farketmez,fark etmez,hepgor,pasio,dim barn,bad din,bad dao,বাদ দিন,মত নেই,kono mot nei,pomijam,pomin,wstrzymuje sie,bez zdania,ka bood,aamus,chhoro,chhorein,rehne do,koi rai nahi,چھوڑیں,کوئی رائے نہیں,تخطي,محايد,لا رأي,takhatti,muhayid,🤷,🤷‍♂️,🤷‍♀️,😐"
    ).split(",")
) - {""}
_PASS_SIGNS = "🤷😐🤔⏭"
_AGREE = frozenset(
    normalise(one).key
    for one in words(
        "agree agreed agrees agre agreee aggree support approve katiliyorum katiliyoruz katılırım cytuno cytunof ekmot একমত ekmat raji রাজি zgadzam popieram raacay raacsan raacsanahay waafaqsanahay waafaqsan muttafiq mutafiq ittefaq متفق اتفق موافق اوافق muwafiq mwafiq"
    )
)
_DISAGREE = frozenset(
    normalise(one).key
    for one in words(
        "disagree disagreed disagrees dissagree disagre oppose against katilmiyorum katilmiyoruz anghytuno anghytunof bipokkhe বিপক্ষে অসম্মত ekmotna sprzeciwiam diidan diiday diiddanahay mukhalif مخالف اختلف أعارض معارض"
    )
)
_NOT = frozenset(
    normalise(one).key
    for one in words(
        "not dont do-not cant cannot never no wouldnt didnt ddim nid na noy kuma ma nai nei না নই নয় নেই nie ma aan nahi nahin نہیں لا غير لست degil"
    )
)
_FOR = frozenset(["for", "in favour", "in favor", "a", "all for it", "for it"])
_AGAINST = frozenset(["b", "against it", "not for it"])


def find_vote(said: Said, language: str) -> tuple[str, bool] | None:
    """Find agree, disagree or pass, and whether it is sure. "Not sure" passes."""
    if said.key in _PASS or (not said.tokens and any(sign in said.raw for sign in _PASS_SIGNS)):
        return "pass", True
    if said.key in _FOR | _AGAINST:
        return ("agree" if said.key in _FOR else "disagree"), True
    agree = any(token in _AGREE for token in said.tokens)
    against = any(token in _DISAGREE for token in said.tokens)
    if agree and against:
        return None
    if agree or against:
        is_denied = not _NOT.isdisjoint(said.tokens)
        is_sure = not (guesses(said.tokens) or "but" in said.tokens or doubts(said))
        if is_denied and against:
            return "agree", False
        return ("disagree" if against or is_denied else "agree"), is_sure
    decided = decide(said, language)
    if decided:
        return ("agree" if decided[0] else "disagree"), decided[1]
    return ("pass", True) if doubts(said) and len(said.tokens) <= 6 else None
