"""Which language a text is in, and when not to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reader.language_guess import guess_language
from flows.reader.normal import normalise

LANGUAGES = ("en", "tr", "cy", "bn", "pl", "so", "ur", "ar")
TEXTS = {
    "en": [
        "The lift in my block is broken",
        "We need more buses in the evening",
        "My street is too dark at night",
        "there's nothing for teenagers to do",
        "Bins not collected on time",
        "warmer homes please, mine is damp and cold",
        "It’s the stairs, they’re dirty",
        "a bench by the shops for old people",
        "Later buses please",
        "The lift for Ayşe and the others",
        "nobody answers when you ring the council",
    ],
    "tr": [
        "Asansör bozuk, kimse gelmiyor",
        "sokak lambaları yanmıyor",
        "Çocuklar için oyun parkı yapılsın",
        "iş yok",
        "Asansor bozuk kimse gelmiyor",
        "Is yok burada gencler icin",
        "sokak lambalari yanmiyor gece cok karanlik",
        "Otobus gec geliyor",
        "Evlerimiz çok soğuk ve rutubetli",
        "ISITMA ÇALIŞMIYOR İKİ AYDIR",
    ],
    "pl": [
        "Winda nie działa od miesiąca",
        "Winda nie dziala od miesiaca",
        "Potrzebujemy więcej autobusów wieczorem",
        "Ulica jest ciemna w nocy",
        "my chcemy nowy plac zabaw",
        "nie ma swiatla na ulicy",
        "potrzebny plac zabaw dla dzieci",
        "w mieszkaniu jest grzyb i zimno",
        "dziękuję bardzo za pomoc",
        "Śmieci leżą na schodach cały tydzień",
    ],
    "cy": [
        "Mae angen mwy o fysiau yn y pentref",
        "Dim digon o oleuadau stryd",
        "Rydym ni eisiau parc i'r plant",
        "mae'r lifft wedi torri eto",
        "Dwi ddim yn gwybod",
        "diolch yn fawr iawn",
        "Mae'r tai yn oer ac yn llaith",
        "does dim byd i bobl ifanc yma",
        "mae'r ffordd yn beryglus i blant",
        "hoffwn i weld mwy o goed",
    ],
    "so": [
        "Waxaan u baahanahay basas badan",
        "Wadada waa madow habeenkii",
        "Guryaha waa qabow oo qoyan",
        "caruurta ma haystaan meel ay ku ciyaaraan",
        "aad baad u mahadsantahay",
        "waan ku faraxsanahay",
        "wiishka ayaa jabay muddo bil ah",
        "waxaan rabnaa beer carruurta loogu talagalay",
        "qashinka lama qaado toddobaad kasta",
        "dhalinyarada shaqo ma haystaan",
    ],
    "bn": [
        "বাতি",
        "রাস্তায় আলো নেই",
        "লিফট নষ্ট",
        "আমাদের একটা পার্ক চাই",
        "বাসা অনেক ঠান্ডা",
        "ঘরে পানি পড়ে",
        "বাচ্চাদের খেলার জায়গা নেই",
        "council কিছু করে না",
        "ধন্যবাদ",
        "২ নম্বর বাস আসে না",
    ],
    "ur": [
        "گلی میں روشنی نہیں ہے",
        "لفٹ خراب ہے",
        "ہمیں پارک چاہیے",
        "گھر بہت ٹھنڈا ہے",
        "بس وقت پر نہیں آتی",
        "بچوں کے لیے جگہ نہیں",
        "ڈاکٹر کا وقت نہیں ملتا",
        "کوڑا ہر جگہ ہے",
        "کرایہ زیادہ ہے",
        "شکریہ جناب",
    ],
    "ar": [
        "الشارع مظلم في الليل",
        "المصعد لا يعمل",
        "نحتاج حديقة للأطفال",
        "البيت بارد جدا",
        "الحافلات تتأخر كثيرا",
        "لا توجد إنارة",
        "شكرا جزيلا",
        "الإيجار مرتفع",
        "أريد موعدا مع الطبيب",
        "القمامة في كل مكان",
    ],
}
UNSURE = [
    "",
    "👍👍👍",
    "020 7946 0123",
    "yes",
    "ok",
    "Hackney",
    "tak",
    "evet",
    "şu",
    "شكرا",
    "پارک",
    "the lift",
    "To nie ja",
    "lol omg wtf brb ttyl",
    "Khadija Begum Fatima Ali",
    "merhaba hello czesc ciao",
    "asansör bozuk, please fix it and the ışık yok",
    "خیابان ما تاریک است و چراغ ندارد",
    "Wir brauchen mehr Busse am Abend",
    "Evimizə kömək lazımdır",
    "amader rasta onek kharap",
    "bhai amar basha te mold ache",
    "amar maa oshustho daktar lagbe",
    "hamare ghar bohat thande hain",
    "sarak par roshni nahi hai",
    "bachay bohat beemar the",
    "ana ureed hadiqa lil atfal",
    "wallah el jaw bared",
    "night shift er manush",
]


@pytest.mark.parametrize(
    ("text", "expected"), [(text, one) for one, texts in TEXTS.items() for text in texts]
)
def test_guess_language_is_right_when_there_is_enough(text: str, expected: str) -> None:
    assert guess_language(normalise(text), LANGUAGES) == expected


@pytest.mark.parametrize("text", UNSURE)
def test_guess_language_says_nothing_unless_sure(text: str) -> None:
    assert guess_language(normalise(text), LANGUAGES) == ""


@pytest.mark.parametrize("expected", TEXTS)
def test_guess_language_names_candidates_only(expected: str) -> None:
    others = [one for one in LANGUAGES if one != expected]

    assert {guess_language(normalise(text), others) for text in TEXTS[expected]} == {""}


@given(
    st.text(alphabet=st.characters(), max_size=80)
    | st.lists(st.sampled_from(["the\0", "\ud800", "\ufffe", "lift\x0b", "ışık", "বাতি", "😀"])).map(
        " ".join
    )
)
def test_guess_language_takes_anything(text: str) -> None:
    assert guess_language(normalise(text), LANGUAGES) in ("", *LANGUAGES)
