/**
 * Words of one kind in four languages, as `plainWords` writes them; `*` is any ending. By them the learned rule sees that "je voudrais un
 * conseiller" and "I want an agent" are built alike, and a rare word counts as its common sisters do.
 */
const KINDS: Readonly<Record<string, string>> = {
  person: `human humans hooman humanoid person persons people persona personas personne personnes mensch* humain* humano humana humanos
    humanas gente gens leute leuten dude guy guys bloke lady lad lads gars mec typ typen soul individual ser etre wesen`,
  role: `agent agents agente agenten operator* representative* rep reps supervisor* superviso* manager* boss advis* specialist* expert*
    technician* engineer* consultant* clerk employee* colleague* superior* developer* coworker* attendant* executive official mitarbeiter*
    *mitarbeiter *mitarbeiterin berater* *berater ansprechpartner* ansprechperson* kolleg* techniker* vorgesetzte* chef chefin chefs
    teamleit* fachmann fachfrau fachkraft spezialist* sachbearbeiter* betreuer* *betreuer verantwortliche* angestellte* entwickler* supporter
    leiter* zustandige* conseiller* conseillere* operateur* operatrice* technicien* employe employes employee responsable* collegue* superieur*
    interlocut* gestionnaire* representant* patron directeur collaborat* developpeur* specialiste* asesor* operador* tecnico tecnica
    empleado* empleada* companer* supervisora encargad* gerente jef* ejecutiv* consultor* colega* representante* especialista* experto*
    director* trabajador* desarrollador* interlocutor`,
  some: `someone somebody anyone anybody some1 sum1 sb jemand jemanden jemandem irgendjemand* irgendwer irgendwen irgendwem wen wem wer einer
    quelqu qqn kelkun quelquun quelqun alguien alg alguno algun alguna`,
  team: `team support helpdesk hotline staff service crew department management sales reception kundendienst kundenservice kundenbetreuung
    kundensupport personal abteilung buchhaltung vertrieb geschaftsleitung leitung equipe assistance sav accueil direction hierarchie
    personnel standard soporte equipo atencion servicio personal gerencia centralita departamento desk`,
  speak: `speak speaking talk talking chat chatting converse conversation discuss communicate word sprechen spreche sprich reden rede
    telefonieren chatten quatschen unterhalten besprechen austauschen klaren parler parle discuter echanger entretenir dialoguer causer
    communiquer hablar ablar hablo charlar conversar chatear comunicar* platicar tratarlo comentarlo dialogar aclarar* hablarlo tlak speek`,
  pass: `connect* transfer* forward* pass put redirect route hand handover escalate patch switch refer assign verbinden verbinde verbindet
    weiterleiten durchstellen ubergeben ubergib weitergeben stell stellen leite leiten geben gib ubergabe passez passe transferez transferer
    transfert transmettez transmettre mettez orientez redirigez relation contact confiez escaladez pase* pasa pasar* paseme pasame
    transfier* transferir* deriv* comuniq* conect* pong* escal* mande* mandame remit* ponme`,
  fetch: `get give gimme bring fetch find send summon holen hol holt bring besorgen schick schicken schickt rufen donnez donne trouvez envoyez
    appelez cherchez amenez traiga trae dame deme denme busque* buscame consigue* traig*`,
  call: `call calls callback ring phone telephone contact reach dial anrufen anruf ruckruf zuruckrufen ruft ruf anruft zuruckruft erreichen
    erreiche melden meldet kontaktieren kontaktaufnahme telefontermin rappel rappeler rappelle rappelez appeler appelle appelez joindre
    contacter contacte recontacte* telephoner telephone llamar llamen llame llamada llamenme llameme llamarme contactar* contacte*
    localizar telefono`,
  want: `want wanna need like love prefer wish demand request insist require expect rather looking seeking will mochte mocht brauche brauch
    brauchen wunsche verlange hatte gern gerne lieber wollen mochten benotige brauchte fordere bestehe erwarte veux voudrais souhaite
    souhaiterais aimerais prefere prefererais besoin exige demande desire jveux jvoudrais veut quiero quisiera necesito gustaria deseo
    prefiero preferiria exijo solicito queremos necesitamos pido urge kiero nesesito ocupo requiero`,
  can: `can could may might possible chance would kann konnte konnen konnten konntest kannst durfte moglich moglichkeit darf peut peux puis
    pouvez pourrait pourriez possible pourrais pourrait puedo puede podria puedes podrian posible pueden podriamos podemos`,
  help: `help assist handle take look check review answer reply respond explain solve fix sort deal join step jump read guide walk intervene
    helfen hilft hilfe anschauen ansehen draufschauen ubernehmen ubernimmt antworten antwortet prufen erklaren zeigen einschalten kummern
    kummert aider aide regarder repondre reponde reprendre intervenir intervienne verifier expliquer guider occuper prenne relais ayud*
    atender* atienda revis* responda responder* intervenga explique* encargue encargar* conteste contestar* mirar`,
  who: 'who whom whoever qui quien quienes cual',
  me: 'me us mich mir uns moi nous',
  my: 'my our mein meine meinen meinem meiner unser unsere unseren mon ma mes notre nos mi mis nuestro nuestra nuestros',
  your: `your yours you u ur ihr ihre ihrem ihren ihrer euer eure eurem euren eurer euch ihnen votre vos vous su sus vuestro vuestra ustedes
    usted tu ton ta tes deine deinen`,
  self: 'i we ich wir je j nous on yo nosotros id im',
  bot: `bot bots robot robots robotern roboter chatbot* machine machines maschine* maquina maquinas ai ki ia computer* algorithm* automat*
    ordenador program software programm logiciel automate* assistant`,
  real: `real live actual living genuine proper flesh echte* richtige* reale* lebende* menschliche* vrai* reel reelle* physique vivant* verdad
    vivo fisica hueso`,
  not: `not no don dont never stop enough instead without nor nicht kein keine keinen keiner statt genug schluss pas ne plus sans arretez marre
    assez plutot stop nada sin basta harto lugar vez tampoco`,
  there: `there available online here around free duty da verfugbar erreichbar hier frei gibt gibts y ya disponible joignable la ligne hay ahi
    linea disponibles conectado`,
  other: `customer customers buyer buyers client clients shopper* supplier* carrier* recipient* kunde kunden kundin kaufer* lieferant*
    empfanger* acheteur* fournisseur* destinataire* cliente clientes comprador* proveedor* transportista* transporteur*`,
};

