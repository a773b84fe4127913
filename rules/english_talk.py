"""What residents say in English of their tickets: it is not solved, a false alarm, how far it is, who was rude."""

import re

LONGEST = 160
_LETTER, _LETTERS = re.compile("[A-Za-z]"), re.compile("[A-Za-z]{3}")
_GAP = r"[\s,.;:!…-]*+"
_POLITE = (
    rf"(?:(?:no|nope|not really|well|oh|hi|hello|(?:i'm )?(?:so |very )?sorry(?: about that)?|please|excuse me"
    rf"|but|actually|ok|okay"
    rf"|my mistake|my bad|apologies|thanks|thank you|at all|yet|again|any ?more|today|here|now|either"
    rf"|in my (?:flat|home))\b{_GAP})*+"
)
_WHERE = r"(?:(?:in|on|at|of|outside) (?:the |our |my )?(?:\w+ ){1,3}?)?"
_THING = rf"(?:it|that|this|everything|(?:the|our|my) (?:\w+ ){{1,3}}?{_WHERE})"
_IS = r" ?(?:is|are|'s)"
_TROUBLE = (
    r"(?:(?:completely|totally|very|so|all|quite) )?(?:dark|broken|leaking|dripping|blocked|clogged|dirty|wet"
    r"|cold|noisy|loud|smelly"
    r"|stuck|down|dead|out|off|flickering|there|happening|bad|the same|full|no \w+|not (?:\w+ )?\w+)"
)
_NOT = r"(?:(?:is|are|was|does|do|did|has|have)(?:n't| not)|not)"
_DONE = (
    r"(?:been )?(?:work(?:ing|ed)?|fixed|solved|resolved|repaired|done|finished|changed|cleaned|cleared"
    r"|helped|on|back|better|ok|okay)"
)
_NOBODY = (
    r"(?:nobody|no ?one|no-one)(?: has| ever| even)*+ (?:came|come|showed up|been|changed|fixed|repaired|did"
    r"|done|cleaned|replaced)"
    r"(?: (?:anything|it|here|by|the \w+))?"
)
_UNSOLVED = (
    rf"(?:(?:{_THING}{_IS} )?still {_TROUBLE}|{_THING} ?still (?:leaks|drips|smells|flickers|stops|{_NOT} {_DONE})"
    rf"|(?:{_THING} ?)?{_NOT} {_DONE}|{_NOBODY}|(?:the )?problem (?:is still there|remains)|(?:the )?same as before"
    rf"|(?:it|that)(?:'s| is| has)? (?:stopped|broke|broken|failed|out|off|down|dark|gone) again)"
)
_NOT_DONE = re.compile(rf"{_POLITE}(?:{_UNSOLVED}{_GAP}{_POLITE}){{1,3}}")
_HARM = r"(?!.*\b(?:but|on fire|faint|collapse|bleed|hurt|trapped|stuck|missing|attack|kill|dead|dying))"
_CAUSE = rf"(?<!but ){_HARM}(?:(?:it was|that was|it's) )?(?:just|only|my|our|the neighbou?rs?)\b[^?]{{0,60}}"
_FALSE_ALARM = re.compile(
    rf"{_POLITE}(?:(?:it|that|this)(?: was| is|'s) )?(?:just |only )?(?:a )?(?:false alarm"
    rf"|misunderstanding){_GAP}{_POLITE}(?:{_CAUSE})?"
)
_ONE = r"(?:it|that|this|my (?:report|ticket|request)|the (?:\w+ )?(?:one|report|ticket|request))"
_OVER = (
    r"(?:(?:it|that|the \w+)(?:'s| is) (?:back|fixed|ok|okay|fine|working|solved|over)(?: on)?|i (?:fixed"
    r"|did|solved) it myself|i was wrong|(?:it|that) works(?: (?:now|again))?)"
)
_WELL = re.compile(
    rf"(?!.*\b(?:no|not|nope|but|yet|still)\b){_POLITE}(?:{_OVER}|(?:all |now )?"
    rf"(?:fixed|solved|sorted|resolved|working)(?: (?:now|again))?){_GAP}{_POLITE}"
)
_TAKES_BACK = re.compile(
    rf"{_POLITE}(?:(?:you can )?(?:cancel|withdraw|forget)(?: about)? {_ONE}|cancel|withdraw|never ?mind"
    rf"|no need to come|i was wrong"
    rf"|(?:you )?(?:don't|do not) (?:need to |have to )?come){_GAP}{_POLITE}(?:{_OVER}{_GAP})?{_POLITE}"
)
_MISTAKEN = re.compile(rf"(?=.*\bmy (?:mistake|bad)\b){_POLITE}(?:{_OVER}{_GAP}{_POLITE})?")
_OURS = r"(?:my|our)(?: \w+)? (?:flat|home|place|house|apartment|unit|building|block|staircase|floor|side)"
_ALIKE = r"same(?: (?:problem|thing|issue|trouble))?"
_AT_OURS = rf"(?: (?:here|too|for (?:me|us)|at (?:ours|mine)|(?:in|at) {_OURS}))"
_AT_HOME = re.compile(r"\b(?:here|ours?|mine|my)\b", re.IGNORECASE)
_SAME = re.compile(
    r"(?:(?:yes|yeah|yep|oh|hi|hello)[\s,.!]*+)?"
    rf"(?:(?:me|us|we|ours?|mine|here|{_OURS})(?: is (?:out|off|down|dead|broken))? (?:too|as well)|ditto"
    rf"|also (?:here|in {_OURS})"
    rf"|(?:it(?:'s| is) (?:the )?|the )?{_ALIKE}{_AT_OURS}*+"
    rf"|(?:i|we) (?:also )?have (?:it too|(?:the )?{_ALIKE}{_AT_OURS}*+))"
    r"(?:[\s,.!]*+(?:as well|too|thanks|thank you|please|unfortunately|sadly))?(?:(?![?？])\W)*+"
)
_SOMEBODY = r"(?:anyone|anybody|someone|somebody)"
_HOW_FAR = re.compile(
    rf"{_POLITE}(?:(?:what(?: is|'s) (?:happening|going on|the status|the progress)|any (?:update|news"
    rf"|progress)s?|how far (?:is it|are you))"
    r"(?: (?:with|to|about|on|of) (?:it|this|that|(?:the|my) (?:\w+ ){0,2}\w+))?"
    rf"|(?:has|did) {_SOMEBODY} (?:come|came|been here|taken it|looked at it|fixed it)"
    rf"|is {_SOMEBODY} (?:coming|working on (?:it|this)|on the way)|(?:is|has) (?:it"
    rf"|the \w+) (?:been )?(?:fixed|done|repaired|solved)"
    r"|who(?: is|'s| will be)? (?:coming|on it|working on it|fixing it|dealing with (?:it|this)|come)"
    r"|how (?:long|soon|much longer)(?: (?:will|does|is|until|till|before)(?: (?:it|this|that|they|someone))?)?"
    r"(?: (?:going to )?(?:take|be|need|come|comes|fix it|fixed))*"
    rf"|when (?:will|is|can) (?:it|they|you|{_SOMEBODY}|the (?:\w+ )?\w+)(?: be)? (?:come|coming|fixed|done"
    rf"|here|back|repaired|working))"
    rf" ?{_POLITE}[\s?.!]*+"
)
_PERSON = rf"(?:{_SOMEBODY}|(?:a |the )?(?:real |actual |live )?(?:human(?: being)?|person|operator|agent))"
_WANTS_SOMEBODY = re.compile(
    rf"{_POLITE}(?:is {_SOMEBODY} (?:there|here)"
    rf"|are you (?:a )?(?:real |actual )?(?:human|person|robot|bot)"
    rf"|(?:(?:can|could|may) i|i (?:want|need|would like|'d like) to) (?:talk|speak|chat)(?: to| with) {_PERSON}"
    rf"|(?:a )?(?:real |live )(?:human|person|agent)) ?{_POLITE}[\s?.!]*+"
)
_STAFF = (
    r"(?:(?:grid|community|property|social|maintenance|repair) (?:worker|manager|staff|man|guy|woman|lady"
    r"|people)s?|workers?|repair ?m[ae]n"
    r"|technician|plumber|electrician|cleaner|guards?|secretary|staff|(?:man|guy|woman|lady|person) (?:who came"
    r"|you sent))"
)
_ILL = (
    r"(?:(?:rude|impolite|aggressive|nasty|disrespectful|abusive|drunk)\b|(?:shout|yell|scream|curs|swear"
    r"|swore)\w* at (?:me|us|my)\b"
    r"|(?:insult|threaten|push|bull(?:y|i)|harass)\w* (?:me|us|my)\b|(?:bad|terrible|awful|horrible) attitude"
    r"|(?:ask|demand|want)(?:ed|s)?(?: me| us)?(?: for)? (?:money|cash|a bribe|a tip)\b)"
)
_COMPLAIN = (
    r"\b(?:want|like|wish|need|have)(?: to)? (?:complain|make a complaint|file a complaint) (?:about|against|of) "
)
_OF_STAFF = re.compile(rf"\b{_STAFF}\b[^.!?;]{{0,40}}?\b{_ILL}|{_COMPLAIN}(?:the |your |a )?{_STAFF}\b")
_OF_WHO_CAME = re.compile(rf"(?:he|she|they|the (?:man|woman|guy|lady))\b[^.!?;,]{{0,24}}?\b{_ILL}")
_NO_COMPLAINT = re.compile(
    rf"(?:\bnot|\bnever|n't|\b(?:neighbou?rs?|husband|wife|father|mother|son|upstairs|downstairs|tenants?|thief"
    rf"|stranger|dogs?"
    rf"|boyfriend)\b)[^.!?;]{{0,16}}\b{_ILL}"
)
_THEM = re.compile(r"\b(?:he|him|his|she|her|they|them|the (?:man|woman|child|fire|smoke|smell))\b")
# What a word names, as the Chinese turns of speech know it.
_THINGS = {
    "水": r"water|taps?",
    "电梯": r"lifts?|elevators?",
    "燃气": r"gas",
    "灯": r"lights?|lamps?|bulbs?",
    "停电": r"power|electricity",
    "暖气": r"heating|radiators?",
    "门禁": r"gates?|doors?",
    "垃圾": r"rubbish|garbage|trash|bins?",
    "漏水": r"leak\w*",
    "下水道堵": r"drains?|toilets?|sewage",
    "吵": r"nois\w+|music",
    "网络": r"internet|wi-?fi",
}
_NAMED = {thing: re.compile(rf"\b(?:{words})\b") for thing, words in _THINGS.items()}


