import { asksForPerson } from './wants-person.ts';

export { asksForPerson };

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
