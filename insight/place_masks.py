"""Patterns of where a person is found: postcode, house and street, e-mail, web, user name."""

# ruff: noqa: E501  (patterns)

from insight.mask_rules import Rule, rule

POSTCODE, STREET = "[postcode]", "[address]"
EMAIL, LINK, HANDLE = "[e-mail address]", "[web address]", "[user name]"

_AREAS = """AB|AL|BA|BB|BD|BFPO|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL
    |DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE
    |LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO
    |SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|B|E|G|L|M|N|S|W"""
_INWARD = r"[\doO][ABD-HJLNP-UW-Z]{2}"

STREETS = """street str st road rd lane ln avenue ave av close crescent cres terrace grove mews gardens
    gdns drive sokak sokağı caddesi ulica heol stryd ffordd"""
NAMED_STREETS = f"""{STREETS} way walk row place court square hill park green parade rise view house tower
    point lodge mansions buildings estate wharf broadway circus passage yard villas vale end heights
    quay gate reach cottages loan wynd path"""
_STREET, _NAMED_STREET = (rf"(?:{'|'.join(some.split())})" for some in (STREETS, NAMED_STREETS))
_PLAIN_WORDS = r"""(?:a|the|in|on|at|of|our|my|your|their|this|that|to|by|for|and|or|per|from|with|is|are
    |was|near|along|down|up|off|into|mph|way|bed|bedroom|hour|hr|minute|minutes|min|mins|star|mile|miles
    |metre|metres|meter|km|m|more|new|big|small|busy|main|narrow|quiet|dark|years?|people|kids|children
    |cars?|bus|buses|times?|days?|weeks?|months?|houses|flats|shops|pm|am|lorries|trees|lights|every
    |side|other|different|same|whole|dead|long|short|nice|good|bad|closed|who|we|they|i|it)"""
_HOUSE = r"(?:(?<![\w£$€.,:/])\d{1,4}[a-k]?(?:\s?[-/]\s?\d{1,4}[a-k]?)?)"
_FLAT = r"(?:\b(?:flat|apartment|apt|maisonette)\s?(?:no\.?\s?|number\s)?\d{1,4}[a-z]?\b,?\s?)"
_SPELT = r"""[\p{L}\d][\w.+-]*\s?[(\[]?\bat\b[)\]]?\s?[\p{L}\d-]+(?:\s?[(\[]?\bdot\b[)\]]?\s?|\.)
    (?:com|net|org|co|uk|ac|gov|info|pl|tr|me|live)\b(?:(?:\s?\bdot\b\s?|\.)(?:uk|com|tr|pl)\b)?"""

PLACE_RULES: tuple[Rule, ...] = (
    rule(r"(?:https?://|www\.)\S+", LINK),
    rule(
        r"[\p{L}\p{M}\d][\p{L}\p{M}\d._%+'’-]*\s?[@＠]\s?[\p{L}\d-]+(?:\s?\.\s?[\p{L}\d-]+)+", EMAIL
    ),
    rule(r"[\p{L}\d][\p{L}\p{M}\d._%+'’-]*[@＠][\p{L}\d][\p{L}\p{M}\d._-]*", EMAIL),
    rule(_SPELT, EMAIL),
    rule(_SPELT, EMAIL, words="dot"),
    rule(r"(?<![\w@＠])[@＠][\p{L}_][\w.]{2,}(?<!\.)", HANDLE),
    rule(
        r"(?<kept>\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|twitter|telegram|facebook|fb)\b"
        r"(?:\W+(?:is|name|user|username|handle|under|me|as)\b)*\W{1,3})"
        r"(?=[\w.]*[\d_.][\p{L}\d])[\p{L}_][\w.]{3,}",
        HANDLE,
    ),
    rule(
        r"(?<![\w@])(?:[\p{L}\d-]+\.)+(?:(?:com|net|org|uk|info|biz|eu|scot|wales|london|app|dev)\b"
        r"|(?:me|io|ly|be|gl|gg|tv|page|link|site|pl|tr)(?=/))(?:[/?#]\S*)?",
        LINK,
    ),
    rule(
        rf"(?<![\p{{L}}\d])(?:{_AREAS})\s?\d[A-Z\d]?[\s.-]{{0,3}}{_INWARD}(?![\p{{L}}\d])", POSTCODE
    ),
    rule(
        rf"(?:{_FLAT}{_HOUSE}?|{_HOUSE}),?\s?(?<=[\s,])(?:(?!{_PLAIN_WORDS}\b)\p{{L}}[\p{{L}}\p{{M}}'’.-]*\s){{1,3}}"
        rf"{_STREET}\b",
        STREET,
    ),
    rule(
        rf"(?:(?i:{_FLAT}){_HOUSE}?|{_HOUSE}),?\s?(?<=[\s,])(?:(?!(?i:{_PLAIN_WORDS})\b)\p{{Lu}}[\p{{L}}\p{{M}}'’.-]*\s){{1,3}}"
        rf"(?:(?=\p{{Lu}})(?i:{_NAMED_STREET}))\b",
        STREET,
        exact_case=True,
    ),
    rule(_FLAT.replace(r",?\s?)", ")"), STREET),
)
