"""Tells whether a text is nothing but swearing. Holds no reply.

"The fucking bins are never emptied" is about the bins and counts as what it says: it has words that
are neither swearing nor what goes with it.
"""

# ruff: noqa: E501  (word lists)

from flows.reader.normal import Said, normalise, words

MAX_TOKENS = 24


# Swearing that is something else too (dogs in Urdu, "got it", the name Amina) is none by itself.
_ALSO_OTHER = frozenset(
    normalise(one).key
    for one in words("""
    bloody damn thick stupid kos kus sale sala saale saala suka suki git cock cocks omak amina sod oc mk bc mc mf pic got ayri alcak
    cont dupe cholera gnoj dameer dameero kutta kutte kuttay kutti gadha gadhe khota khotay kalb klab hayawan
    کتا کتے کتی گدھا گدھے كلب كلاب حيوان حيوانات গাধা শুয়োর শুয়োরের
    """)
)


def _make(abuse: str, around: str) -> tuple[frozenset[str], frozenset[str]]:
    first, second = (
        frozenset(normalise(one).key for one in words(line)) for line in (abuse, around)
    )
    return first - _ALSO_OTHER, first | second


# Per way of writing a language: words of abuse, and words that stand around them.
_LANGUAGES = (
    _make(
        """
        fuck fucks fucked fucker fuckers fuckin fucking fuckoff fuk fukin fuking fukoff fck fcking fckin fkn fking fkin effing shit
        shits shite shitty shithead shitheads bullshit bollocks bollox bollock arse arsehole arseholes arsed ass asshole
        assholes bastard bastards bitch bitches cunt cunts dick dicks dickhead dickheads knob knobs knobhead knobheads
        bellend bellends prick pricks cock cocks cocksucker twat twats wank wanker wankers tosser tossers pussy pussies
        motherfucker motherfuckers motherfucking mf whore whores slut sluts slag slags slapper minger scumbag scumbags scum
        idiot idiots moron morons imbecile retard retards retarded spastic spaz muppet muppets pillock plonker git gits
        nigger niggers nigga paki pakis faggot faggots poof tranny crap bloody damn dammit goddamn piss pissed pissing
        stfu gtfo fu sod bugger buggers stupid thick loser losers turd turds jerkoff kys
        """,
        """
        you u ur your youre yous ya yourself yourselves urself are r all lot lots the of a an and bunch pack load off up it this
        that go get so such total absolute complete utter little big fat ugly old dumb mum mums mother mothers mama dad dads
        mate pal ffs sake for omg oi hey just what tell to with in on my suck eat lick kiss shove me im i bag bags piece head
        hole face lol haha hahaha every one single everyone both lazy useless sad shut back hell please right now again do
        """,
    ),
    _make(
        """
        amk aq amq mk amina aminakoyim aminakoyayim amcik amciklar anani ananizi sikeyim sikerim sikiyim sikim sikik siktir siktirin
        sikimi hassiktir orospu orospular oc pic picler ibne ibneler got gotveren gotler yavsak yavsaklar serefsiz serefsizler
        pezevenk pezevenkler kahpe pust pustlar salak salaklar aptal aptallar gerizekali gerizekalilar dangalak haysiyetsiz
        namussuz namussuzlar serefsizsiniz salaksiniz aptalsiniz salaksin aptalsin koyayim koyim koyarim kodumun kodumunun alcak alcaklar bok boklar ahmak
        """,
        """
        lan ulan be git gidin ol olun sen siz seni sizi sana size hepiniz hepinizin koyum misin misiniz musun musunuz evladi
        evlatlari oglu cocugu cocuklari ya yiyin ye yeme agzina zekali geri bir defol defolun hadi
        """,
    ),
    _make(
        "ffyc ffwc ffwcio ffwciwch ffycin cachu cach cachwr cont twat twpsyn twpsod diawl diawliaid basdad basdads coc bastad",
        "off o y yr i ti chi dy cer ewch a i grafu yma chwi eich geg cau ar",
    ),
    _make(
        """
        bokachoda bokacoda bokachodar chudi chodna chudir chudirbhai magi magir khanki khankir shala sala shalar haramjada
        haramzada haramjadi harami madarchod madarchud bainchod banchod kutta kuttar shuor shuorer suorer baal gadha lawra
        """,
        "tui tora tor toder tumi pola baccha bachcha bacha chele sob tore re ke tomar",
    ),
    _make(
        "বোকাচোদা চুদি চোদনা মাগি মাগির খানকি খানকির শালা শালার হারামজাদা হারামি হারামী মাদারচোদ বাইনচোদ কুত্তার শুয়োরের শুয়োর গাধা বাল",
        "তুই তোরা তোর তোদের তুমি বাচ্চা ছেলে পোলা সব রে",
    ),
    _make(
        """
        kurwa kurwy kurwo kurwie kurewskie chuj chuje chuju chujowe huj spierdalaj spierdalajcie wypierdalaj wypierdalajcie
        pierdol pierdole pierdolcie pierdolony pierdoleni odpierdol odpierdolcie jebac jebany jebani jebcie skurwysyn skurwysyny
        skurwiel suka suki dupek dupki dupe debil debile idiota idioci kretyn kretyni cipa cipy pizda gowno gnoje gnoj cwel cwele
        cholera zjeb zjeby
        """,
        "sie was wy ty mnie ci wam mac twoja wasza matke matka do w mi ten ta to jestes jestescie pocaluj pocalujcie mnie wszyscy i",
    ),
    _make(
        "waas waaska siil siilka futo dameer dameero doqon doqomo nacas nacasyo shermuto sharmuuto dhillo dhilo gus guska",
        "waryaa adiga idinka ku ayaa tahay tihiin hooyadaa hooyada nin yahow yaa aad",
    ),
    _make(
        """
        bhenchod behenchod bhainchod behnchod bc mc madarchod maderchod chutiya chutiye chutya gandu gaandu gand harami haramzada
        haramzade haramzadi kutta kutte kuttay kutti kuttiya kamina kamine kaminay kameenay bhosdike bhosdi randi
        lanat laanat gadha gadhe ullu bakwas saala saale sala sale khotay khota beghairat
        """,
        "teri tere tera tum tu aap ki ka ke maa ko sab log ho hai hain par pe patha pathay bacha bachay band kar oye bhai abe",
    ),
    _make(
        "بہنچود بھنچود مادرچود چوتیا چوتیے گانڈو گانڈ حرامی حرامزادہ حرامزادے کتا کتے کتی کتیا کمینہ کمینے لعنت بکواس رنڈی بےغیرت گدھا گدھے چود",
        "تم تو آپ تیری تیرے تیرا ماں بہن کی کا کے کو سب لوگ ہو ہے ہیں پر پٹھا پٹھے بند کرو اوئے",
    ),
    _make(
        "كسمك كسم كس كسختك شرموطة شرموط شراميط قحبة قحاب كلب كلاب حمار حمير خرا خراء طيز طيزي منيوك منايك عرص تفو غبي اغبياء زبي زب ايري احمق حيوان حيوانات",
        "يا انت انتم انتي انتو ابن بنت الكلب الكلاب الشرموطة القحبة امك اختك ولاد اولاد ال كل على في",
    ),
    _make(
        "kosomak kosomk omak kuss kus kos kess sharmouta sharmuta sharmoota sharmout kalb klab hmar 7mar hmeer khara 5ara zebi zobi ayre ayri manyak manyouk manayek 3ars ghabi aghbiya tfou hayawan",
        "ya ibn ibin ebn el al inta enta inti intu entu omak ummak immak okhtak bint wlad 3ala kol",
    ),
)
ABUSE = frozenset().union(*(abuse for abuse, _ in _LANGUAGES))
_FINGER = "🖕"


def is_swearing(said: Said) -> bool:
    """Tell whether a text says nothing but swearing at somebody or something unnamed."""
    tokens = said.tokens
    if not tokens:
        return _FINGER in said.raw
    if ABUSE.isdisjoint(tokens) or len(tokens) > MAX_TOKENS:
        return False
    return any(
        not abuse.isdisjoint(tokens) and known.issuperset(tokens) for abuse, known in _LANGUAGES
    )
