"""Takes what people put around an answer off a text: greetings, their name, thanks. Reads nothing."""

# ruff: noqa: E501  (patterns)

from collections.abc import Callable
from unicodedata import normalize

import regex

from flows.reader.first_names import FIRST_NAMES
from flows.reader.normal import Said, normalise, plain, words


def _compile(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(normalize("NFD", pattern))


_MAX_CHARS = 300
_MAX_ROUNDS = 6
_GAP = r"[\s,.;:!\-–—]"
_DEAR = (
    "(?:my |me )?(?:loves?|luv|lovey|duck|ducky|duckie|hen|pet|hun|huni|hunni|hunny|mate|matey|pal|bro|bruv|fam|babe|babes|bab|darling|darlin|sweetheart|sweetie"
    "|dear|dears|chuck|cock|flower|petal|lover|boss|sir|madam|miss|marra|man|hinny|butt|butty|bhai|vai|apa|apu|didi|abla|abi|hocam|kardesim|canim|janab|sahib|yaar|yar|bhaijan|walaal|walaalo|abaayo|panie|pani|panstwo"
    "|cariad|bach|del|boyo|la|lad|lass|chief|doll|wee man|big man|habibi|akhi|ukhti|ya akhi|يا اخي|اخي|اختي|ভাই|আপা|بھائی|بهايي)"
)
_GREETING = (
    r"(?:h+i+|hiya+|hello+|hullo|ello|hey+|heya|howdy|yo|morning|afternoon|evening|mornin|(?:good|gud|gd) (?:morning|afternoon|evening|day)|al+right|dear sir(?:s| or madam| ?/ ?madam)?|dear madam|to whom it may concern|ey ?up|ay ?up|eyup|wotcha|whats the craic|dear"
    r"|merhaba(?:lar)?|selam(?:lar)?|selamun aleykum|gunaydin|iyi (?:gunler|aksamlar)|s?h?wmae|su ?mae|helo|bore da|prynhawn da|pnawn da|noswaith dda|as+al+am(?:u|o|a)?(?: ?w?al+a?ikum)?|sal+am+(?: ?al+a?ikum)?"
    r"|nomoshkar|nomoskar|czesc|hej|siema|dzien dobry|dobry wieczor|witam|salaan|iska waran|iska warran|adaab|السلام عليكم|سلام عليكم|مرحبا|اهلا|صباح الخير|مساء الخير|سلام|নমস্কার|হ্যালো|হাই|আসসালামু আলাইকুম|সালাম)"
)
_PLACE = r"(?:(?:from|frm|at|of|in|on) (?:the )?(?:(?:number|no|flat|block|house|unit|apt) \w+|\p{L}+)(?: (?:street|road|close|lane|court|house|flats|estate|avenue|st|rd|terrace|way|towers?|block|end))?)"
_INTRODUCED = (
    r"(?:its|it is|this is|this|my names?(?: is)?|names|the names|tis|only)(?: only| just| me)?"
)
_I_AM = r"(?:im|i am|ben|adim|jestem|ja|ami|ana|mai|main|mein|magacaygu waa|fi yw|انا|আমি|میں)"
_CALLED = _compile(
    rf"(?:{_INTRODUCED} (?:(?P<title>mr|mrs|ms|miss|dr|auntie|uncle|nan|sister|brother|sheikh|pastor|rev) )?(?P<name>[\p{{L}}\p{{M}}]+)(?: (?P<where>here|again|speaking|{_PLACE}))?"
    rf"|{_I_AM} (?P<own>[\p{{L}}\p{{M}}]+)(?: (?:here|dwi|hun|hoon|{_PLACE}))?"
    rf"|(?P<bare>[\p{{L}}\p{{M}}]+) (?:here|speaking|again|{_PLACE})|(?:number|no|flat|house) \d+\w? here|(?:flat|house|apt|apartment|block) (?:\d+\w?|\p{{L}})(?=,|:| -))(?={_GAP}|$)"
)
_THANKS = (
    r"(?<!\bno )(?:many |ok |okay )?(?:thanks?|thank ?(?:you|u|ee)|thankyou|thx|thnx|tnx|ta|ty|cheers|nice one|much appreciated|appreciate it|diolch(?: yn fawr(?: iawn)?| i chi)?|dziekuje(?: bardzo)?|dzieki|tesekkurler|tesekkur ederim|sag ?ol(?:un)?"
    r"|dhonnobad|shukriya|shukran(?: jazilan)?|mahadsanid|meherbani|شكرا(?: جزيلا)?|شكريه|ধন্যবাদ|শুকরিয়া)"
    r"(?: (?:very|so) much| a (?:lot|million|bunch)| loads| again| ever so(?: much)?| (?:for|4) \p{L}[\p{L} ]{1,40}| in advance| guys)?"
)
_PLEASE = r"(?:please|pls|plz|plis|if you (?:dont mind|please|could|would)|lutfen|os gwelwch yn dda|prosze|fadlan|barah e karam|من فضلك|من فضلكم|لو سمحت(?:وا|م|ي)?|رجاء|দয়া করে|প্লিজ|براه كرم)"
_PARTING = (
    r"(?:all the best|have a (?:good|nice|lovely|great) (?:day|one|evening|weekend|week|night)|take care|god bless(?: you)?|bless you|speak soon|see (?:you|u|ya)(?: (?:there|then|soon|later))?|keep up the good work"
    r"|hope (?:that|this|it) helps|hope (?:youre|you are|ur|all is|alls) (?:ok|well|good|alright|keeping well)|sorry (?:for|about) (?:the )?(?:late|slow|delay|delayed)(?: (?:reply|response|answer|text))?|sorry (?:its|im) (?:so )?late|sent from my \w+|tara|ttfn|bye(?: bye)?|ok bye|goodnight|night night|hwyl|pozdrawiam|selamlar)"
)
_SIGNING = FIRST_NAMES | frozenset(
    words(
        "sue jo ann pat may june grace rose hope joy brenda beryl viv val rita bev mo jan di deb debs lou mel nick rob bob bill jack max ray roy ron reg sid stan ted len les norm vic will mark frank grant dean dale glen glenda faith ruby pearl lily violet ivy olive holly hazel iris poppy rosie sandy edith ethel elsie mavis enid gladys hilda irene marjorie muriel peggy winnie cath kath babs trish chaz baz gaz daz shaz"
    )
)
"""Names that are words too: nobody is looked for by them, but they stand under an answer."""
_TAG = r"(?:(?<!\b(?:i|we|you|they|dont|would|really|do|not|id|look|looks|feel|feels|sounds|seems) )(?:me |man )?like|innit|init|in it|eh|so it is|so there is|so there are|so we are|so i do|haha|lol|lmao|hehe|yknow|you know|ken|ya ken|isit|mun|x+|xo+|o+x+)"
_REGARDS = r"(?:(?:many|kind|kindest|best|warm|with)? ?(?:regards|wishes)|yours(?: sincerely| faithfully| truly)?|sincerely|lots of love|love|signed|from|cofion|pozdrawiam|saygilarimla)"
_SAYING = (
    r"(?:(?:well|oh|ooh|so|right|erm+|um+|uh|er|hmm+|ok|okay|look|listen|tbh|honestly|to be (?:honest|fair)|if im honest|lol|haha|let me (?:see|think)|personally|definitely|defo|obviously|as for (?:me|us)|in my (?:opinion|view|house|case)|in our (?:house|flat)|for (?:me|us)(?: personally)?(?: its| it is| it would be| itd be)?)(?![\p{L}\p{N}])"
    r"|(?:i|we|ah)(?:d| would| should| wud| wuld| wid)? (?:have to |has to |like to |love to |wanna |want to )?(?:say|vote for|go for|go with|pick|choose)\b|(?:i|we)(?:ll| will| am| m)? (?:have to )?(?:say|go for|go with|pick|choose|take|plump for|opt for)\b|(?:im |i am )?(?:gonna|going to|gunna) (?:say|go for|go with|pick|choose)\b|(?:im |were |i am )?going (?:for|with)\b|put (?:me |us )?down (?:for|as)\b"
    r"|(?:its|it|thats|that) ?(?:s|is|has|would|will|must|d)? ?(?:got to|gotta|have to|has to|to)? ?be\b|(?:it )?(?:has|got|gotta) (?:got )?(?:to )?be\b|(?:my|our) (?:vote|choice|pick|preference|answer|top choice|main one)s?(?: is| would be| goes to| goes for| is for|s)\b|the answer is\b|can (?:i|we) (?:have|pick|choose|say|go for)\b(?! (?:\d|two|three|four|both|more|several|all|none)\b)|make mine\b)"
)
_OUTER = _compile(
    rf"(?:{_GREETING}(?:{_GAP}+(?:there|all|everyone|everybody|team|folks|guys|again|both|{_DEAR}))*|{_THANKS}|{_PARTING}|{_DEAR})(?:{_GAP}+|$)"
)
_SAID = _compile(rf"{_SAYING}{_GAP}*")
_CLOSE = _compile(
    rf"(?:^|{_GAP}+)(?:{_THANKS}|{_PLEASE}|{_PARTING}|{_DEAR}|{_TAG}|for (?:me|us)(?: personally)?)$"
)
_SIGNED = _compile(
    rf"(?:{_GAP}+{_REGARDS}|\s*[.,!\n–—-]|{_GAP}+(?:{_THANKS}))+{_GAP}*(?:(?P<title>mr|mrs|ms|miss|dr|auntie|uncle|nan)\.? )?(?P<name>[\p{{L}}\p{{M}}]+)(?: [\p{{L}}\p{{M}}]+)?(?:,? {_PLACE})?$"
)
_PLAIN_REGARDS = _compile(rf"{_GAP}+{_REGARDS.replace('|from', '').replace('|love', '')}$")

_SUITS = _compile(
    r"(?<=\p{L}{3})(?:s|'s| is| would be| will be| suits| works)? ?(?<= |s)(?:good|fine|ok|okay|best|great|perfect|better|grand|lovely|brilliant|spot on)(?: (?:for|with|by) (?:me|us))?$|(?<=\p{L}{3}) (?:suits|works)(?: (?:for|with|by))? (?:me|us)(?: (?:best|fine|well|better))?$"
)
_AT_HOME = _compile(
    r"(?:[,.;\s]+(?:at|from) (?:the )?|[,.;]+\s*)(?:flat|apartment|apt) (?:\d+\w?|\p{L})$"
)
_LONG_GAP = _compile(rf"({_GAP}{{3}}){_GAP}+")
_MAY_I = _compile(
    r"^(?:can|could|may) (?:i|we) (?:pick|have|choose|say|do|put|vote for) (?:more than one|two|both|2|3|three|a couple|several|a few)\s*\?\s*(?:if so|if yes|if thats ok)?[\s,.:-]*"
)
_COMMON = frozenset(
    words(
        "the is to it its are was be of in on at for this that there all so and by is am my if about late do dont you are not see will time nice one day"
    )
)
_GATE = (
    _SIGNING.union(
        *(
            regex.findall(r"[\p{L}\p{M}]+", normalize("NFD", pattern))
            for pattern in (_GREETING, _DEAR, _THANKS, _PLEASE, _PARTING, _TAG, _REGARDS, _SAYING)
        ),
        words(
            "xx xxx xxxx here flat suits works good fine best great perfect better grand lovely can could may"
        ),
    )
    - _COMMON
)
"""A text with none of these words is as it is."""


def peel(said: Said, names_answer: Callable[[Said], bool], *, is_answer: bool) -> Said | None:
    """Take greetings, introductions, thanks and endearments off both ends of a text.

    Args:
        said: the text in its plain form.
        names_answer: tells whether some words may be the answer, so that no name goes which is one.
        is_answer: whether "well" or "I'd say" may be an answer themselves, so that they stay.

    Returns:
        What is left; None where nothing went, or nothing is left.
    """
    if len(said.raw) > _MAX_CHARS or _GATE.isdisjoint(said.tokens):
        return None
    whole = _LONG_GAP.sub(r"\1", plain(said.raw)).strip()
    left = whole
    for _ in range(_MAX_ROUNDS):
        before = left
        left = _peel_front(left, names_answer, is_answer=is_answer)
        left = _peel_back(left, names_answer)
        if left == before:
            break
    if left == whole:
        return None
    peeled = normalise(left)
    return peeled if peeled.tokens and peeled.tokens != said.tokens else None


def _peel_front(left: str, names_answer: Callable[[Said], bool], *, is_answer: bool) -> str:
    left = _MAY_I.sub("", left)
    match = _OUTER.match(left)
    if match and not names_answer(normalise(match[0])):
        left = left[match.end() :]
    match = _CALLED.match(left)
    if match and _is_name(match, names_answer, is_answer=is_answer):
        left = left[match.end() :].lstrip(" ,.;:!-–—\n")
    match = None if is_answer else _SAID.match(left)
    return left[match.end() :] if match else left


def _is_name(
    match: "regex.Match[str]", names_answer: Callable[[Said], bool], *, is_answer: bool
) -> bool:
    """Tell whether somebody says who they are: a first name, or "its ... from"."""
    groups = match.groupdict()
    name = groups["name"] or groups["own"] or groups["bare"]
    if name is None:
        return True
    if names_answer(normalise(name)) and not (is_answer and name in _SIGNING):
        return False
    if name in _SIGNING or groups["title"]:
        return True
    where = groups["where"] or ""
    return where[:5] in ("from ", "here") and not names_answer(normalise(where.split()[-1]))


def _peel_back(left: str, names_answer: Callable[[Said], bool]) -> str:
    left = left.rstrip(" ,.;:!-–—\n")
    match = _SIGNED.search(left)
    if (
        match
        and (match["name"] in _SIGNING or match["title"])
        and not names_answer(normalise(match["name"]))
    ):
        left = left[: match.start()]
    left = _AT_HOME.sub("", _SUITS.sub("", left))
    match = _PLAIN_REGARDS.search(left)
    left = left[: match.start()] if match else left
    match = _CLOSE.search(left)
    if match and not names_answer(normalise(match[0])):
        left = left[: match.start()]
    return left
