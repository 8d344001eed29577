import { isNearPerson, speaksAgainst } from './wants-person-near.ts';

/**
 * Whether a message asks for a person, in English, German, French and Spanish. Each language has the same few ways of asking: to talk with
 * one, to be passed on, to have one, to be called, to ask who there is, the bare word, and no more of the machine. What manages people (a
 * contact person, a role, a rule) and what other people want is none of them.
 */

/** As it is compared: lower case without accents, signs as single spaces; full stops and commas are words. */
function plain(text: string): string {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/ß/g, 'ss')
      // What is quoted is what somebody else says.
      .replace(/["“„«»”][^"“„«»”]{3,}["“„«»”]/g, ' ')
      .replace(/[.!?;\n¡¿]+/g, ' . ')
      .replace(/[^\p{L}\p{N}.,]+/gu, ' ')
      .replace(/,/g, ' , ')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** Words that decide, to be known also with one letter wrong; not those that are one letter from an ordinary word. */
const KEYS = [
  ...['human', 'person', 'people', 'agent', 'operator', 'representative', 'supervisor', 'somebody', 'someone', 'support'],
  ...['menschen', 'mensch', 'mitarbeiter', 'berater', 'sprechen', 'jemanden'],
  ...['humain', 'personne', 'conseiller', 'parler'],
  ...['humano', 'persona', 'asesor', 'operador', 'hablar', 'alguien'],
];
const OTHERS = new Set(
  'personal persons person agents agent agente agenten argent urgent parser parsed parses humans supports supported operators'.split(' '),
);

/** Whether one insertion, deletion, replacement or exchange of neighbours makes one of the other. */
function isNear(word: string, key: string): boolean {
  if (Math.abs(word.length - key.length) > 1) return false;
  let from = 0;
  while (from < word.length && word[from] === key[from]) from += 1;
  const rest = (text: string, skip: number): string => text.slice(from + skip);
  const swapped = word[from] === key[from + 1] && word[from + 1] === key[from] && rest(word, 2) === rest(key, 2);
  return swapped || rest(word, 1) === rest(key, 1) || rest(word, 1) === rest(key, 0) || rest(word, 0) === rest(key, 1);
}

function mended(text: string): string {
  return text.replace(/\p{L}{5,}/gu, (word) => {
    if (KEYS.includes(word) || OTHERS.has(word)) return word;
    return KEYS.find((key) => key.length > 4 && key[0] === word[0] && isNear(word, key)) ?? word;
  });
}

interface Language {
  /** Parts to build with, by name: `<name>` in a pattern. */
  readonly parts: Readonly<Record<string, string>>;
  readonly asks: readonly string[];
  /** All that a sentence says, apart from courtesies. */
  readonly bare: string;
  readonly courtesy: string;
}

const english: Language = {
  parts: {
    any: String.raw`(?:(?:to|with|by|a|an|the|some|any|one|of|your|our|real|live|actual|proper|human|other|another|different|directly|please|on|over|through|onto|just|member|support|service|team|qualified|senior|technical|customer|flesh|blood|and|from|at|in|someone|somebody|fluxori|billing|sales|this|it|me|us|that|conversation|chat|case|issue|ticket|matter|request|problem|about) )*`,
    who: String.raw`(?:human(?: being)?s?(?! (?:readable|error|resources|verification|check|translat\w*))|persons?|people|some ?one|somebody|any ?one|anybody|agents?|representatives?|reps?|operators?|supervisors?|managers?|boss|advis[eo]rs?|specialists?|experts?|technicians?|engineers?|employees?|colleagues?|staff|team(?: member)?s?|support|customer (?:service|support|care)|help ?desk|call cent(?:er|re)|hotline|man|woman)(?! (?:role|roles|key|keys|permission|permissions|right|rights|field|fields|account|accounts|approval|dashboard|plan|tier|article|articles|contract|string|commission|id|app|logs?|inbox|performance|notes?|discount|portal|page|tickets?|responsible))\b`,
    real: String.raw`(?:(?:real|live|actual|human|proper) (?:one|person|people|human|agent|someone|somebody|employee|representative|support|operator|advis[eo]r|chat)|human(?: being)?s?(?! (?:readable|error|resources|verification|check|translat\w*))|(?:some|any) ?(?:one|body) (?:real|human|else(?! s )|competent|from|who|at|in|over)|persons?|representative|rep|operator|supervisor|advis[eo]r|specialist|technician|employee|colleague)(?! (?:role|roles|key|permission|permissions|field|account|approval|dashboard|record|app|id|responsible|in))\b`,
    me: '(?:me|us)',
    i: '(?:i|we)',
  },
  asks: [
    String.raw`\b(?:talk|talking|speak|speaking|spoken|chat|chatting|connect|connected|deal|dealing|discuss|consult|converse|communicate|in touch|a ?hold|through|conversation|call|word|chatted|interact)(?: (?:this|it|that|my \w+))? (?:to|with|of|over with) <any><who>`,
    String.raw`\b(?:contact|reach|call|phone|ring|get|find|see|involve) (?:a|an|the|your|some|one of|any|another|real|live|actual) <any>(?:human(?: being)?|real person|live (?:agent|person)|person who|colleague|representative|supervisor|support (?:team|agent|staff)|customer (?:service|support|care)|someone|somebody|member of)`,
    String.raw`\b(?:want|need|wish|try|trying|(?:would|d) like|how (?:do|can|could|may) i|can i|could i|may i|let me|please) (?:to )?(?:contact|reach|call|phone|ring|message|get) (?:your |the |fluxori |to )*(?:support|customer (?:service|support|care)|help ?desk|hotline)(?! (?:article|plan|tier|contract|ticket|agent role|role|page|portal|number of))\b`,
    String.raw`\b(?:transfer|forward|pass|hand|put|refer|route|switch|direct|redirect|send|escalate|connect|patch|assign|give|turn|take)(?:ing|ed)? (?:<me>|this|it|my \w+|the (?:chat|conversation|case|ticket))(?: \w+){0,3} (?:to|with|onto|through to|over to|on to) <any><who>`,
    String.raw`\b(?:put <me> through|pass <me> on|hand <me> over|patch <me> through|transfer <me>(?! the)|escalate (?:this|it|my|the (?:issue|case|matter)|me))\b`,
    String.raw`\b(?:want|wants|need|demand|prefer|(?:would|d) like|get <me>|give <me>|gimme|bring <me>|bring in|send <me>|find <me>|fetch|let <me> have|have|expect|request|requesting|insist on|asking for|looking for|wish for) (?:(?:to|a|an|the|some|any|your|our|with|by|of|from|one|have|see|be|served|helped|assisted|attended|answered|answer|reply|help|support|assistance) )*<real>`,
    String.raw`\b(?:get <me>|give <me>|bring <me>|fetch <me>|want|need|demand) (?:your|the|a) (?:manager|supervisor|boss)(?! (?:role|account|approval|permission|to (?:approve|see)))`,
    String.raw`\b(?:can|could|would|will|may|please|have|let|need|want|ask|get|tell|like|arrange for|is there|there|prefer|hope) (?:for )?<any><who>(?: \w+){0,5} (?:(?:call|contact|ring|phone|reach|help|write(?: to)?|text|email|get back to|get in touch with|reply to|respond to|answer|assist|talk to|speak to|speak with|talk with|attend to|follow up with|chat with|message|get to) <me>|take(?:s)? (?:this |it )?over|step in|jump in|join|look (?:at|into)|handle (?:this|it|my)|deal with (?:this|it|my)|read (?:this|it|my)|review (?:this|my)|sort (?:this|it) out|go over (?:this|it|my))\b`,
    String.raw`\b(?:call|ring|phone|telephone) (?:<me>)(?! (?:when|before|if|a |an |old|crazy|names))\b`,
    String.raw`\b(?:want|need|like|request|requesting|get|have|arrange|schedule|book|please|prefer|possible|for) (?:(?:a|an|to|short|quick|me|us|be|possible) )*(?:call ?back|phone call|telephone call|phone conversation)(?! (?:url|uri|endpoint|function|fires?|handler|for oauth))`,
    String.raw`\b(?:who|whom) (?:can|could|should|do|may|might|would) <i> (?:call|ring|phone|talk to|talk with|speak to|speak with|contact|turn to|reach|reach out to|get in touch with)\b(?! (?:about )?(?:at|in) (?:dhl|ups|amazon|ebay|shopify))`,
    String.raw`\b(?:how|where|can|could|may) (?:do|can|could|may|would|am|should)? ?<i> (?:(?:able|allowed) to )?(?:call|phone|ring|contact|reach|get hold of|get a hold of|get in touch with|talk to|speak to|speak with) (?:you(?: guys| people)?|u|your (?:\w+ ){0,2}(?:team|staff|support|people|office)|<any>(?:human|real person|someone|somebody|support|customer (?:service|care|support)))\b`,
    String.raw`\bis there (?:any ?one|anybody|some ?one|somebody|a person|a human|a real \w+|an actual \w+|a live \w+|(?:a|any) (?:colleague|representative|number|phone number|hotline) )(?! (?:readable|version|in person))\b(?! (?:limit|field))(?: (?:there|here|i|we|who|that|to|available|around|else|at|on|from|real|human|being))`,
    String.raw`\b(?:is|are|any|there) <any><who>(?: \w+){0,2} (?:available|free|online|around|on duty|awake|listening|at work)\b`,
    String.raw`\b(?:phone|telephone|hotline|support) number (?:for|of|to|where|i|so|that)\b.{0,20}\b(?:support|you|call|help|reach|team|service)\b|\byour (?:support )?(?:phone|telephone|hotline)(?: number)?\b|\bsupport hotline\b`,
    String.raw`\b(?:no more|not|don t|dont|do not|stop|instead of|rather than|tired of|sick of|fed up with|hate|over|enough of|without|enough with|done with|had it with) (?:(?:want|to|with|a|an|the|this|these|your|some|more|talk|talking|chat|chatting|speak|speaking|type|typing|deal|dealing|be|answered|by|any|stupid|silly|dumb|useless|writing|write|another|being|interested|in|help|from|of) )*(?:chat ?bots?|bots?|robots?|machines?|ai|automat\w+ (?:answers?|repl\w+|responses?|messages?|help|system|assistant)|canned \w+|computer|virtual assistant|replying automatically|software answer\w*)(?! (?:translat\w*|learning|that reprices))\b`,
    String.raw`\b(?:i(?: d| would)? (?:want|like|have|need) to|let me|make a|file a|raise a|lodge a) (?:make |file |raise |lodge )?(?:a )?(?:formal )?complain(?:t|ing)?(?: about (?:you|your|this|fluxori)\b| please| now)?(?: \.|$)`,
    String.raw`\b(?:someone|somebody|person|human) (?:who works (?:there|here|for)|from your|at your|on your (?:team|side)|from (?:the )?(?:support|team|staff|fluxori))`,
    String.raw`\b(?:let|have) (?:a|one of your|your|an|some) (?:\w+ ){0,2}(?:colleagues?|human|person|team|agent|employee)(?: \w+){0,3} (?:take|handle|answer|reply|contact|call|look|do|help|sort)`,
  ],
  bare: String.raw`(?:(?:a|an|the|to|get|want|need|real|live|actual|human|speak|talk|give|me|with|your|i|chat|connect|support|transfer) )*(?:humans?|persons?|agents?|representative|operator|supervisor|managers?|someone|somebody|support|support team|staff|customer (?:service|support|care)|live chat|call ?back|call me(?: back)?|human being|people|escalate|advisor|adviser|help ?desk|employee|colleague)`,
  courtesy: String.raw`(?:please|pls|plz|plse|now|asap|thanks?|thank you|hi|hello|hey|ok|okay|no|yes|just|sorry|immediately|right|away|today|actually|again|instead|only|at once|and|first|quickly|urgently|urgent|you|not|helpful|for me|here|sir|this is|really|then|so|well|man|omg|ffs)`,
};

const german: Language = {
  parts: {
    who: String.raw`(?:mensch(?:en|lichen)?(?: \w+(?:partner|berater|mitarbeiter)\w*)?|person(?:en)?|\w*mitarbeiter\w*|\w*berater\w*|\w*ansprechpartner\w*|ansprechperson|kolleg\w+|kunden(?:dienst|service|betreu\w+|support)|support\w*|hotline|jemand(?:en|em)?|wen|techniker\w*|vorgesetzte\w*|chef\w*|teamleit\w+|leiter\w*|fachmann|fachfrau|fachkraft|expert\w*|spezialist\w*|agenten?|team|sachbearbeiter\w*|betreuer\w*|menschlich\w+|verantwortliche\w*|zustandige\w*|angestellte\w*|leut\w*|service|abteilung)\b`,
    real: String.raw`(?:mensch(?:en)?\b|menschlich\w+|(?:echte\w*|reale\w*|richtige\w*|lebende\w*|wirkliche\w*) \w+|person\b(?! in der eu)|\w*mitarbeiter(?:in|innen|n|s)?\b|berater(?:in|n|s)?\b|\w*ansprechpartner(?:in|n|s)?\b|ansprechperson\b|kollegen\b|jemand\w*|vorgesetzte\w*|teamleit\w+|techniker\w*|sachbearbeiter\w*|chef\b|angestellte\w*)`,
    speak:
      '(?:sprechen|sprech|spreche|reden|rede|telefonier\\w*|chatten|schreiben|unterhalten|verbinden|verbinde|verbunden|klaren|besprechen|austauschen|kommunizieren|kontakt|diskutieren|zu tun)',
  },
  asks: [
    String.raw`\bmit (?!meine[mnr]? (?:kund|liefer|shop))(?:\w+ ){0,5}?<who>(?: \w+){0,6} <speak>\b`,
    String.raw`\b<speak>(?: \w+){0,5} (?:mit|zu|bei|an) (?!meine[mnr]? (?:kund|liefer|shop))(?:\w+ ){0,4}?<who>`,
    String.raw`\b(?:verbind\w*|leite?n?|gebe?n?|gib|stelle?n?|reiche?n?|ubergebe?n?|weiterleit\w*|vermittel\w*|schicke?n?|bring\w*) (?:\w+ )?(?:mich|uns|das|es|mein\w*|dies\w*|die (?:sache|anfrage|unterhaltung)|den (?:fall|chat|vorgang))(?: \w+){0,4} (?:mit|zu|an|durch|weiter)\b(?! (?:amazon|ebay|shopify|dhl))`,
    String.raw`\b(?:verbinde?n? (?:sie )?(?:mich|uns)|stelle?n? (?:sie )?(?:mich|uns)|durchstellen|durchgestellt|weiterverbinden|weiterverbunden)\b`,
    String.raw`\b(?:an|zu) (?:\w+ ){0,3}?(?:kolleg\w+|mitarbeiter\w*|menschen|berater\w*|support\w*|kundenservice|kundendienst|vorgesetzte\w*|zustandige\w*|fachabteilung|team) (?:\w+ ){0,2}?(?:weiter\w*|ubergeben|ubergib|weiter|abgeben|durchstellen|vermitteln|wenden)`,
    String.raw`\b(?:will|wollen|mochte|mochten|brauche|brauchen|benotige|hatte gern\w*|wunsche|verlange|bitte|bevorzuge|lieber|fordere|bestehe auf|erwarte|gib mir|geben sie mir|gebt mir|hol\w*(?: sie)?|schick\w*(?: sie)? mir|her mit|ich will|suche)(?: (?:doch|bitte|jetzt|sofort|endlich|einfach|nur|mal|lieber|mir|uns|gern\w*|einen?|einem|einer|eine|den|die|dem|der|mit|von|um|auf|ihren?|euren?|eine\w*|hier|dazu|gleich|gerade|ich|personlich\w*|antwort|antworten|hilfe|unterstutzung|wieder|statt dessen))* <real>(?!.{0,30}\b(?:anlegen|andern|hinterleg\w*|hinzufug\w*|sperren|loschen|zuweisen|einladen|rolle|rechte|berechtigung\w*|eintragen|lieferant\w*|schulen)\b)`,
    String.raw`\b(?:kann|konnte|konnen|konnten|soll|sollte|darf|wird|wurde|lasst?|lassen|kannst|mochte|bitte|dass)(?: \w+){0,4} (?:jemand\w*|mensch|menschen|\w*mitarbeiter\w*|kolleg\w+|techniker\w*|berater\w*|person|ansprechpartner\w*|verantwortliche\w*|support|team|euer team|ihr team)(?: \w+){0,7} (?:helfen|hilft|antworten|antwortet|anrufen|zuruckrufen|anruft|zuruckruft|schreiben|melden|meldet|ubernehmen|ubernimmt|draufschauen|anschauen|ansehen|kummern|kummert|kontaktieren|kontaktiert|weiterhelfen|einschalten|draufsehen|unterstutzen|reinschauen|prufen)\b(?!.{0,25}\b(?:kunde|lager|bestellung(?:en)? (?:ansehen|sehen))\b)`,
    String.raw`\b(?:jemand\w*|mitarbeiter\w*|mensch|techniker\w*|berater\w*|kolleg\w+) (?:\w+ ){0,3}(?:soll|moge|mochte|kann|konnte)(?: \w+){0,7} (?:melden|anrufen|zuruckrufen|helfen|ubernehmen|kontaktieren|schreiben|antworten|kummern)\b`,
    String.raw`\b(?:mich|mir|uns)(?: \w+){0,4} (?:anrufen|zuruckrufen|anruft|zuruckruft|zuruckgerufen|angerufen|kontaktieren|telefonisch)\b|\b(?:ruf|rufen|rufe|ruft)(?: sie| ihr)? (?:mich|uns)\b|\bbei (?:mir|uns) (?:\w+ ){0,2}melden\b|\bmeld\w*(?: sie)?(?: sich)? (?:bitte )?bei (?:mir|uns)\b`,
    String.raw`\b(?:bitte|um|mochte|wunsche|brauche|gern\w*|erbitte|einen|hatte)(?: \w+){0,3} (?:ruckruf|anruf)\b(?! (?:aktion|der|von|des|fur|bei) )`,
    String.raw`\bwen (?:kann|konnte|darf|soll) (?:ich|man|wir) (?:\w+ ){0,3}(?:anrufen|kontaktieren|erreichen|sprechen|fragen|ansprechen|wenden)|\bwen (?:kann|konnte|darf|soll) (?:ich|man|wir) (?:anrufen|kontaktieren|erreichen)|\ban wen (?:kann|konnte|soll|darf|muss|wende) (?:ich|man|wir)?`,
    String.raw`\b(?:wie|wo|wann|kann|konnte) (?:erreiche|kontaktiere|erreicht|bekomme|komme|kann|konnte|finde|spreche|rede|telefoniere|ich|man)(?: \w+){0,6} (?:mensch\w*|\w*mitarbeiter\w*|jemand\w*|support(?:team)?|kundendienst|kundenservice|euch|echte\w* \w+|ansprechpartner\w*|berater\w*)(?: (?:aus|von|an|ans|bei|sprechen|erreichen|telefon\w*|kontaktieren|anrufen|reden|direkt|personlich))*(?: \.|$)`,
    String.raw`\b(?:wie|kann|konnte|wo) (?:erreiche|kann|konnte|rufe|ich) (?:ich )?(?:sie|euch) (?:\w+ )?(?:telefonisch|anrufen|erreichen|an\b|sprechen|personlich)|\b(?:eure|ihre) (?:telefonnummer|hotline|rufnummer)|\bsupport ?(?:telefonnummer|hotline|nummer)`,
    String.raw`\b(?:gibt es|gibts|habt ihr|haben sie|ist|sind|sitzt|arbeitet)(?: \w+){0,3} (?:jemand\w*|ein\w* (?:echte\w* |richtige\w* )?(?:mensch\w*|mitarbeiter\w*|ansprechpartner\w*|berater\w*|person)|mitarbeiter\w*|menschen|kollege\w*)(?: \w+){0,6} (?:sprechen|reden|da|verfugbar|erreichbar|online|helfen|telefonieren|kann|frei|ansprechbar|im chat|chatten|wenden)\b`,
    String.raw`\b(?:vorgesetzte\w*|chef\w*|teamleit\w+|leiter\w*|verantwortliche\w*|\w*mitarbeiter\w*|jemand\w*|menschen|person|manager\w*)(?: \w+){0,4} (?:sprechen|reden|haben|telefonieren)\b`,
    String.raw`\bhol\w*(?: sie| mir)?(?: \w+){0,2} (?:jemand\w*|einen? \w*(?:kolleg|mitarbeiter|mensch|berater|person|vorgesetzt)\w*)`,
    String.raw`\b(?:keine?n?|nicht|statt|anstatt|genug|hor\w* auf|schluss|weg|satt|ohne|nie)(?: (?:mehr|mit|einem?|einer|einen|dem|der|den|diese\w*|von|langer|weiter|ewig\w*|standig\w*|ihre\w*|eure\w*|das|ich|will|mag|lust|auf|sprechen|reden|schreiben|chatten|zu))* (?:chat ?bots?|bots?|roboter\w*|maschinen?|automat\w*|ki\b|computer\w*|textbaustein\w*)(?! (?:ubersetz\w*|abgleich|import))`,
    String.raw`\b(?:jemand\w*)(?: \w+){0,3} (?:von (?:euch|ihnen)|aus (?:ihrem|eurem)|richtige\w*|echte\w*|menschliche\w*|kompetente\w*|aus dem (?:team|support))`,
    String.raw`\b(?:personlich|menschlich)\w* (?:\w+ )?(?:ansprechpartner\w*|kontakt|beratung|betreu\w+|hilfe|unterstutzung|antwort|gesprach|sprechen|bedient|bedienung|support|gegenuber)`,
  ],
  bare: String.raw`(?:(?:einen?|den|die|das|echte\w*|richtige\w*|ich|will|brauche|mochte|mit|zum|zu|ein|reale\w*|menschliche\w*) )*(?:mensch(?:en)?|mitarbeiter(?:in)?|berater(?:in)?|person|support|kundendienst|kundenservice|ansprechpartner|ruckruf|jemand(?:en)?|vorgesetzte\w*|kolleg\w+|supportmitarbeiter|hotline|agent|operator)`,
  courtesy:
    '(?:bitte|jetzt|sofort|danke|hallo|nein|ja|doch|mal|schnell|dringend|endlich|ok|einfach|gleich|her|sprechen|reden|nur|hilft nicht|guten tag|verdammt|umgehend)',
};

const french: Language = {
  parts: {
    who: String.raw`(?:(?:etre )?humaine?s?|personnes?(?! (?:responsable|par))|conseill\w+|quelqu un|agents?|operat(?:eur|rice)s?|responsable|superieure?|manager|employee?s?|collegues?|technicien\w*|interlocut\w+|service (?:client\w*|technique|apres vente)|support|assistance|equipe|expert\w*|specialiste\w*|sav|gestionnaire|charge\w* de clientele|chef|directeur|directrice|teleconseill\w+|representant\w*|membre|monde|gens|ingenieur\w*|patron)\b(?! (?:commercia\w+|d impression|d entrepot))`,
    real: String.raw`(?:(?:etre )?humaine?s?\b(?! (?:lisible))|vraie?s? \w+|personne (?:reelle|physique|humaine|en chair|competente|qualifiee)|conseill(?:er|ere|ers|eur|e)\b|quelqu un|agent humain|employee?\b|interlocut\w+|operat(?:eur|rice)\b|superieure?\b|technicien\w*|teleconseill\w+|contact humain|responsable\b(?! (?:d entrepot|dans|gpsr|de (?:produit|stock)))|collegue)`,
  },
  asks: [
    String.raw`\b(?:parler|parle|parlerais|discuter|echanger|entretenir|dialoguer|communiquer|m adresser|m entretenir|causer|chatter|bavarder|traiter|voir (?:ca|cela)|regler (?:ca|cela)|conversation|appel|rendez vous|en ligne|affaire)(?: (?:de (?:ca|cela)|directement|plutot|maintenant|svp|enfin|en direct|a nouveau|vraiment|au telephone|de vive voix|par telephone))* (?:a|avec|au|aux|a l) (?:(?:un|une|l|le|la|des|les|votre|vos|de|du|d|vraie?s?|autre|vrai|ton|tes|membre|en|chair|os|reel\w*|service|quelqu) )*<who>`,
    String.raw`\b(?:mettez|mettre|mets|passez|passer|passe|transferez|transferer|transfere|transmettre|transmettez|transmets|redirigez|rediriger|redirige|adressez|adresser|orientez|orienter|connectez|connecter|dirigez|diriger|envoyez|basculez|basculer|escalade[rz]?|confiez|confier|faites? suivre|reliez)(?: (?:moi|me|nous|s il|vous|plait|svp|donc|directement|plutot))*(?: (?:ma|mon|cette|ce|la|le|ca|mes|cela) ?\w*)?(?: \w+){0,2}? (?:a|au|aux|avec|vers|en (?:relation|contact|ligne))(?: \w+){0,5}? <who>`,
    String.raw`\b(?:passez|passe|passer|donnez|donne|envoyez|trouvez|trouve|faites (?:venir|intervenir)|appelez)(?: moi| nous)? (?:(?:un|une|l|le|la|votre|vraie?|autre|donc|plutot|vrai|ton|tout de suite|enfin|a|au|avec|quelqu|d) )*<who>`,
    String.raw`\b(?:mis|mise|mettez moi|mettre|entrer|rester|prendre) en (?:contact|relation|communication) (?:avec|via)\b|\b(?:etre|me faire|me|m|nous|faire|soit) (?:(?:re ?)?contactee?|(?:re ?)?contacter|rappelee?|rappeler|rappelle|rappelez|appelee?|appeler|appelle|telephoner|telephone)\b(?! (?:le|la|les|un|une|des|ce|cette|d|l)\b)|\b(?:rappelez|appelez|contactez|telephonez|recontactez)(?: moi| nous)\b|\bme faire (?:rappeler|appeler|contacter|aider par)`,
    String.raw`\b(?:veux|veut on|voudrais|voudrai|voulons|souhait\w+|besoin d|besoin de|prefere\w*|aimerais|aimerai|exige|demande|reclame|il me faut|faut|puis je avoir|peut on avoir|avoir|recevoir|attends|cherche|donnez moi|donnez nous)(?: (?:un|une|l|le|la|a|d|de|des|avec|voir|avoir|etre|aidee?|par|que|plutot|enfin|juste|votre|du|vous|bien|absolument|vraiment|l aide|aide|reponse|contact|repondu|avoir affaire|affaire|immediatement|s il|plait))* <real>`,
    String.raw`\b(?:qui|a qui) (?:puis je|est ce que je peux|je peux|peut on|dois je|pourrais je|on peut|contacter|appeler|joindre)(?: \w+)? ?(?:appeler|contacter|joindre|parler|m adresser|telephoner)?\b(?! (?:chez|au) (?:dhl|amazon|la poste))`,
    String.raw`\b(?:comment|ou|puis je|peut on|est ce que je peux|moyen de|possible de|possible d|numero pour|j aimerais|je peux)(?: \w+){0,4} (?:joindre|contacter|appeler|avoir|parler|telephoner|atteindre|ecrire)(?: (?:a|au|avec|directement|par|telephone))*(?: (?:un|une|l|le|la|votre|vos|vrai\w*|de|du))* (?:vous|quelqu un|personne\w*|humaine?|conseill\w+|service (?:client|technique|apres vente)|support|equipe|interlocut\w+|agent|responsable|technicien)\b|\b(?:vous|te) (?:joindre|telephoner|appeler|contacter par telephone|parler de vive voix)|\b(?:votre|un|le) numero de telephone(?: du (?:support|service)| pour (?:vous )?(?:joindre|appeler)| svp| s il)`,
    String.raw`\b(?:y a t il|il y a|y a|avez vous|est ce qu il y a|existe t il)(?: \w+){0,2} (?:quelqu un|une (?:vraie )?personne|un (?:vrai )?(?:humain|conseiller|agent|operateur|interlocuteur|technicien|responsable|etre)|des (?:humains|conseillers|vraies)|conseiller)(?: (?:a|au|de|en|pour|avec|qui|que|derriere|dispo\w*|humain|reel\w*|chez|joignable|du|dans|svp|physique|ici|la))`,
    String.raw`\b(?:quelqu un|un (?:vrai )?(?:conseiller|agent|humain|operateur|collegue|technicien|responsable|employe|expert|etre humain|interlocuteur)|une (?:vraie )?personne|votre equipe|de vos (?:collegues|employes|techniciens)|un membre)(?: \w+){0,8}? (?:prenne|prendre le relais|reprenne|reprendre|regarde|regarder|m aider|m aide|nous aider|me repondre|reponde|repondre|me repond|disponible|joignable|contacte|rappelle|appelle|s en occupe|s en charge|intervienne|intervenir|verifie|verifier|jeter un|jette un|me contacter|me rappeler|m appeler|examiner|examine|traite|s occupe|m ecrire|m expliquer|me guider)\b`,
    String.raw`\b(?:pas|arretez|arrete|marre|assez|plus|stop|au lieu|plutot que|ras le bol|sans|fini|ni)(?: (?:de|d|avec|a|un|une|le|la|les|des|ces|cette|ce|vos|votre|envie|discuter|parler|repondre|par|l|aux|en|que|besoin|chatter|ecrire|vous|etes qu|envie de|ma))* (?:chat ?bots?|bots?|robots?|machines?|reponses? (?:automat\w+|toutes faites)|automat\w+|ia|intelligence artificielle|ordinateur)\b(?! (?:traduc\w*))`,
    String.raw`\b(?:je (?:veux|souhaite|voudrais) (?:faire une )?(?:reclamation|porter reclamation))(?: \.|$)`,
    String.raw`\b(?:escaladez|faire remonter|remontez|transmettez) (?:ma|mon|ce|cette|le) \w+`,
    String.raw`\b(?:par|au) telephone (?:avec|a) (?:\w+ ){0,3}<who>|\b(?:interlocuteur|conseiller|quelqu un|personne) (?:au|par) telephone`,
  ],
  bare: String.raw`(?:(?:un|une|le|la|vrai\w*|parler|a|au|avec|je|veux|l|agent|etre|votre|du) )*(?:humaine?|conseiller|conseillere|personne(?: reelle| humaine)?|agent|quelqu un|operateur|operatrice|service client|support|responsable|technicien|rappelez moi|interlocuteur|superieur|collegue|employe|sav)`,
  courtesy:
    '(?:s il|vous|te|plait|svp|stp|merci|maintenant|bonjour|non|oui|vite|tout de suite|urgent|d urgence|immediatement|ok|enfin|juste|humain|rapidement|seulement|de suite)',
};

const spanish: Language = {
  parts: {
    any: String.raw`(?:(?:a|al|con|un|una|el|la|los|las|su|sus|tu|de|del|uno|una|algun|alguna|otro|otra|verdader[oa]|directamente|por|telefono|real|alguno|este|esto|eso|mi|de verdad|miembro|ustedes|vuestro|favor|departamento|servicio|parte|que|sea|un ser|carne|hueso|y|en|me|ya|mejor|quien) )*`,
    who: String.raw`(?:human[oa]s?|seres? human[oa]s?|personas?(?! (?:de contacto|responsable|por))|alguien|agentes?|asesor(?:a|es)?|operador(?:a|es)?|representantes?|supervisor(?:a)?|encargad[oa]|gerente|jef[ea]|responsable|emplead[oa]s?|tecnic[oa]s?|especialistas?|expert[oa]s?|companer[oa]s?|colegas?|atencion al (?:cliente|usuario)|servicio (?:al|de atencion al) cliente|soporte|equipo|ejecutiv[oa]|consultor\w*|trabajador\w*|personal|ingenier[oa]|superior|centralita|quien)\b(?! (?:comercial\w*|de impresion|de almacen))`,
    real: String.raw`(?:human[oa]s?\b|ser humano|personas?(?: (?:real|de verdad|fisica|human\w|de carne|competente|que|y no|ya|por favor))?(?! (?:de contacto|responsable|en|por))\b|alguien\b|(?:agente|asesor|operador|empleado|soporte|trato|contacto|atencion|tecnico|apoyo) (?:real|human\w|de verdad|personal\w*|telefonic\w)|asesor(?:a)?\b|operador(?:a)?\b|representante\b(?! (?:en|de|autorizado))|emplead[oa]\b|supervisor(?:a)?\b|encargad[oa]\b|tecnic[oa]\b|ejecutiv[oa]\b|interlocutor\w*|agente\b(?! (?:de|comercial)))`,
  },
  asks: [
    String.raw`\b(?:hablar(?:lo|le)?|ablar|hablo|hable|hablado|charlar|conversar|chatear|comunicar(?:me|se|nos)?|contactar(?:me)?|contacto|platicar|tratar(?:lo)?|ver(?:lo)?|consultar(?:lo)?|conectar(?:me)?|resolver(?:lo)?|contacte|dialogar|discutir(?:lo)?|comunicacion|llamada|aclarar(?:lo)?|gestionar(?:lo)?|arreglar(?:lo)?|atendid[oa])(?: (?:esto|eso|de esto|directamente|mejor|ya|ahora|por telefono|mi caso|mi problema|el tema))* (?:con|a|por) <any><who>`,
    String.raw`\b(?:pas[ae]n?|transfier[ae]n?|deriv[ae]n?|comuni(?:ca|que|quen)|conect[ae]n?|pon(?:ga|gan)?|remit[ae]n?|dirij[ae]n?|redirij[ae]n?|redirig[ei]n?|envi[ae]n?|dej[ae]n?)(?:me|nos) (?:con|a|al|en|hablar|directamente|ya|por)\b(?! (?:amazon|shopify|ebay|excel|pdf))`,
    String.raw`\b(?:pasar|pasa|pase|pasen|transferir|transfiera|transfiere|derivar|derive|deriva|escalar|escale|escala|trasladar|traslade|remitir|remita|pasarme|transferirme|derivarme|comunicarme|conectarme|ponerme|enviar|reenviar)(?: (?:esta|este|esto|mi|el|la|lo|me|con) ?\w*)? ?(?:a|al|con) <any><who>`,
    String.raw`\b(?:quiero|queremos|necesito|necesitamos|prefiero|preferiria|quisiera|gustaria|exijo|solicito|busco|deseo|den(?:me|nos)|de(?:me|nos)|dame|danos|pido|requiero|quieres ponerme|manden?me|mandame|busquen?me|traigan?me|llama a|llame a|espero|quiero que|prefiriria)(?: (?:a|que|un|una|el|la|con|de|su|algun|alguna|otro|otra|me|ser|atendid[oa]|atiend\w+|atendier\w+|hable|responda|respuesta|ayuda|por|ya|ahora|solo|ayude|conteste|llame|contacte|escriba|mejor|hablar|directamente|simplemente|tratar|trato|de verdad|verdader[oa]|urgentemente|contacto|hablarlo|lo|vea|revise))* <real>`,
    String.raw`\b(?:me|nos) (?:(?:pueden?|podrian?|puedes|podrias|podeis|gustaria que|quiero que|vuelvan a|deben|van a) )?(?:(?:por favor|alguien|ustedes) )?(?:llamen?|llamaran?|llamar|llaman|contacten?|contactar|contactaran?|contactara|atiend\w+|atender\w*|atendier\w+|devuelv\w+|telefone\w+|marquen?)(?! (?:la atencion|el cliente))\b|\b(?:llam[ae](?:n)?me|llam(?:en|e)nos|llamarme|contact[ae]n?me|contactarme|contacten?nos|atiend[ae]n?me|telefone[ae]n?me|devuelv[ae]n?me)\b|\ben contacto con(?:migo| nosotros)\b|\bdevolver(?:me|nos)? la llamada|\bdevuelvan? la llamada`,
    String.raw`\b(?:a|con) quien (?:puedo|podria|debo|tengo que|hay que|podemos)? ?(?:llamar|contactar|hablar|dirigirme|acudir|llamo|hablo|comunicarme)`,
    String.raw`\b(?:como|donde|puedo|podria|se puede|es posible|sera posible|seria posible|hay forma de|hay manera de|quisiera|numero para)(?: \w+){0,3} (?:contact\w+|hablar|hablo|llam\w+|comunic\w+|localiz\w+|encuentro)(?:les|los|me|nos)?(?: (?:con|a|por|telefono))* <any>(?:human\w|persona|alguien|agente|asesor\w*|ustedes|vosotros|soporte|operador\w*|atencion al cliente|servicio al cliente|especialista|equipo|tecnico|empleado)\b|\b(?:llamarlos|llamarles|llamaros|contactarlos|contactarles|hablar con (?:ustedes|vosotros))\b|\b(?:su|vuestro|un|el) (?:numero de )?telefono (?:de (?:soporte|atencion|contacto con)|para (?:llamar|hablar|contactar))`,
    String.raw`\bhay (?:alguien|(?:algun|un|alguna|una) (?:agente|asesor\w*|human\w|operador\w*|emplead\w|persona|tecnic\w|representante|companer\w|encargad\w|ser human\w))(?: (?:con|a|que|ahi|aqui|disponible|real|de|en|para|por|ahora|conectad\w|human\w|al|de verdad|libre|quien))`,
    String.raw`\b(?:alguien|un (?:agente|asesor|tecnico|humano|operador|empleado|companero|representante|especialista|ser humano|encargado)|una (?:persona|asesora|agente|operadora|companera)|su equipo|uno de (?:sus|tus) \w+)(?: \w+){0,7}? (?:revise|revisar|revisarlo|ayude|ayudar|ayudarme|atienda|atenderme|atender|se haga cargo|hacerse cargo|se ponga|me llame|me contacte|llame|contacte|mire|mirar|mirarlo|tome|tomar|intervenga|responda|responderme|contestarme|conteste|se encargue|encargarse|llamarme|contactarme|escriba|se comunique|explicarme|me explique|ocuparse|se ocupe|vea mi|ver mi|disponible)\b`,
    String.raw`\b(?:no (?:quiero|soy|hablar|con|deseo|me gusta|mas|necesito|una?|un)|basta|hart[oa]|en (?:vez|lugar)|y no|cansad[oa]|dejen?|deja|sin|menos|nada|no a|ni|paren|pare|suficiente|estoy hart[oa])(?: (?:de|con|un|una|el|la|los|las|este|esta|estas|estos|hablar|chatear|seguir|tratar|hablando|mas|tu|su|sus|responder|respuestas|tanto|tanta|mensajes|contestaciones|a|que|me|conteste|escribir|escribiendo|quiero|perder|tiempo|discutir|por|respondan))* (?:chat ?bots?|bots?|robots?|maquinas?|automatic[oa]s?|respuestas automaticas|ia|inteligencia artificial|ordenador|computadora|contestador\w*|automat\w+)\b`,
    String.raw`\b(?:atencion|trato|contacto|ayuda|asistencia|soporte) (?:human[oa]|personal(?:izad[oa])?|telefonic[oa]|en persona)\b|\batender(?:me)? (?:personalmente|una persona|alguien)`,
    String.raw`\b(?:escalen?|escalar|eleven?|elevar) (?:esto|mi|el|este|la)`,
    String.raw`\b(?:quiero|deseo|voy a) (?:poner|hacer|presentar|interponer) una (?:queja|reclamacion)(?: \.|$)`,
    String.raw`\b(?:a|con|por) quien (?:pueda|sepa|si)\b`,
  ],
  bare: String.raw`(?:(?:un|una|el|la|quiero|con|hablar|ser|real|necesito|a|su|agente|de) )*(?:human[oa]|persona(?: real)?|agente|asesor(?:a)?|operador(?:a)?|alguien|soporte|supervisor(?:a)?|representante|atencion al cliente|servicio al cliente|encargad[oa]|llamame|llamenme|emplead[oa]|gerente|tecnico)`,
  courtesy:
    '(?:por|favor|porfa|ya|ahora|gracias|hola|no|si|mismo|urgente|humano|real|de verdad|inmediatamente|solo|buenas|rapido|cuanto antes|porfavor|pls)',
};

/** What somebody else wants of the one who writes. */
const OTHER_PEOPLE = [
  String.raw`\b(?:buyers?|customers?|clients?|shoppers?|recipients?|suppliers?|carriers?|couriers?)(?: (?:who|that|says?|said|left|on|in|keeps?|always|also|often|now|just|a|me|message))* (?:wants?|wanted|asks?|asked|asking|says?|said|demands?|demanded|demanding|requests?|requested|insists?|needs?|called|calls|message|would like|wish|wishes|writes?|complains?|complaining|keep|contact|left)\b`,
  String.raw`\b(?:kunde|kunden|kundin|kundinnen|kaufer|kauferin|lieferant|empfanger)(?: (?:der|die|das|er|sie|am|im|von|hat|hatte|bei))*(?: \w+){0,3} (?:will|wollen|mochte|mochten|verlang\w+|fragt|fragen|bittet|bitten|sagt|schreibt|wunscht|sprechen|besteht|fordert)\b`,
  String.raw`\b(?:clients?|cliente|acheteurs?|acheteuse|fournisseurs?|destinataire)(?: (?:qui|me|nous|a|un|une|en))* (?:veut|veulent|demande\w*|souhait\w+|exige\w*|a appele|dit|dis\w*|ecrit|insiste|appelle|reclame)\b`,
  String.raw`\b(?:clientes?|comprador(?:a|es)?|proveedor(?:a|es)?|destinatari[oa])(?: (?:que|me|nos|un|una|siempre))* (?:quieren?|pide[n]?|solicita[n]?|exige[n]?|llamo|dice[n]?|dijo|escribe|desea|insiste|reclama|pregunta[n]?)\b`,
].map((pattern) => new RegExp(pattern, 'u'));

const LANGUAGES = [english, german, french, spanish].map(({ parts, asks, bare, courtesy }) => {
  const build = (pattern: string): string =>
    pattern.replace(/<(\w+)>/g, (whole, name: string) => (name in parts ? build(parts[name] ?? '') : whole));
  return {
    asks: asks.map((pattern) => new RegExp(build(pattern), 'u')),
    bare: new RegExp(`^(?:${courtesy} )*${bare}(?: ${courtesy})*$`, 'u'),
  };
});

const LONGEST = 600;

/** Whether a person is asked for. */
export function asksForPerson(text: string): boolean {
  const words = mended(plain(text.slice(0, LONGEST)));
  const said = words.replaceAll(' ,', '');
  if (OTHER_PEOPLE.some((pattern) => pattern.test(said))) return false;
  if (speaksAgainst(said)) return false;
  if (isNearPerson(said)) return true;
  const sentences = words.split(/ ?[.,] ?/).filter((sentence) => sentence !== '');
  return LANGUAGES.some(
    ({ asks, bare }) => asks.some((pattern) => pattern.test(said)) || sentences.some((sentence) => bare.test(sentence)),
  );
}
