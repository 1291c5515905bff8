"""The words that a person must look at, as patterns in plain form (see `normal`). Holds no matching.

What only sounds alike ("killing time") matches nothing here.
"""

# ruff: noqa: E501  (a pattern is easier to check on one line)

_WHO = (
    r"(?:he|she|they|someone|somebody|(?:my|our|the|her|his) (?:ex )?(?:husband|wife|partner|boyfriend|girlfriend|ex|dad|father"
    r"|mum|mom|mother|brother|sister|uncle|cousin|son|carer|stepdad|step dad|stepfather|landlord|boss|neighbour|family))"
)
_ME = r"(?:me|us|her|him|them|my (?:kids?|child|children|son|daughter|baby|mum|sister|brother)|the (?:kids|children|baby))"
_CHILD = r"(?:child|children|kids?|baby|babies|toddler|daughter|son|boys?|girls?|teenagers?|teens?)"
_FRIENDS = r"(?: laughing| of boredom| of embarrassment| of laughter| for a| for some| to know| to see| to try)"

# (name, first letters of the words one of which must be there, pieces one of which must be there) -> pattern.
# The pieces spare everyday words the search ("stay" is no "stab"); those whose first letters are rare need none.
PATTERNS: dict[tuple[str, str, str], str] = {
    # self-harm
    ("kill myself", "kill", ""): rf"kill(?:ing)? (?:myself|my self|meself)(?!{_FRIENDS})",
    ("suicide", "suic", ""): r"(?:commit\w*|attempt\w*|thinking (?:of|about)|considering|tried) suicide|suicidal",
    ("end my life", "end endi take taki", "my life|my own life|it all"): r"end(?:ing)? (?:my (?:own )?life|it all)|tak(?:e|ing) my (?:own )?life",
    ("want to die", "die", ""): rf"(?:want|wanna|wish i could|ready|rather|like|hope) (?:to )?(?:just )?die(?!{_FRIENDS})",
    ("want to be dead", "dead", ""): r"(?:want to be|wish i was|wish i were|better off|rather be) dead",
    ("hurt myself", "myse self", "t myself|m myself|ing myself|my self|self harm"): r"(?:hurt|harm|cut|hurting|harming|cutting) (?:myself|my self)(?! (?:on|when|tripping|falling))|self harm(?:ing|ed)?",
    ("not want to live", "live aliv exis wake go", "want to |wanna "): r"(?:dont|do not|cant|no longer) (?:want to|wanna) (?:live|be alive|go on|wake up|exist)(?= ?$| any ?more| like this)",
    ("no reason to live", "live livi", "reason |nothing |no point |go on "): r"(?:no reason|nothing) (?:left )?to live for|no reason to live|(?:no point|cant go on|dont want to go on) living",
    ("cannot go on", "go cope", "cant |cannot |can not "): r"i (?:cant|cannot|can not) (?:go on|cope)(?: any ?more| with life|$)",
    ("overdose", "over pill tabl meds", "overdose|all my "): r"(?:taken|took|take|taking) (?:an )?(?:overdose|all my (?:pills|tablets|meds))",
    ("jump", "jump", ""): r"(?:going to|gonna|about to|want to|wanna) jump (?:off|from|in front)",
    # abuse
    ("somebody hurts me", "hit hits hitt beat hurt punc kick stra chok rape rapi thre abus slap atta touc stab stal mole", " me| us| her| him| them| my | the kids| the children| the baby"): rf"{_WHO}(?: \w+){{0,2}} (?:hits?|hitting|beats?|beating|hurts?|hurting|punch(?:es|ed|ing)?|kick(?:s|ed|ing)?"
    rf"|strangle[sd]?|choke[sd]?|rape[sd]?|raping|threatens?|threatened|threatening|abuse[sd]?|abusing|slap(?:s|ped|ping)?|attack(?:s|ed|ing)?"
    rf"|touch(?:es|ed|ing)|stabs?|stabbed|stalk(?:s|ed|ing)|molest(?:s|ed)?) {_ME}(?! (?:to it|with (?:a |the )?(?:rent|bill|eviction|charge)|feelings|car|bike|house))(?! \d)",
    ("I am abused", "rape abus beat hit stal traf mole groo assa sexu expl", "raped|abused|beaten|hit by my|stalked|trafficked|molested|groomed|assaulted|exploited"): r"(?:i am|im|i was|ive been|i have been|being|getting|i get|i got|we are) (?:being |getting )?(?:raped|abused|beaten(?: up)?|hit by my|stalked|trafficked|molested|groomed|assaulted|sexually assaulted|exploited)",
    ("raped me", "rape", ""): r"raped (?:me|my|her|him|us)",
    ("domestic abuse", "dome abus", "domestic abuse|domestic violence|abusive "): r"(?:my|im in|i am in|i am a victim of|im a victim of|suffering|living with|experiencing|i have|escape|escaping|fleeing) (?:an? )?(?:domestic (?:abuse|violence)|abusive (?:relationship|partner|husband|boyfriend|home|marriage))",
    ("afraid at home", "afra scar frig terr", "afraid |scared |frightened |terrified "): r"(?:afraid|scared|frightened|terrified) (?:of (?:my (?:ex )?(?:husband|partner|boyfriend|girlfriend|wife|dad|father|mum|mother|brother|son|ex|landlord|carer|family)|him|her|going home)|to go home|in my own home|for my life)",
    ("not safe at home", "safe unsa", "safe at |safe in my "): r"(?:not safe|unsafe|dont feel safe|do not feel safe) (?:at|in my(?: own)?) (?:home|house)",
    ("held against will", "let lock", "let me |locked "): rf"{_WHO} (?:wont|will not|doesnt|does not|dont) let me (?:out|leave|go out|see anyone|have my)|locked (?:me|us) (?:in|up)",
    ("forced to marry", "forc", ""): r"forc(?:e|ed|ing) (?:me )?(?:to marry|into marriage|to get married)|forced marriage",
    # danger now
    ("in danger", "dang", "in danger|real danger|serious danger|immediate danger"): r"(?:i am|im|we are|were|my life is|my (?:kids|children) are) in (?:real |serious |immediate )?danger",
    ("somebody will kill", "kill hurt stab shoo rape atta burn", "gonna |will |ing to |ed to |want to |wants to "): rf"{_WHO}(?: \w+)? (?:going to|gonna|will|trying to|tried to|threatened to|threatening to|wants to|want to) (?:kill|hurt|stab|shoot|rape|attack|burn) {_ME}",
    ("threatened to kill", "thre trie tryi", "ed to |ns to |ing to "): r"(?:threatened|threatens|threatening|tried|trying) to (?:kill|stab|shoot|burn) (?:me|us|her|him)",
    ("weapon", "knif gun mach acid", "a knife|a gun|a machete|a acid|the knife|the gun|the machete|the acid"): r"(?:he|she|they|someone|somebody|hes|shes|theyve)(?: has|s got| has got| have| have got| got)? (?:a |the )(?:knife|gun|machete|acid)",
    ("call the police", "poli ambu 999", "call |ring |send |need |get "): r"^(?:please |someone |somebody )*(?:call|ring|send|need|i need|get) (?:the )?(?:police|ambulance|an ambulance|999)(?: (?:now|please|quick|quickly|help))*$",
    ("break-in now", "brea brok tryi some", "into my |someone is "): r"(?:breaking|broken|trying to (?:break|get)) into my (?:house|home|flat|room)(?: right)? now|someone is (?:in my (?:house|flat)|breaking in|trying to get in)",
    ("fire", "fire", "on fire"): r"(?:my|our) (?:house|flat|home|building|block|kitchen|room) is on fire|(?:house|flat|building) is on fire (?:now|help)",
    ("hurt somebody", "kill stab shoo hurt", ""): r"(?:i want to|im going to|i am going to|im gonna|ill|i will) (?:kill|stab|shoot|hurt) (?:him|her|them|someone|somebody|you|everyone|my (?:husband|wife|neighbour|kids|ex))",
    ("medical", "hear blee brea unco", "heart attack|bleeding |breathing|unconscious"): r"(?:im|i am|hes|shes|he is|she is|he has|she has) (?:having a heart attack|bleeding badly|bleeding to death|not breathing|stopped breathing|unconscious)",
    # a child at risk
    ("child hurt", "abus beat hit negl rape mole groo star expl traf lock", "abused|beaten|hit|neglected|raped|molested|groomed|starv|exploited|trafficked|locked in"): rf"{_CHILD}(?: \w+){{0,3}} (?:is|are|was|were|being|been|gets?|getting)(?: \w+){{0,1}} (?:abused|beaten|hit(?! by (?:a |the )?(?:car|bike|bus|van|lorry|ball))|neglected|raped|molested|groomed|starved|starving|exploited|trafficked|locked in)",
    ("child alone", "alon hits hitt beat hurt abus touc star", "alone|hits |hitting |beats |beating |hurting |abusing |touching |starving "): rf"{_CHILD}(?: \w+){{0,4}} (?:left|home|at home) (?:home )?alone(?: all (?:night|day))?|(?:hits|hitting|beats|beating|hurting|abusing|touching|starving) (?:her|his|their|the|my|a|that) (?:\w+ )?{_CHILD}\b",
    ("child screaming", "scre hit cryi", ""): rf"(?:hear|heard) (?:a |the |that |her |his )?(?:\w+ )?{_CHILD} (?:screaming|being hit|crying all night)",
    ("child abuse", "abus", "child abuse|sexual abuse"): r"(?:reporting|report|suspect|worried about|think its|think it is|this is|there is) (?:\w+ )?(?:child|sexual) abuse",
    # Turkish
    ("kendine zarar", "kend cani inti olme yasa kesk", "kendimi oldur|kendime zarar|canima kiy|intihar |olmek isti|yasamak iste|keske olsem"): r"kendimi oldur|kendime zarar|canima kiy|intihar (?:et|edecegim|edicem|etmek|dusun)|olmek istiyorum|yasamak istemiyorum|keske olsem",
    ("siddet", "dovu dovd vuru vurd tehd sidd taci oldu boga bogd daya teca guve kork zorl", "dovu|dovd|vuruyor|vurdu|tehdit|siddet|taciz|oldur|bogazimi|bogdu|dayak yi|tecavuz |evde guvende|dan korku|den korku|zorla evlen"): r"(?:kocam|esim|babam|sevgilim|annem|abim|agabeyim|kardesim|eski esim|eski kocam|oglum|ev sahibim)(?: \w+){0,3} (?:dovuyor|dovdu|vuruyor|vurdu|tehdit|siddet|taciz|oldur|bogazimi|bogdu)"
    r"|beni dovuyor|beni dovdu|dayak yiyorum|siddet goruyorum|tecavuz (?:et|ugra)|taciz (?:ediyor|edildim|ediliyor|etti)|evde guvende degil|kocamdan korkuyorum|esimden korkuyorum|zorla evlen",
    ("tehlike", "tehl oldu bica ambu poli yani", "tehlike|beni oldurecek|bicak|ambulans |polis cagirin|polisi cagirin|yaniyor"): r"tehlikedeyim|tehlikedeyiz|hayatim tehlikede|(?:kocam|esim|babam|o|adam|sevgilim) beni oldurecek(?! bu)|bicak(?:la|li) (?:saldir|tehdit)|ambulans (?:cagirin|lazim)|polis(?:i)? cagirin|evimiz yaniyor|evim yaniyor",
    ("cocuk", "cocu", "dovu|istismar|taciz|aclik|tek basina"): r"cocu(?:k|g)\w*(?: \w+){0,3} (?:dovuyor|dovuluyor|istismar|taciz|aclik|tek basina birakil)",
    # Welsh
    ("hunan-niwed", "lladd llad huna marw brif", "lladd fy|hunanladd|niweidio|eisiau marw|brifo fy"): r"lladd fy hun|hunanladdiad|hunan ?niweidio|eisiau marw|brifo fy hun",
    ("perygl", "pery cam camd drin ngha cham taro nhar bwrw ofn", "mewn perygl|drin|taro|nharo|bwrw|ofn fy"): r"(?:dw i|rydw i|dwi|rydym ni|rwyf) mewn perygl|cam ?drin (?:fi|plentyn|plant)|fy ng?ham ?drin|(?:gwr|partner|tad) yn (?:fy )?(?:taro|nharo|bwrw)|ofn fy (?:ngwr|mhartner)",
    # Bengali, in Latin letters and its own
    ("atmahatya", "ato atoh atho atto attt atmo atma atmm atmh athm ohot ohho ooho ohoh jete mort nije bach আত্ম মরে মরত নিজে বাঁচ বাচত", "hot|atm|jete chai|morte chai|nijeke |bachte chai|আত্মহত্যা|যেতে চাই|মরতে চাই|নিজেকে |বাঁচতে চাই"): r"at+ ?oh?o?hot+[ay]|atm+oh?a?h?a?tt?y?a|attohotta|more jete chai|morte chai|nijeke (?:mere|shesh)|bachte chai na|আত্মহত্যা|মরে যেতে চাই|মরতে চাই|নিজেকে শেষ|বাঁচতে চাই না",
    ("nirjaton", "amak amay mard bipo amra dhor nirj আমাক বিপদ ধর্ষ নির্", "mar|mere| khun|bipode|dhorshon|nirjaton |আমাকে মা|আমাকে মে|বিপদে |ধর্ষণ|নির্যাতন "): r"(?:amake|amay) (?:mare|marche|marse|mardhor|mere felbe|khun)|mardhor kore|bipode achi|amra bipode|dhorshon|nirjaton kore|আমাকে (?:মারে|মারছে|মারধর|মেরে ফেলবে)|বিপদে আছি|ধর্ষণ|নির্যাতন করে",
}  # fmt: skip
