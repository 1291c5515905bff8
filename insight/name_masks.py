"""Patterns by which people name themselves or others, in the languages of the shipped flows.

A name is known by what stands before it ("my name is"), never by a list of names: what nothing
announces is not found, and what is announced may be no name.
"""

# ruff: noqa: E501  (patterns)

from insight.mask_rules import Rule, rule

NAME = "[name]"

_NOT_NAMES = r"""(?:not|no|on|in|at|down|up|off|out|a|an|the|and|or|but|so|to|of|for|from|by|with|if|when|where
    |how|why|what|who|that|this|it|its|is|are|was|be|been|being|i|i'm|im|me|my|we|our|you|your|they|their|he|she
    |back|please|pls|plz|any|anytime|again|later|now|today|tonight|tomorrow|asap|after|before|between|about|as
    |always|never|still|just|only|very|too|really|all|here|there|next|first|last|same|then|than|will|can|could
    |some|someone|somebody|anyone|nobody|everyone|one|two|whatever|whenever|wherever|old|crazy|mad|names?|upon
    |already|also|because|since|more|over|into|until|every|each|soon|instead|because|well|good|great|sorry|yes
    |live|lives|living|need|needs|want|wants|don't|dont|didn't|didnt|isn't|isnt|wasn't|has|have|had|do|does|did
    |monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|ve|ile|hai|hain|waa|ma
    |oo|iyo|w|z|na|i|mae|yn|ac|ond|deyin|diyebilirsiniz|hoon|hun|aur|ami|main|hocche|হয়|এবং|আমি|আর|ہے|ہیں|اور|میں|و|انا
    |أنا|في|من|council|homes|housing|association|ltd|trust|estates?|group|nhs|london|england|wales|ben|var)"""
_SIGN = r"[\p{L}\p{M}'’-]"
_WORD = rf"(?!{_NOT_NAMES}(?!{_SIGN}))\p{{L}}{_SIGN}*"
_CAPITAL = rf"(?!{_NOT_NAMES}(?!{_SIGN}))(?-i:[\p{{Lu}}\p{{Lt}}])\p{{M}}*(?:{_SIGN}*(?-i:\p{{Ll}}){_SIGN}*|['’.]?\b)"
_SURNAMES = rf"(?:[ ](?:(?:de|van|bin|bint|al|el|ap|ab|ferch)[ ]|al-|el-)?{_CAPITAL}){{0,2}}"
_BODIES = r"council|homes|housing|association|ltd|trust|estates?|group|street|road|lane|house|hall"
_ANY = rf"{_WORD}(?:[ ](?:(?:de|van|bin|bint|al|el|ap|ferch)[ ])?{_WORD}){{0,2}}"
_CAPITALS = rf"(?>{_CAPITAL}{_SURNAMES})(?!\ (?:{_BODIES})\b)"
_IS = r"[\s:=,-]{1,3}"
_ORIGINS = r"""(?!\p{L}+(?:ish|ese|ian|lim|deaf|disabled)\b|black|white|asian|african|deaf|disabled|english|welsh
    |somali|bengali|polish|turkish|kurdish|arab|pakistani|indian|christian|muslim|hindu|sikh|jewish)"""

_TITLE = "mr mrs ms mx dr cllr councillor prof professor rev reverend pastor imam sheikh pan pani bay bayan"
_RELATION = """son daughter husband wife mum mam mother dad father brother sister friend mate neighbour neighbor
    partner boyfriend girlfriend carer uncle aunt auntie cousin nan gran grandma grandad baby boy girl child kid
    landlord landlady teacher doctor gp worker caretaker manager"""
_GREETING = (
    "hi hello hey hiya salaam salam merhaba helo shwmae cześć witam morning evening afternoon"
)
_THANKS = """thanks thank thx cheers regards wishes sincerely faithfully diolch teşekkürler dziękuję pozdrawiam
    signed"""
_THIS_IS = r"(?:this\ is|i\W?m|i\ am|it\W?s|it\ is)\ "


def _any_of(given: str) -> str:
    return rf"(?:{'|'.join(given.split())})"


