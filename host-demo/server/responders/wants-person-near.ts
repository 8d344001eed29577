/**
 * The second half of knowing who wants a person: two ideas near each other, whatever stands between them. It finds the ways of asking that no
 * pattern foresees; what speaks against it is kept beside it.
 */

/** Somebody, in any of the four languages: words that mean a person who could answer here. */
const PERSON = String.raw`(?:human(?:s|a|o|as|os|e|es)?|human being|humaine?s?|person|people|persona|personne|personnes|persons|mensch|menschen|some ?(?:one|body)|sum1|any ?(?:one|body)|agents?|agentes?|agnet|ajente|repr[ae]s[ea]nt\w*|representant\w*|rep|operat(?:or|ors|eur|rice)|operador\w*|superv\w+|managers?|boss|advis[eo]rs?|specialist\w*|spezialist\w*|especialista|experts?|experto|experte\w*|technician|techniker\w*|technicien\w*|tecnic[oa]|engineers?|developers?|entwickler\w*|developpeu\w+|desarrollador\w*|employees?|employe\w*|emplead\w+|colleagues?|kolleg\w+|collegues?|colega|companer[oa]s?|collaborateurs?|colaborador\w*|staff|team|equipe|equipo|\w*mitarbeiter\w*|angestellte\w*|berater\w*|\w*betreuer\w*|fachmann|fachfrau|fachkraft|ansprechpartner\w*|leuten?|jemand\w*|vorgesetzte\w*|conseill\w+|quelqu un|qqn|gens|interlocut\w+|patron|superieur\w*|responsable|asesor\w*|alguien|gente|gestor|encargad[oa]|supervisor\w*|support|soporte|kundendienst|kundenservice|customer (?:service|care|support)|service client\w*|dude|guy|grown up|one of (?:the|your) (?:team|people|staff)|your (?:people|guys|end|side)|account manager|hotline|whoever|zustandige\w*|comptabilite|buchhaltung|contabilidad|accounting)`;
/** Surely somebody and no word of the trade. */
const SURE = String.raw`(?:human(?:s|a|o|as|os)?|human being|humaine?s?|mensch|menschen|(?:real|actual|live|living|echte\w*|reale\w*|richtige\w*|wirkliche\w*|vraie?s?) (?:person|people|human|dude|leute\w*|menschen|gens|personne\w*|someone|somebody|agent|conseill\w+)|(?:gente|persona|agentes?|asesor) (?:real|de verdad)|some(?:one|body) (?:with|for|from|else(?! s )|real|competent|human|on)|grown up|one of (?:the|your) (?:team|people|staff|employees|colleagues)|ihre\w* (?:kolleg\w+|angestellte\w*)|vos (?:collegues|collaborateurs)|sus (?:colaboradores|empleados)|quelqu un|qqn|alguien|un (?:companero|colega))`;
/** A trade that a customer has no business with but to be helped by it. */
const EXPERT = String.raw`(?:experts?|experto|experte\w*|fachmann|fachfrau|developers?|entwickler\w*|developpeu\w+|desarrollador\w*|technician|techniker\w*|technicien\w*|account manager|kundenbetreuer\w*|gestor de cuenta|ajente|agnet|superviso?eur|supervisor\w*|patron|collaborateurs?|colaboradores|mitarbeiter\w*|personal)(?! (?:role|rechte|anlegen|portal|api|key|mode|account))`;
const SPEAK = String.raw`(?:talk|talking|tlak|speak|speaking|speek|speech|spoken|chat|livechat|live chat|discuss\w*|phone|converse|sprechen|spreche|reden|rede|quatschen|telefon\w*|korrespondier\w*|bespreche\w*|klaren|parler\w*|parle|parlerai|echanger|discuter|dire|telephon\w*|joindre|traiter|hablar\w*|ablar|hablo|comentar\w*|tratar\w*|aclarar\w*|conversar|viva voz|de vive voix)`;
const PASS = String.raw`(?:transfer\w*|forward|connect(?:ed)?|put through|pass on|bring in|bring|fetch|hand over|route|weiterleiten|weiterleit\w*|verbinden|verbind|holen|hole?|dazuholen|hinzuholen|einschalten|orienter|orientez|adressez|adresser|transfert|transferez|transferer|envoyez|derivar\w*|derive|derivara|comunican|comuniquen|pasen|trae|traiga|mandeme|mandame|asigne|asigna|buscame|busqueme|buscar|chercher|remonter|remontez)`;
const WANT = String.raw`(?:could|can|kann|konnte|peut|pourrait|podemos|consigo|feel better|rather|gern|lieber|prefere\w*|prefier\w*|preferir\w*|moge|i want|i wanna|wanna|want|need|i d like|id like|would like|d like|get me|get|i must|request|can i|can you|can u|could i|could you|may i|please|pls|let|will|mochte|wunsche|brauche|brauchte|bitte|gib mir|gib|muss|kannst du|konnten sie|wurden sie|veux|jveux|voudrais|souhaite|aimerais|besoin|exige|demande|pouvez vous|peux tu|tu peux|quiero|necesito|gustaria|solicito|agradeceria|haria falta|hace falta|podria|puede|puedes|puedo|quisiera|por favor|svp)`;
const HELP = String.raw`(?:help|assist\w*|double check|check|step in|take over|have a look|take a look|walk me|answer|look|dran|ran|anschauen|ansehen|beantworten|zeigen|einschalten|ubernehmen|helfen|intervenir|intervienne|interviene|intervenga|prendrait|reponde|repondre|comprobar|echarle|responda|guiar|coja|ayud\w+|revis\w+)`;
const MACHINE = String.raw`(?:chat ?bots?|bots?|robots?|roboter|machines?|maschinen?|maquinas?|ki|ai|ia|automat\w*|software|computer|assistant|ordenador)`;
const AWAY = String.raw`(?:no|skip|not|rather not|switch off|turn off|off|away|than with|rather than|enough|ungern|nicht|nich|keine?n?|aus|ausschalten|uberspringen|abschalten|weg|ne pas|pas|sauter|passer|eteignez|eteindre|plutot qu|no hacer|saltar|apaga|apagar|para|parar|quita|sin|vez)`;
const LINK = String.raw`(?:with|by|the|this|that|a|an|to|do|das|den|der|dem|mit|ner|nem|einer|einem|eine|machen|la|le|les|l|une|un|avec|faire|ca|una|el|esto|con|de|do this|per|von|durch)`;

