"""What walks reply: texts that have broken programs, and texts that fit a question."""

from flows.events import MediaReceived

HOSTILE = (
    "", " ", "\u200b", "?", "...", "👍", "👎👎",
    "\U0001f3f3\ufe0f\u200d\U0001f308\U0001f9d1\u200d\U0001f9bd", "\x00\x07", "\ufffd",
    "\u202eabc", "a" * 10_000, "bus " * 1_000, "STOP", "stop texting me", "Stop the traffic",
    "START", "HELP", "CALL", "WHO", "BACK", "SKIP", "delete my data", "complain",
    "wrong number", "0", "1", "2", "3", "4", "9", "-1", "99999999999999999999", "1.5k",
    "about forty", "٣", "২", "1 and 3", "first one", "the last one", "YES", "no", "maybe",
    "not sure", "fuck off", "this is shit", "evet", "hayır", "Durmak istiyorum",
    "Otobüsler hep geç kalıyor", "TÜRKÇE", "bangla", "haan ji",
    "আমাদের বাড়ি ঠান্ডা", "العربية", "przestań", "Cold damp homes, my kids cough",
    "07700 900123", "E8 1AA", "{community.name}", "{0.__class__}", "<script>alert(1)</script>",
    "'; DROP TABLE inbox; --", "%s%n", "http://example.org", "thanks", "hi", "/start needs",
    "i want to kill myself", "everyone", "Lots of us", "my street", "many", "helphere",
    "helphere 2 and more", "please stop sending me things i do not want them", "STOP it", "no more",
    "not 1", "none of them", "1, 2, 3", "3 2 1", "all", "1 then 2", "two", "ENGLISH", "yes but no",
)  # fmt: skip
FITTING: dict[str, tuple[str, ...]] = {
    "words": (
        "damp",
        "my mum needs a lift to the clinic",
        "the lights on the stairs, and the bins",
    ),
    "yes_no": ("yes", "no", "y", "nope", "yes please but not now", "dont know"),
    "number": ("3", "about 40", "none", "a dozen", "-2", "3 or 4", "10000000000000000000000"),
    "date": ("3 March", "tomorrow", "next friday", "31/12/2027", "30 Feb", "in two weeks", "soon"),
    "time": ("6.30pm", "half six", "noon", "25:00", "evening", "18:05"),
    "code": ("K7M-4PX", "k7m 4px", "Marsh Lane", "K7M-4P", "K7M-4PX is on it"),
    "postcode": ("E8 1AA", "e81aa", "E8", "SW1A 1AA or E8 1AA", "E8 IAA"),
    "phone": ("07700 900123", "+44 7700 900456", "999", "077oo 900123"),
    "email": ("sam@example.org", "sam at example dot org", "sam@", "SAM@EXAMPLE.ORG!"),
    "location": ("51.5, -0.1", "///filled.count.soap", "E8 1AA", "by the canal", "200,200"),
    "media": ("[photo]", "[voice]", "https://example.org/a.jpg", "I have no camera"),
    "vote": ("agree", "disagree", "pass", "agree but", "no opinion", "1", "3"),
    "choice": ("1", "2", "first", "the last one", "1 or 2"),
    "choices": ("1 3", "1,2", "all", "none", "all but 1", "12"),
    "rank": ("2 1", "1 2 3", "1 1", "3 first then 2", "1"),
    "ballot": ("1 2", "2", "none", "1 9"),
    "scale": ("1", "4/5", "five", "0", "99", "***"),
}
"""Kind of reply -> replies that fit it, more or less."""
MEDIA = (
    MediaReceived("photo"), MediaReceived("voice"), MediaReceived("sticker"),
    MediaReceived("location", "51.5,-0.1"), MediaReceived("venue", "51.5,-0.1"),
    MediaReceived("location"), MediaReceived("contact"), MediaReceived("", ""),
)  # fmt: skip
