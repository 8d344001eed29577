/** What a message wants besides knowledge: to be greeted, thanked, told what this is, or passed to a person. */
export type Intent =
  | 'greeting'
  | 'thanks'
  | 'goodbye'
  | 'capabilities'
  | 'person'
  | 'affirmation'
  | 'rejection'
  | 'upset'
  | 'gibberish'
  | null;

const PERSON =
  '(?:human(?: being)?s?|(?:real|actual|live|living) (?:one|person|people|human|agent|someone|somebody)|person|people|some(?:one|body)(?: (?:real|else|human))?|any(?:one|body)|agents?|representatives?|reps?|operators?|supervisors?|managers?|advis[eo]rs?|sales(?: (?:team|people|person))?|support(?: (?:team|staff|agent|person|people|guy|desk))?|customer (?:service|support|care)|your (?:team|staff|colleagues?|boss)|staff|help ?desk|call cent(?:re|er)|you(?: guys)?|u)';
const TOWARDS = new RegExp(
  String.raw`\b(?:talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|connect(?:ed)?(?: me)?|transfer(?:red)? me|forward me|pass me|hand me|put me (?:through|on)|contact|reach|get (?:a ?hold of|in touch)|call|phone) (?:(?:to|with|over|on|onto|through|a|an|the|some|one of|your|real|live|actual|directly) ?)*\b${PERSON}\b`,
  'i',
);
const WANTS =
  /\b(?:want|need|prefer|demand|like|rather have|get me|give me|gimme|bring me|send me|find me|can i (?:have|get)|is there|are there|let me have) (?:(?:to|a|an|the|some|any|real|live|actual|your|help from|support from) ?)*\b(?:human(?: being)?|real (?:one|person|human|agent)|(?:live|support|human) (?:agent|person|chat)|person|agent|representative|rep|operator|supervisor|manager|someone (?:real|human|else)|somebody (?:real|human|else)|people)\b(?! (?:role|key|account|permission|right))/i;
const BARE_PERSON =
  /^\W*(?:(?:actually|no|ok(?:ay)?|please|just|sorry|yes|hi|hello|hey)\W+)*(?:(?:a |an |the )?(?:real |live |actual )?(?:human|person|agent|representative|operator|someone|somebody|support|staff)(?: please| pls| now|!| plz| asap)*|(?:please )?call me(?: back)?|escalate|customer (?:service|support|care)|mensch|persona|humano|humain)\W*$/i;