const pair = (a: string, b: string, gap: number): readonly string[] => [
  `\\b${a}(?: [\\p{L}\\p{N}]+){0,${gap}} ${b}\\b`,
  `\\b${b}(?: [\\p{L}\\p{N}]+){0,${gap}} ${a}\\b`,
];
const compile = (patterns: readonly string[]): readonly RegExp[] => patterns.map((pattern) => new RegExp(pattern, 'u'));

/** Together with a wish of the one who writes. */
const WISHED = compile([
  ...pair(SPEAK, PERSON, 6),
  ...pair(PASS, PERSON, 5),
  ...pair(HELP, SURE, 6),
  ...pair(EXPERT, HELP, 9),
  `\\b${WANT}(?: [\\p{L}\\p{N}]+){0,4} (?:${SURE}|${EXPERT})\\b`,
]);
/** Asked for without saying that it is wished. */
const CALLED = compile([
  `^(?:(?:hi|hello|hallo|bonjour|hola|ey|hey) )?(?!\\p{L}+ing )${SPEAK}(?: [\\p{L}\\p{N}]+){0,4} ${PERSON}(?: (?:pls|please|plz|bitte|svp|por favor|now))?$`,
  String.raw`\b(?:bring in|fetch|get|traiga|trae|mandeme|mandame|buscame|busqueme|holen|hol)(?: a| in| mir| bitte)? (?:one of the team|one of your \p{L}+|a colleague|alguien|un (?:asesor|companero|agente)|wen|jemanden)\b|\b(?:aide d une|help of a|hilfe einer|ayuda de una) (?:personne|person|persona|human)`,
  `^${PERSON}(?: [\\p{L}\\p{N}]+)? ${PERSON}$`,
  `\\bmit wem (?:kann|konnte|soll) ich(?: [\\p{L}\\p{N}]+){0,3} ${SPEAK}`,
  `\\b(?:nicht|nie|kein\\w*|nur|rede ich nicht|mit einer (?:ki|maschine)) (?:mit )?(?:einem menschen|einer maschine|ki|nicht)\\b|\\bmit (?:einer?|ner) (?:ki|maschine|bot)(?: [\\p{L}\\p{N}]+){0,2} nicht\\b`,
  String.raw`\b(?:kannst|konnen|konntest|konnten|kann)(?: du| sie)? (?:mir|sich)(?: \p{L}+){0,2} (?:wen|einer von euch|jemand\w*|einer)\b`,
  String.raw`\bgib mir(?: \p{L}+){0,2} wen\b|\bhotline\b.{0,30}\berreiche|\bdeutlich mit einem menschen\b`,
  String.raw`\bcall\b(?: \p{L}+){0,3} (?:someone|somebody)|(?:someone|somebody)(?: \p{L}+){0,5} (?:on a call|over the phone|on the phone)|(?:over|on|by) the phone with`,
  String.raw`\bme comunican? con\b|\bque (?:intervenga|responda|conteste)(?: \p{L}+){0,2} (?:un |una )?(?:humano|persona)|\bque un miembro|\bescribir con (?:el|un|alguien)|\bme (?:pondria|pondrian|ponen|pone) en contacto`,
  String.raw`\b(?:vers|a) (?:celui|celle|quelqu un) qui (?:peut|sait)|\b(?:l un|un) de (?:vos|leurs|ses)\b|\bl un d eux\b|\b(?:con alguno|mit einem davon|talk to one|mit dem mochte|lui parler|tratarlo directamente con)\b`,
]);
const WISH = new RegExp(`\\b${WANT}\\b`, 'u');
const SURELY = compile([
  `\\b${AWAY}(?: ${LINK}){0,5} ${MACHINE}$`,
  `^(?:the |der |den |le |el |la )?${MACHINE}(?: [\\p{L}\\p{N}]+){0,2} (?:aus|off|uberspringen|ausschalten|weg)\\b`,
  String.raw`\b(?:ticket|case|fall|caso) (?:for|fur|pour|para|to|a) (?:the |die |un |tus |vos |your )*(?:humans?|people|kolleg\w+|collegues|companeros|ser humano|team|colleagues?)`,
  String.raw`\b(?:promised|versprochen|promis|prometieron)(?: \p{L}+){0,4} (?:colleague|kolleg\w+|collegue|colega|companero|someone|jemand|callback|ruckruf|agent)`,
  String.raw`^(?:pls|please|just|bitte|ok|now)? ?(?:transfer|connect me|forward me|verbinden|weiterleiten|durchstellen|mettez moi en relation|transferez|transfert)(?: me)?(?: now| already| please| pls| an mitarbeiter| conseiller| svp)?$`,
  String.raw`\b(?:phone|telephone|call|telefon|telefonisch\w*|telephonique|telefonica)(?: \p{L}+){0,3} (?:appointment|termin|rendez vous|cita)|\b(?:telefontermin|rendez vous telephonique|ruckrufbitte|cita telefonica)`,
  String.raw`\b(?:assistance|asistencia|atencion|aide|ayuda|hilfe|help|chat) (?:humaine?|humana|menschliche\w*|human)\b|\b(?:menschliche|human) (?:hilfe|help|assistance|support)\b`,
  String.raw`\b(?:livechat|live chat|chat en (?:direct|vivo))\b(?: \p{L}+){0,3} (?:agent|agentes|leuten|conseillers?|people|person|de verdad)`,
  String.raw`\b(?:who|wer|qui|quien)(?: \p{L}+){0,2} (?:your manager|zustandig|s occupe|lleva|in charge)\b.{0,60}\b(?:want|talk|mochte|telefonieren|sprechen|parler|hablar|tratar)`,
  String.raw`^(?:press |dial )?0 (?:for|fur|pour|para) `,
]);

