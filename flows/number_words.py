"""Number words of eight languages and their Latin spellings, as data. Holds no reading.

A line is "value: words". 10 stands alone in Welsh, where it also multiplies (dau ddeg is 20).
"""

# ruff: noqa: E501  (word lists)

from flows.normal import normalise, words

_LINES = {
    "en": """
0: zero nil nobody none nought; 1: one; 2: two couple pair; 3: three; 4: four; 5: five; 6: six; 7: seven; 8: eight; 9: nine; 10: ten; 11: eleven; 12: twelve dozen
13: thirteen; 14: fourteen; 15: fifteen; 16: sixteen; 17: seventeen; 18: eighteen; 19: nineteen; 20: twenty; 30: thirty; 40: forty fourty; 50: fifty
60: sixty; 70: seventy; 80: eighty eigthy; 90: ninety ninty; 100: hundred hundreds; 1000: thousand grand; 1000000: million""",
    "tr": """
0: sıfır hiç; 1: bir; 2: iki çift; 3: üç; 4: dört; 5: beş; 6: altı; 7: yedi; 8: sekiz; 9: dokuz; 10: on; 12: düzine; 20: yirmi; 30: otuz; 40: kırk; 50: elli
60: altmış; 70: yetmiş; 80: seksen; 90: doksan; 100: yüz; 1000: bin; 1000000: milyon""",
    "cy": """
0: sero dim; 1: un; 2: dau dwy ddau ddwy; 3: tri tair dri dair; 4: pedwar pedair bedwar bedair; 5: pump pum bump; 6: chwech chwe; 7: saith; 8: wyth; 9: naw
10: deg ddeg; 11: unarddeg; 12: deuddeg ddeuddeg; 15: pymtheg bymtheg; 18: deunaw; 20: ugain; 40: deugain; 50: hanner-cant; 100: cant gant; 1000: mil fil; 1000000: miliwn""",
    "bn": """
0: shunno শূন্য; 1: ek এক; 2: dui duita dujon duijon দুই দু দুটি দুটো দুজন; 3: tin teen tinta tinjon তিন; 4: char chaar charta charjon চার; 5: pach panch paach pachta pachjon panchjon পাঁচ
6: choy chhoy soy ছয়; 7: sat shat saat সাত; 8: at aat আট; 9: noy নয়; 10: dosh dos দশ; 11: egaro এগারো এগার; 12: baro বারো বার; 13: tero তেরো তের; 14: choddo চৌদ্দ; 15: ponero পনেরো পনের
16: sholo ষোল ষোলো; 17: shotero সতেরো সতের; 18: atharo আঠারো আঠার; 19: unish উনিশ; 20: bish kuri বিশ কুড়ি; 21: ekush একুশ; 22: baish বাইশ; 23: teish তেইশ; 24: chobbish চব্বিশ; 25: pochish ponchish পঁচিশ
26: chabbish ছাব্বিশ; 27: satash সাতাশ; 28: athash আটাশ; 29: untrish ঊনত্রিশ উনত্রিশ; 30: trish tirish ত্রিশ তিরিশ; 35: poytrish পঁয়ত্রিশ; 40: chollish challish চল্লিশ; 45: পঁয়তাল্লিশ; 50: ponchash pochash পঞ্চাশ
60: shat-60 ষাট; 70: shottur sottor সত্তর; 75: পঁচাত্তর; 80: ashi আশি; 90: nobboi নব্বই; 100: eksho sho শ শত একশ একশো; 1000: hajar হাজার; 100000: lakh লাখ লক্ষ""",
    "pl": """
0: zero; 1: jeden jedna jedno; 2: dwa dwie dwoje dwóch; 3: trzy troje trzech; 4: cztery czworo czterech; 5: pięć pięcioro pięciu; 6: sześć sześcioro sześciu; 7: siedem siedmiu; 8: osiem ośmiu; 9: dziewięć dziewięciu; 10: dziesięć dziesięciu
11: jedenaście; 12: dwanaście tuzin; 13: trzynaście; 14: czternaście; 15: piętnaście; 16: szesnaście; 17: siedemnaście; 18: osiemnaście; 19: dziewiętnaście; 20: dwadzieścia; 30: trzydzieści; 40: czterdzieści; 50: pięćdziesiąt
60: sześćdziesiąt; 70: siedemdziesiąt; 80: osiemdziesiąt; 90: dziewięćdziesiąt; 100: sto; 200: dwieście; 300: trzysta; 400: czterysta; 500: pięćset; 600: sześćset; 700: siedemset; 800: osiemset; 900: dziewięćset; 1000: tysiąc tysiące tysięcy; 1000000: milion""",
    "so": """
0: eber; 1: kow hal mid; 2: laba labo; 3: saddex sadex sedex; 4: afar; 5: shan; 6: lix; 7: toddoba todoba; 8: siddeed sideed; 9: sagaal; 10: toban; 20: labaatan labatan; 30: soddon sodon; 40: afartan; 50: konton
60: lixdan; 70: toddobaatan; 80: siddeetan sideetan; 90: sagaashan; 100: boqol; 1000: kun; 1000000: malyan""",
    "ur": """
0: sifar صفر; 1: ek aik ایک; 2: do دو; 3: teen tin تین; 4: char chaar چار; 5: panch paanch پانچ; 6: che chay chhe chhay چھ چھے; 7: saat سات; 8: aath ath آٹھ; 9: nau no-9 نو; 10: das dus دس; 11: gyarah gyara گیارہ
12: barah bara بارہ; 13: terah tera تیرہ; 14: chaudah choda چودہ; 15: pandrah pandra پندرہ; 16: solah sola سولہ; 17: satrah satra سترہ; 18: atharah athara اٹھارہ; 19: unnis انیس; 20: bees bis بیس; 21: ikkis اکیس; 22: bais بائیس
23: teis تئیس; 24: chaubis چوبیس; 25: pachees pachis پچیس; 30: tees tis تیس; 35: paintees پینتیس; 40: chalis chalees چالیس; 45: paintalis پینتالیس; 50: pachas pachaas پچاس; 60: saath ساٹھ; 70: sattar ستر; 75: pachattar پچھتر; 80: assi اسی; 90: nabbe nawway نوے
100: sau so-100 سو; 1000: hazar hazaar ہزار; 100000: lakh لاکھ""",
    "ar": """
0: sifr صفر; 1: wahid wahed wa7ad واحد واحدة وحدة; 2: ithnan itnin itnein tnein ithnain اثنان اثنين اثنتان اثنتين تنين; 3: thalatha talata tlata thalath ثلاثة ثلاث تلاتة; 4: arbaa arba3a arba أربعة أربع; 5: khamsa khamse خمسة خمس; 6: sitta sitte ستة ست
7: sabaa sab3a sabaa7 سبعة سبع; 8: thamania tamanya tmanya ثمانية ثماني ثمان; 9: tisaa tis3a تسعة تسع; 10: ashara 3ashara عشرة عشر; 11: ahdaashar hdaash احدعشر; 12: tnaash اثناعشر; 20: ishrin ishreen 3ishrin عشرون عشرين; 30: thalathin talatin ثلاثون ثلاثين; 40: arbain arba3in أربعون أربعين
50: khamsin khamseen خمسون خمسين; 60: sittin ستون ستين; 70: sabain sab3in سبعون سبعين; 80: thamanin tamanin ثمانون ثمانين; 90: tisin tis3in تسعون تسعين; 100: miya mia mit مئة مائة ميه; 200: miteen مئتان مئتين مائتان مائتين; 300: ثلاثمئة ثلاثمائة; 400: أربعمئة أربعمائة; 500: خمسمئة خمسمائة; 600: ستمئة ستمائة; 700: سبعمئة سبعمائة; 800: ثمانمئة ثمانمائة; 900: تسعمئة تسعمائة; 1000: alf ألف الاف آلاف; 2000: alfein ألفان ألفين; 1000000: مليون""",
}


def _table(lines: str) -> dict[str, int]:
    pairs = (part.split(":") for part in lines.replace("\n", ";").split(";") if part.strip())
    return {
        normalise(word.split("-")[0]).key: int(value)
        for value, line in pairs
        for word in words(line)
    }


NUMBERS = {language: _table(lines) for language, lines in _LINES.items()}
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
          " mit alf shat dus grand couple pair mia")
)  # fmt: skip
PEOPLE = frozenset(
    normalise(one).key
    for one in words(
        "people kids children persons adults families households of us years year yrs old pounds quid times days weeks months hours minutes ppl please"
        " kişi çocuk tane kez lira yıl yaş evde kisi cocuk o plant blynedd oed bobl person jon ta ti gulo bochor টা টি জন জনের বছর osób osoby osoba dzieci lat razy"
        " qof carruur sano ilmo log bachay bachon saal afraad لوگ بچے سال افراد شخص اشخاص اطفال سنة سنوات ashkhas atfal sana we are have there i my in house home flat about"
    )
)