/** Letters a word needs for one of them to be wrong. */
const SLIPS_FROM = 5;

const exact = new Map<string, number>();
const starts: (readonly [string, number])[] = [];
const ends: (readonly [string, number])[] = [];
for (const [at, list] of Object.values(KINDS).entries())
  for (const word of list.split(/\s+/)) {
    if (word.startsWith('*')) ends.push([word.slice(1), at + 1]);
    else if (word.endsWith('*')) starts.push([word.slice(0, -1), at + 1]);
    else if (!exact.has(word)) exact.set(word, at + 1);
  }

/** A word with each of its letters left out: two words one slip apart share one of these, or one of them is among the other's. */
const shortened = (word: string): readonly string[] => [...word].map((_, at) => word.slice(0, at) + word.slice(at + 1));
const near = new Map<string, number>();
for (const [word, kind] of [...exact, ...starts]) {
  if (word.length < SLIPS_FROM) continue;
  for (const part of [word, ...shortened(word)]) if (!near.has(part)) near.set(part, kind);
}

/** The number of the word's kind, from 1, also with a letter lost, added, wrong or in its neighbour's place; 0 for all other words. */
export function kindOf(word: string): number {
  const known = exact.get(word) ?? starts.find(([start]) => word.startsWith(start))?.[1] ?? ends.find(([end]) => word.endsWith(end))?.[1];
  if (known !== undefined) return known;
  if (word.length < SLIPS_FROM) return 0;
  for (const part of [word, ...shortened(word)]) {
    const kind = near.get(part);
    if (kind !== undefined) return kind;
  }
  return 0;
}
