"""Number words of eight languages and their Latin spellings, as data. Holds no reading.

A line is "value: words"; a row counts on from its first value. 10 stands alone in Welsh, where it
also multiplies (dau ddeg is 20). Latin spellings are looked up by their sound as well (see `sound`).
"""

# ruff: noqa: E501  (word lists)

import regex

from flows.reader.normal import normalise, words

_LINES = {
    "en": """
0: zero nil nobody none nought zilch nada; 1: one once; 2: two couple pair twice; 3: three thrice; 4: four; 5: five fiver; 6: six; 7: seven; 8: eight; 9: nine; 10: ten tenner; 11: eleven; 12: twelve dozen
13: thirteen; 14: fourteen; 15: fifteen; 16: sixteen; 17: seventeen; 18: eighteen eightteen; 19: nineteen ninteen; 20: twenty; 30: thirty; 40: forty fourty; 50: fifty
60: sixty; 70: seventy; 80: eighty eigthy; 90: ninety ninty; 100: hundred; 1000: thousand grand; 1000000: million""",
    "tr": """
0: sıfır hiç; 1: bir; 2: iki çift; 3: üç; 4: dört; 5: beş; 6: altı; 7: yedi; 8: sekiz; 9: dokuz; 10: on; 12: düzine; 20: yirmi; 30: otuz; 40: kırk; 50: elli
60: altmış; 70: yetmiş; 80: seksen; 90: doksan; 100: yüz; 1000: bin; 1000000: milyon""",
    "cy": """
0: sero dim; 1: un; 2: dau dwy ddau ddwy; 3: tri tair dri dair thri thair; 4: pedwar phedwar pedair phedair bedwar bedair; 5: pump phump phum pum bump bum; 6: chwech chwe; 7: saith; 8: wyth; 9: naw
10: deg ddeg deng ddeng; 11: unarddeg; 12: deuddeg ddeuddeg deuddeng; 15: pymtheg bymtheg; 18: deunaw ddeunaw; 20: ugain hugain; 40: deugain ddeugain; 50: hannercant; 60: trigain; 100: cant chant gant; 1000: mil fil; 1000000: miliwn""",
    "bn": """
0: shunno; 1: ek akta ekta ekjon একজন একটা; 2: dui duita dujon duijon duto duti দু দুটি দুটো দুজন; 3: tin teen tinta tinjon; 4: char chaar charta charjon; 5: pach panch paach pachta pachjon panchjon
6: choy chhoy soy choyjon; 7: sat shat saat shaat; 8: at aat; 9: noy; 10: dosh dos; 11: egaro এগার; 12: baro বার; 13: tero তের; 14: choddo; 15: ponero পনের
16: sholo ষোল; 17: shotero সতের; 18: atharo আঠার; 19: unish; 20: bish kuri কুড়ি; 25: ponchish; 29: untrish উনত্রিশ; 30: trish tirish তিরিশ; 40: challish; 50: ponchash pochash ponchas
39: উনচল্লিশ; 49: উনপঞ্চাশ; 59: উনষাট; 69: উনসত্তর; 79: উনআশি ঊনআশি; 89: উননব্বই; 60: shait; 70: sottor shottur; 90: nobboi nobbui; 100: eksho sho aksho একশ একশো শ শত; 200: dusho duisho দুশো দুইশ; 500: pachsho পাঁচশ পাঁচশো; 1000: hajar হাজার; 100000: lakh লাখ লক্ষ""",
    "pl": """
0: zero; 1: jeden jedna jedno jednego; 2: dwa dwie dwoje dwóch dwu dwójka dwójkę dwójki; 3: trzy troje trzech trójka trójkę trójki; 4: cztery czworo czterech czwórka czwórkę czwórki; 5: pięć pięcioro pięciu piątka piątkę piątki; 6: sześć sześcioro sześciu; 7: siedem siedmioro siedmiu; 8: osiem ośmioro ośmiu; 9: dziewięć dziewięciu; 10: dziesięć dziesięciu
11: jedenaście jedenastu; 12: dwanaście dwunastu tuzin; 13: trzynaście trzynastu; 14: czternaście czternastu; 15: piętnaście piętnastu; 16: szesnaście szesnastu; 17: siedemnaście siedemnastu; 18: osiemnaście osiemnastu; 19: dziewiętnaście dziewiętnastu; 20: dwadzieścia dwudziestu; 30: trzydzieści trzydziestu; 40: czterdzieści czterdziestu; 50: pięćdziesiąt pięćdziesięciu
60: sześćdziesiąt sześćdziesięciu; 70: siedemdziesiąt siedemdziesięciu; 80: osiemdziesiąt osiemdziesięciu; 90: dziewięćdziesiąt dziewięćdziesięciu; 100: sto stu setka; 200: dwieście dwustu; 300: trzysta; 400: czterysta; 500: pięćset; 600: sześćset; 700: siedemset; 800: osiemset; 900: dziewięćset; 1000: tysiąc tysiące tysięcy; 1000000: milion""",
    "so": """
0: eber; 1: kow hal mid; 2: laba labo; 3: saddex sadex sedex; 4: afar; 5: shan; 6: lix; 7: toddoba todoba; 8: siddeed sideed sided; 9: sagaal sagal; 10: toban; 20: labaatan labatan; 30: soddon sodon; 40: afartan; 50: konton
60: lixdan; 70: toddobaatan; 80: siddeetan sideetan; 90: sagaashan; 100: boqol; 1000: kun; 1000000: malyan""",
    "ur": """
0: sifar; 1: ek aik; 2: do; 3: teen tin; 4: char chaar; 5: panch paanch; 6: che chay chhe chhay چھے; 7: saat; 8: aath ath; 9: nau; 10: das dus; 11: gyarah gyara; 12: barah bara; 13: terah tera; 14: chaudah choda; 15: pandrah pandra; 16: solah sola
17: satrah satra; 18: atharah athara; 19: unnis unees; 20: bees bis; 21: ikkis; 22: bais; 23: teis; 24: chaubis chobees; 25: pachees pachis; 30: tees tis; 40: chalis chalees; 45: paintalis; 50: pachas pachaas; 60: saath; 70: sattar; 75: pachattar; 80: assi; 90: nabbe nawway navvay
100: sau; 1000: hazar hazaar; 100000: lakh لاکھ""",
    "ar": """
0: sifr صفر; 1: wahid wahed wahad wahda واحد واحدة وحدة; 2: ithnan itnin itnein tnein ithnain ithnayn اثنان اثنين اثنتان اثنتين تنين اتنين شخصين طفلين طفلان ولدين ولدان بنتين بنتان ابنين ابنتين waladen waladein bintein binten tiflein; 3: thalatha talata tlata tlate thalath ثلاثة ثلاث تلاتة; 4: arbaa arba أربعة أربع; 5: khamsa khamse خمسة خمس; 6: sitta sitte ستة ست
7: sabaa sabaha سبعة سبع; 8: thamania thamaniya tamanya tmanya tmanye ثمانية ثماني ثمان تمانية; 9: tisaa tisa تسعة تسع; 10: ashara عشرة عشر; 11: ahdaashar hdaash ihdaash hdashar ihdashar احدعشر حداشر احدعش; 12: tnaash tnashar itnashar itnaash ithnaashar اثناعشر اطناشر اتناشر; 13: talatash tlattashar talatashar تلتاشر; 14: arbatash arbatashar; 15: khamastash khamastashar خمستاشر; 16: sittash sittashar; 17: sabatash sabatashar; 18: tamantash tamantashar; 19: tisatash tisatashar; 20: ishrin ishreen eshrin ashrin عشرون عشرين
30: thalathin talatin tlatin ثلاثون ثلاثين تلاتين; 40: arbain arbaeen أربعون أربعين; 50: khamsin khamseen خمسون خمسين; 60: sittin sitteen ستون ستين; 70: sabain sabeen سبعون سبعين; 80: thamanin tamanin ثمانون ثمانين تمانين; 90: tisin tiseen tisain تسعون تسعين; 100: miya mia mit meya مئة مائة ميه; 200: miteen mitein مئتان مئتين مائتان مائتين ميتين
300: ثلاثمئة ثلاثمائة; 400: أربعمئة أربعمائة; 500: خمسمئة خمسمائة; 600: ستمئة ستمائة; 700: سبعمئة سبعمائة; 800: ثمانمئة ثمانمائة; 900: تسعمئة تسعمائة; 1000: alf ألف الاف آلاف; 2000: alfein ألفان ألفين; 1000000: مليون""",
}
_ROWS = {  # language -> rows that count on from 0 or from 21
    "bn": (
        (0, "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ বিশ একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ ঊনচল্লিশ চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ ঊনপঞ্চাশ"
            " পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন ঊনষাট ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি ঊনসত্তর সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর ঊনআশি আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি অষ্টাশি ঊননব্বই নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই"),
        (21, "ekush baish teish chobbish pochish chabbish shatash athash unotrish trish ektrish botrish tetrish choutrish poytrish chotrish shaitrish attrish unochollish chollish ekchollish biyallish tetallish chuyallish poytallish chechollish shatchollish atchollish unoponchash ponchash ekanno bayanno tippanno chuyanno ponchanno chappanno shatanno atanno unoshat shait"
             " ekshotti bashotti teshotti choushotti poyshotti cheshotti shatshotti atshotti unoshottor shottor ekattor bahattor tiyattor chuyattor pochattor chiyattor shatattor atattor unoashi ashi ekashi birashi tirashi churashi pochashi chiyashi shatashi ashtashi unonobboi nobboi ekanobboi biranobboi tiranobboi churanobboi pochanobboi chiyanobboi shatanobboi atanobboi niranobboi"),
        (31, "ektirish bottirish tettirish choutirish poytirish chottirish shaitirish attirish"),
        (41, "ekchollish beyallish tetallish choyallish poyatallish"),
    ),
    "ur": (
        (0, "صفر ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس اکیس بائیس تئیس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس چالیس اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس پچاس اکیاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ"
            " ساٹھ اکسٹھ باسٹھ تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر بہتر تہتر چوہتر پچہتر چھہتر ستتر اٹھہتر اناسی اسی اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے اکانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے اٹھانوے ننانوے سو"),
        (21, "ikkees baees teyees chaubees pachees chhabbees sataees athaees untees tees iktees battees taintees chauntees paintees chhattees saintees artees untalees chalees iktalees bayalees taintalees chawalees paintalees chhiyalees saintalees artalees unchas pachas ikyawan bawan tirpan chawwan pachpan chhappan sattawan athawan unsath saath"
             " iksath basath tirsath chaunsath painsath chhiyasath sarsath arsath unhattar sattar ikhattar bahattar tihattar chauhattar pachhattar chhihattar satattar athhattar unasi assi ikyasi bayasi tirasi chaurasi pachasi chhiyasi satasi athasi nawasi nawway ikanway banway tiranway chauranway pachanway chhiyanway satanway athanway ninanway"),
        (31, "ikattees batees tentees chontees pentees chattees sentees adtees unchalees chalees iktaalees bialees tentalees chavalees pentalees cheyalees sentalees adtalees"),
        (51, "ikawan bavan trepan chavan pachpan chappan satawan atthawan"),
    ),
}  # fmt: skip
_SOUNDS = (
    (regex.compile("^3(?=[aeiou])"), ""),
    (regex.compile("[23]"), "a"),
    (regex.compile("7"), "h"),
    (regex.compile("chh"), "ch"),
    (regex.compile("sh"), "s"),
    (regex.compile("ph"), "f"),
    (regex.compile("ee|iy(?=[aeiou])|y(?=[aeiou])(?<=[^aeiou]y)"), "i"),
    (regex.compile("oo"), "u"),
    (regex.compile("au|ou"), "o"),
    (regex.compile("w"), "v"),
    (regex.compile("z"), "j"),
    (regex.compile("(?:ay|ey)$"), "e"),
    (regex.compile("(?<=[aeiou])h$"), ""),
    (regex.compile(r"(.)\1+"), r"\1"),
)
SPOKEN = ("bn", "ur", "ar", "so")  # written in Latin letters as they sound