def not_done(text: str) -> bool:
    """No, it is still dark; nobody changed anything; it doesn't work: what was told as done is not."""
    return _says(_NOT_DONE, text)


def is_well(text: str) -> bool:
    """Fixed, thank you: what was told as done is, and nothing else is said."""
    return _says(_WELL, text)


def false_alarm(text: str) -> bool:
    """It was a false alarm, just my neighbour cooking: there was none of the danger that was told."""
    return _says(_FALSE_ALARM, text)


def takes_back(text: str) -> bool:
    """Never mind; cancel the water one, it is back; sorry, my mistake: nothing is to be done any more."""
    return _says(_TAKES_BACK, text) or _says(_MISTAKEN, text)


def asks_how_far(text: str) -> bool:
    """Has anyone come? What is happening with the lift? How far what was told is, and nothing else."""
    return _says(_HOW_FAR, text)


def wants_somebody(text: str) -> bool:
    """Whether somebody asks for a person, or if this is one: can I talk to a human?"""
    return _says(_WANTS_SOMEBODY, text)


def says_same(text: str) -> bool:
    """Me too, same in our flat, and nothing else; me too? asks."""
    return _says(_SAME, text)


def is_at_home(text: str) -> bool:
    """Same here, ours too: whatever was said last, it is so at home; me too only says that it is the same."""
    return bool(_AT_HOME.search(text))


def complains_of_staff(text: str) -> bool:
    """The grid worker was rude to me: somebody complains of staff, whom they name."""
    words = _plain(text)
    return bool(_OF_STAFF.search(words)) and not _NO_COMPLAINT.search(words)


def complains_of(text: str) -> bool:
    """He was rude to me as well, of whoever came."""
    words = _plain(text)
    return complains_of_staff(text) or bool(_OF_WHO_CAME.match(words) and not _NO_COMPLAINT.search(words))


def tells_of_them(text: str) -> bool:
    """He went to building 5: words go on about somebody who was spoken of."""
    return bool(_THEM.search(_plain(text)))


def things(text: str) -> str:
    """What words name, in Chinese: 电梯 of the lift; "" where they name nothing."""
    words = _plain(text) if _LETTERS.search(text) else ""
    return " ".join(thing for thing, named in _NAMED.items() if words and named.search(words))


def _says(pattern: re.Pattern[str], text: str) -> bool:
    return len(text) <= LONGEST and bool(_LETTER.search(text) and pattern.fullmatch(_plain(text)))


def _plain(text: str) -> str:
    return text[:LONGEST].replace("’", "'").lower().strip()