const NOT_MACHINE =
  /\b(?:not|do ?n['’]?t|no more|hate|stop|instead of|rather than|tired of|sick of)\b.{0,30}\b(?:bots?|chat ?bots?|robots?|machines?|ai|automated|computer)\b/i;

/** Whether a person is asked for: contact with one, a bare "human please", or no more of the machine. Managing one's own users is not. */
export function asksForPerson(text: string): boolean {
  if (BARE_PERSON.test(text) || NOT_MACHINE.test(text)) return true;
  if (
    /\b(?:call|phone|ring) me\b|\b(?:phone|telephone) number\b.{0,30}\b(?:support|you|call|help)|\b(?:support|your) (?:phone|telephone) number\b/i.test(
      text,
    )
  )
    return true;
  if (
    /\b(?:can|could|will|would) (?:some(?:one|body)|any(?:one|body)|a (?:person|human|colleague))\b.{0,30}\b(?:call|contact|ring|take over|look (?:at|into)|speak|talk)\b/i.test(
      text,
    )
  )
    return true;
  if (
    /^\W*(?:i(?:['’]d| would)? (?:want|like|need|have) (?:to )?)?(?:make |file |raise )?(?:a )?complain(?:t|ing)?(?: about (?:you|your|this|fluxori)\b.{0,40})?\W*$/i.test(
      text,
    )
  )
    return true;
  return (
    /\bescalate (?:this|it|me|my|to)\b|\bis there any(?:one|body) (?:there|here|real|i can)\b/i.test(text) ||
    TOWARDS.test(text) ||
    WANTS.test(text)
  );
}

const GREETING =
  /^\W*(?:h(?:i+|ello+|ey+|iya|owdy)|yo|good (?:morning|afternoon|evening|day)|greetings|morning|hallo|hola|bonjour|moin|sup|what['’]?s up)(?: (?:there|all|everyone|team|guys|again|bot|assistant|you))*\W*$/i;
const WELL_BEING = /^\W*(?:(?:hi|hello|hey)\W+)?how are (?:you|u)(?: doing| today)*\W*$/i;
const THANKS =
  /^\W*(?:(?:ok(?:ay)?|great|perfect|super|awesome|cool|nice|wonderful|good|yes|alright|that['’]?s)\W+)*(?:many |so )?(?:thanks?|thank (?:you|u)|thx|ty|cheers|merci|danke|gracias|much appreciated|appreciate it)(?:\W+(?:you|a lot|so much|very much|a bunch|a million|for (?:your|the) help|for that|that helped|that worked|it works?(?: now)?|mate|that (?:is|was) (?:all|it|helpful|great|perfect)|very helpful|you(?:['’]re| are| were) (?:great|awesome|the best|very helpful|helpful|amazing|a star)))*\W*$/i;
const PRAISE =
  /^\W*(?:you(?:['’]re| are) (?:great|awesome|the best|amazing|very helpful)|great|perfect|super|awesome|cool|nice|wonderful|brilliant|excellent|that (?:helped|worked|works)|it works?(?: now)?|solved|got it|understood|makes sense|works now)(?:\W+(?:now|great|thanks?|thank you|it works?(?: now)?|that (?:helped|worked|works)))*\W*$/i;
const GOODBYE =
  /^\W*(?:(?:ok(?:ay)?|thanks?|thank you)\W+)*(?:bye+(?: ?bye)?|good ?bye|see (?:you|ya)(?: later| soon)?|cya|later|have a (?:nice|good|great) (?:day|one|evening|weekend)|that(?:['’]?s| is| was) (?:all|it|everything)(?: for (?:now|today))?|good ?night|tsch(?:ü|ue)ss|ciao|nothing else|no,? that(?:['’]?s| is) (?:all|it))\W*(?:thanks?|thank you)?\W*$/i;
const CAPABILITIES =
  /^\W*(?:(?:so|and|hi|hello|hey)\W+)?(?:what (?:can|could|do) (?:you|u|this(?: chat| bot)?) (?:do|help|know|offer|answer)\b.*|what (?:can|could) i (?:do(?: here)?|ask(?: you)?(?: here)?)|how (?:can|could|do|does) (?:you|u|this(?: chat| bot)?) (?:help(?: me)?|work)|who are (?:you|u)|what are (?:you|u)(?: for)?|what(?:['’]?s| is) your name|what is this(?: chat| bot)?|are you (?:a |an )?(?:bot|robot|ai|human|real|machine|computer|real person|chatgpt).*|help(?: me)?(?: please)?|i need (?:some )?help|can you help(?: me)?|what topics.*|options|menu)\W*$/i;
const YES = /^\W*(?:yes+|yep|yeah|yup|ya|sure|correct|right|exactly|indeed|ok(?:ay)?|please do|go ahead)(?:\W+please)?\W*$/i;
const NO =
  /^\W*(?:no+|nope|nah|not really|none(?: of (?:these|those|them|the above))?|neither|i (?:do not|don['’]?t|did not|didn['’]?t) (?:get|understand)(?: (?:it|this|that|you))?|something else|wrong|that(?:['’]?s| is) (?:not (?:it|what i (?:meant|asked|want))|wrong)|(?:this|that|it) (?:did(?: not|n['’]?t)|does(?: not|n['’]?t)) help)(?:\W+(?:of (?:these|those|them)|thanks?|it|what i meant))*\W*$/i;

const INSULT =
  /\b(?:crap|shit\w*|fuck\w*|bullshit|garbage|rubbish|useless|worthless|terrible|horrible|awful|pathetic|ridiculous|worst|furious|angry|pissed|fed up|sick of|scam|joke|unacceptable|disappointed|frustrat\w*|hate (?:this|you|your)|idiots?|stupid)\b/gi;
const NO_MATTER =
  /\b(?:this|that|it|is|are|was|you|your|you['’]re|it['’]s|i['’]?m|i|am|we|so|a|an|the|my|me|of|and|what|how|really|very|just|such|absolutely|completely|totally|complete|total|piece|fluxori|app|system|software|service|support|company|product|platform|tool|thing|bot|assistant|ever|seen|used|have|has|been|nothing|works?|working|not|does|doesn['’]t|don['’]t|again|all|time|day|with|at|by|now|people|guys|about|experience|answer|help)\b/gi;

/** Anger with no matter in it that could be answered; "this stupid label won't print" is a question about a label. */
function isUpset(text: string): boolean {
  if (text.search(INSULT) < 0) return false;
  return (
    (
      text
        .replace(INSULT, ' ')
        .replace(NO_MATTER, ' ')
        .match(/\p{L}{3,}/gu) ?? []
    ).length === 0
  );
}

/** Nothing that could be a word: no letters, or only runs that no language writes. */
function isGibberish(text: string): boolean {
  if (/\d{3,}/.test(text)) return false;
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length === 0) return true;
  if (/[^\u0000-\u024f]/u.test(words.join(''))) return false;
  const odd = words.filter(
    (word) =>
      word.length > 3 &&
      (!/[aeiouyà-ÿ]/.test(word) || /[bcdfghjklmnpqrstvwxz]{5,}/.test(word) || /^(.{1,3})\1{2,}$/.test(word) || /(.)\1{3,}/.test(word)),
  );
  return odd.length > 0 && odd.length >= words.length / 2;
}

export function intentOf(text: string): Intent {
  const trimmed = text.trim().slice(0, 2000);
  if (asksForPerson(trimmed)) return 'person';
  if (trimmed.length < 160) {
    if (THANKS.test(trimmed) || PRAISE.test(trimmed)) return 'thanks';
    if (GOODBYE.test(trimmed)) return 'goodbye';
    if (GREETING.test(trimmed) || WELL_BEING.test(trimmed)) return 'greeting';
    if (CAPABILITIES.test(trimmed)) return 'capabilities';
    if (YES.test(trimmed)) return 'affirmation';
    if (NO.test(trimmed)) return 'rejection';
    if (isUpset(trimmed)) return 'upset';
  }
  return isGibberish(trimmed) ? 'gibberish' : null;
}
