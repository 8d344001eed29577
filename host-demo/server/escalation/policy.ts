import { asksForPerson } from '../responders/intents.ts';
import type { FinishEvent, ResponderRequest } from '../responders/responder.ts';

/**
 * What the assistant must not settle alone, whichever responder answers. English, German, French and Spanish: the languages in which
 * customers write that they want a person are the same.
 */
const policies: readonly { readonly reason: string; readonly matches: readonly RegExp[] }[] = [
  {
    reason: 'Deleting an account needs a person.',
    matches: [
      /\b(?:delet(?:e|ing|ion)|clos(?:e|ing)|remov(?:e|ing|al)|eras(?:e|ing|ure)|terminat(?:e|ing)|cancel(?:l?ing)?|deactivat(?:e|ing))\b(?: (?!from|in|on|to)\w+){0,3}? (?:(?:of )?(?:my|our)(?: \w+){0,2}? (?:account|profile|workspace)|(?:all )?(?:of )?(?:my|our) (?:personal |customer )?data)\b/iu,
      /\b(?:mein|unser|das)e?n? (?:\S+ ){0,2}?(?:konto|account|benutzerkonto|profil)\b.{0,30}\b(?:löschen|schließen|kündigen|entfernen|auflösen)/iu,
      /\b(?:löscht?|löschen sie|schließen sie|kündigung) (?:\S+ ){0,2}?(?:meine[nsr]?|unsere[nsr]?) (?:\S+ )?(?:kontos?|accounts?|profils?|daten)\b/iu,
      /\b(?:supprim(?:er|ez|ion)|ferm(?:er|ez|eture)|effac(?:er|ez)|résili(?:er|ez)|clôtur(?:er|ez))\b.{0,20}\b(?:mon|notre|mes) (?:compte|profil|données)\b/iu,
      /\b(?:eliminar|elimin(?:a|en|ad)|borrar|borr(?:a|en)|cerrar|cierr(?:a|en)|cancelar|dar de baja)\b.{0,20}\b(?:mi|nuestra|mis) (?:cuenta|perfil|datos)\b/iu,
    ],
  },
  {
    reason: 'A legal matter needs a person.',
    matches: [
      /\b(?:my|our|a|the|talk to|call|hear from|contact) (?:lawyers?|attorneys?|solicitors?|legal (?:team|department|counsel))\b|\b(?:lawsuits?|legal (?:action|steps|proceedings|claim)|small claims|sue (?:you|fluxori|your company|them)|(?:take|see) you (?:to|in) court|report (?:you|this|fluxori) to (?:the )?(?:police|authorit\w+|regulator|consumer \w+))\b/iu,
      /\b(?:(?:mein|unser|zum|vom|einen?) anwalt|(?:meine|unsere|eine) anwältin|rechtsanw[aä]lt\w*|rechtliche\w* schritte|verklag\w+|klage (?:ein|gegen)|vor gericht|verbraucherzentrale|anzeige (?:erstatten|gegen))\b/iu,
      /\b(?:(?:mon|notre|un|une|l['’])\s?avocate?|poursuites?(?: judiciaires?)?|porter plainte|action en justice|(?:au|devant le) tribunal|mise en demeure)\b/iu,
      /\b(?:(?:mi|nuestro|un) abogado|(?:mi|nuestra|una) abogada|acciones legales|demandar(?:é|los|les|te)?|(?:a|ante) los tribunales|poner una denuncia)\b/iu,
    ],
  },
];

/** The policy that keeps this text from the assistant alone: its reason, or null. */
export function policyAgainst(text: string): string | null {
  return policies.find(({ matches }) => matches.some((pattern) => pattern.test(text)))?.reason ?? null;
}

/**
 * Why a person is to be proposed after this answer, as the customer may read it; null when nothing asks for one (rule X-10). The responder's
 * own reason goes first; what follows holds for every responder.
 */
export function whyPerson(finish: FinishEvent, question: Pick<ResponderRequest, 'turns' | 'clarifications'>): string | null {
  if (finish.escalate !== undefined) return finish.escalate.reason;
  const asked = unanswered(question.turns);
  for (const text of asked) {
    const reason = policyAgainst(text);
    if (reason !== null) return reason;
  }
  if (asked.some(asksForPerson)) return 'A person was asked for.';
  return finish.asked === 'clarify' && question.clarifications >= 1 ? 'The question stayed unclear after asking back.' : null;
}

/** What the customer has said since anybody answered. */
function unanswered(turns: ResponderRequest['turns']): string[] {
  const from = turns.findLastIndex((turn) => turn.role !== 'user') + 1;
  return turns.slice(from).map((turn) => turn.text);
}