def _table(language: str) -> dict[str, int]:
    lines = (part.split(":") for part in _LINES[language].replace("\n", ";").split(";"))
    found = {
        normalise(word).key: int(pair[0])
        for pair in lines
        if len(pair) == 2
        for word in words(pair[1])
    }
    for first, row in _ROWS.get(language, ()):
        for value, word in enumerate(words(row), first):
            found.setdefault(normalise(word).key, value)
    return found


def sound(token: str) -> str:
    """Write a word that was spelt by ear in one way: pachees and pachis, hajar and hazar."""
    if not token.isascii():
        return token
    for pattern, spelt in _SOUNDS:
        token = pattern.sub(spelt, token)
    return token


def _by_sound(language: str) -> dict[str, int]:
    owners: dict[str, set[int]] = {}
    for word, value in NUMBERS[language].items():
        if word.isascii():
            owners.setdefault(sound(word), set()).add(value)
    return {word: next(iter(values)) for word, values in owners.items() if len(values) == 1}


NUMBERS = {language: _table(language) for language in _LINES}
SOUNDS = {language: _by_sound(language) if language in SPOKEN else {} for language in NUMBERS}
JOINERS = {
    "en": frozenset(words("and a of")),
    "tr": frozenset(words("ve")),
    "cy": frozenset(words("a ac ar")),
    "bn": frozenset(words("o ebong")),
    "pl": frozenset(words("i")),
    "so": frozenset(words("iyo")),
    "ur": frozenset(words("aur")),
    "ar": frozenset(words("wa w و")),
}
# Words that are numbers only in a text of that language, or that mean something else as well.
DOUBTFUL = frozenset(
    words("on do pump bin char das at sat so no o un mil tri mid hal a ar che tera bara sola bis tin dos dim us i w wa bump ath kun none nobody"
          " mit alf shat dus grand couple pair mia bum stu chay chavan bavan bawan ashi banway once twice")
)  # fmt: skip
PEOPLE = frozenset(
    normalise(one).key
    for one in words(
        "people kids children persons adults families households of us years year yrs old pounds quid times days weeks months hours minutes ppl please"
        " kişi çocuk tane kez lira yıl yaş yaşında evde kisi cocuk biz ev o plant blynedd oed bobl person ohonon ni ohonom jon ta ti gulo bochor amra টা টি জন জনের বছর আমরা osób osoby osoba dzieci lat roku godziny godzin miesiaca razy nas jest mamy mam"
        " qof qofood carruur sano ilmo log bachay bachon bache baccha saal afraad log hain hum ہم ہیں لوگ بچے سال افراد شخص اشخاص اطفال سنة سنوات ashkhas atfal sana nahnu نحن we are have there i my in house home flat about"
    )
)