NAME_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?<kept>\b(?:names?(?:\W{{0,2}}s|\ is|\ are)|(?:i\W?m|i\ am|is|am|was)\ (?:called|named)|named)"
        rf"{_IS}){_ANY}",
        NAME,
        words="name names name's names's name’s named called",
    ),
    rule(rf"(?<kept>\b(?:name|surname|signed)\s?[:=]\s?){_ANY}", NAME, words="name surname signed"),
    rule(rf"(?<kept>\bcalls?\ me{_IS}){_CAPITALS}", NAME, words="call calls", capital=True),
    rule(
        rf"(?<kept>\b(?:everyone|everybody|people|friends|they|you\ can)\ calls?\ me{_IS}){_WORD}",
        NAME,
        words="call calls",
    ),
    rule(
        rf"(?<kept>\b(?:ask\ for|speak\ (?:to|with)|talk\ to|spoke\ (?:to|with)|contact|called)\ )"
        rf"{_CAPITALS}",
        NAME,
        words="ask speak talk spoke contact called",
        capital=True,
    ),
    rule(rf"(?<kept>\b{_any_of(_TITLE)}\.?\ ){_CAPITALS}", NAME, words=_TITLE, capital=True),
    rule(
        rf"(?<kept>\b(?:mr|mrs|cllr|councillor)\.?\ (?:and\ mrs\.?\ )?){_WORD}",
        NAME,
        words="mr mrs cllr councillor",
    ),
    rule(rf"(?<kept>(?-i:\bMiss)\ ){_CAPITALS}", NAME, words="miss", capital=True),
    rule(
        rf"(?<kept>\bmy\ (?:\p{{L}}+\ )?{_any_of(_RELATION)},?\ "
        rf"(?:(?:is\ )?(?:called|named)\ |(?:\W?s\ )?name\ is\ )?){_CAPITALS}",
        NAME,
        words=_RELATION,
        capital=True,
    ),
    rule(
        rf"(?<kept>\b{_any_of(_GREETING)}\W{{1,3}}(?:there\W{{1,2}})?{_THIS_IS}){_ORIGINS}{_CAPITALS}",
        NAME,
        words=_GREETING,
        capital=True,
    ),
    rule(
        rf"(?<kept>(?:^\W*{_THIS_IS}|\bthis\ is\ )){_ORIGINS}{_CAPITALS}(?=\ (?:from|at|here)\b)",
        NAME,
        words="this i'm i’m im",
        capital=True,
    ),
    rule(
        rf"(?<kept>\b{_any_of(_THANKS)}(?:\ you)?[\s,.!-]{{1,4}}){_ORIGINS}{_CAPITALS}(?=\W*$)",
        NAME,
        words=_THANKS,
        capital=True,
    ),
    # Turkish, Welsh, Polish, Somali; Bengali, Urdu and Arabic, also in Latin letters
    rule(
        rf"(?<kept>\b(?:ad[ıi]m|ismim|soyad[ıi]m){_IS}){_ANY}",
        NAME,
        words="adım adim ismim soyadım soyadim",
    ),
    rule(
        rf"(?<kept>\bbana{_IS}){_WORD}(?=\ (?:de(?:yin|rler|yebilirsiniz)?|diye)\b)",
        NAME,
        words="bana",
    ),
    rule(rf"(?<kept>\benw(?:\ i|\ fi)?\ (?:yw|ydy|ydi|oes){_IS}){_ANY}", NAME, words="enw"),
    rule(rf"(?<kept>\bgalwch\ fi\W?n{_IS}){_WORD}", NAME, words="galwch"),
    rule(
        rf"(?<kept>\b(?:nazywam\ si[ęe]|na\ imi[ęe](?:\ mi)?|moje\ imi[ęe](?:\ to)?){_IS}){_ANY}",
        NAME,
        words="nazywam imię imie",
    ),
    rule(
        rf"(?<kept>\bmagac(?:ayg[ua]|a|eyga)?(?:\ waa|\ igu\ waa)?{_IS}){_ANY}",
        NAME,
        words="magacaygu magacayga magaca magac magaceyga",
    ),
    rule(
        rf"(?<kept>\b(?:am[ae]r\ na+m|mer[ae]\ na+m|ismi|esmi|ismee){_IS}){_ANY}",
        NAME,
        words="amar amer mera mere ismi esmi ismee",
    ),
    rule(rf"(?<kept>আমার\s+নাম\s*(?:হলো|হচ্ছে)?[\s:-]+){_WORD}(?:[ ]{_WORD})?", NAME, words="নাম"),
    rule(rf"(?<kept>(?:میرا|میرے)\s+نام[\s:-]+){_WORD}(?:[ ]{_WORD})?", NAME, words="نام"),
    rule(
        rf"(?<kept>(?<!\p{{L}})(?:[اإأ]سمي|اسمى)(?:\s+هو)?[\s:-]+){_WORD}(?:[ ]{_WORD})?",
        NAME,
        words="اسمي إسمي أسمي اسمى",
    ),
)