/** Not wanted, over already, or somebody else's; and people as a matter of the trade. */
const AGAINST = compile([
  String.raw`\b(?:don t|dont|do not|no) (?:need|necesito|hace falta|want)(?: (?:a|an|any|to|talk|speak|with|another|real|un|una|que|me))* (?:person|human|humano|call|llamen|anybody|anyone|someone|agent|persona|agente)\b|\bno (?:necesito|hace falta|quiero) (?:que|a un|un|hablar con nadie)(?: \p{L}+){0,2} (?:humano|llamen|persona|agente)|\bpas besoin(?: \p{L}+){0,3} (?:humain|personne|conseiller|agent|parler)|\b(?:brauche|mochte|will) kein\p{L}*(?: \p{L}+){0,2} (?:menschen|mitarbeiter|berater|person|anruf|ruckruf)|\bdon t call\b`,
  String.raw`\b(?:ya hable|ayer|deja parler?|j ai parler?|habe schon|habe bereits|hab schon|already (?:spoke|talked|spoken)|i (?:spoke|talked|chatted) (?:to|with)|yesterday)\b.{0,60}(?:resuelto|regle|solved|fixed|erledigt|geklart|sorted|thanks|merci|gracias|danke|$)`,
  String.raw`\b(?:write|draft|macro|template|auto ?reply|reply|vorlage|antwortvorlage|modele|plantilla)\b.{0,40}\b(?:buyers?|customers?|kunden|clients?|clientes?|who d|who want)\b`,
  String.raw`\b(?:our|my|meine\w*|unsere\w*|notre|nos|nuestr\w+) (?:\p{L}+ )?(?:customer service|support|team|staff|agents?|employees?|mitarbeiter\w*|kundenservice|equipe|equipo|agentes|colleagues?|kollegen|warehouse)\b`,
  String.raw`\b(?:does|will|can|do|is|are|did) (?:a |the |any |your )?(?:support |real )?(?:person|human|humans|staff|people|agents?|support)(?: staff)? (?:read|see|approve|check|verify|review|look|sees|access|translate)\b(?!.{0,30}\b(?:you (?:just )?(?:told|said)|for me|my (?:case|problem|issue)|this for))`,
  String.raw`\b(?:un humain|ein mensch|un humano|a human)(?: \p{L}+){0,3} (?:verifie|pruft|verifica|revisa|approves)\b`,
  String.raw`\b(?:than|als|wie|qu un|que un) (?:a |an |most |any |jeder |ein )*(?:humans?|person|mensch|humain|humano)\b`,
  String.raw`\b(?:die|the|la) person(?:ne|a)? (?:die|who|that|qui|que)\b`,
  String.raw`\b(?:testsystem|zugangsdaten|sandbox|macro|makro|template|permission\w*|berechtigung\w*|rolle|role|rol|webhook url|gpsr|dsgvo|rgpd|gdpr|attribute|licen[cs]e|lizenz|licence|licencia|csv|export|api|endpoint|dinero|dashboard|replac\w*|commission|comision|lagerleiter|picker|scanner|druck\w*|print\w*|impression|impresion|import|feedback|supplier|lieferant\w*|fournisseur|proveedor|refunds over|confirm refunds|approv\w+)\b`,
]);

/** Whether two ideas that together ask for a person stand near each other. @param said as `plain` makes it, commas taken out. */
export function isNearPerson(said: string): boolean {
  if (WISH.test(said) && WISHED.some((pattern) => pattern.test(said))) return true;
  return said
    .split(/ ?\. ?/)
    .some(
      (sentence) =>
        sentence !== '' && (SURELY.some((pattern) => pattern.test(sentence)) || CALLED.some((pattern) => pattern.test(sentence))),
    );
}

/** Whether it is said that none is wanted, or people are only spoken of. */
export function speaksAgainst(said: string): boolean {
  return AGAINST.some((pattern) => pattern.test(said));
}
