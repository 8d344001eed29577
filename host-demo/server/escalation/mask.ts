const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const iban = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g;
/** Prefixed secrets (sk_live_…, ghp_…, AKIA…), JSON web tokens, and any run of 24 or more letters and digits that has both. */
const key =
  /\b(?:(?:sk|pk|rk|api|key|ghp|gho|xox[abp]|AKIA|whsec|flx)[-_]?[A-Za-z0-9_-]{12,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*|(?=[A-Za-z0-9_]*\d)(?=[A-Za-z0-9_]*[A-Za-z])[A-Za-z0-9_]{24,})/g;
const digits = /(?<![\p{L}\p{N}])\+?\(?\d[\d\s()./-]{5,24}\d(?![\p{L}\p{N}])/gu;
export const hidden = '••••';

export interface Masked {
  readonly text: string;
  /** Whether anything was hidden. */
  readonly masked: boolean;
}

/** Hides e-mail addresses, phone and card numbers, IBANs and keys, keeping what lets a person recognise their own. */
export function mask(text: string): Masked {
  const result = text
    .replace(email, (match) => `${match[0] ?? ''}${hidden}@${hidden}`)
    .replace(iban, (match) => (isIban(match) ? `${match.slice(0, 2)}${hidden}${match.slice(-2)}` : match))
    .replace(key, (match) => `${match.slice(0, 4)}${hidden}`)
    .replace(digits, (match) => (isPrivateNumber(match) ? `${hidden}${match.replace(/\D/g, '').slice(-2)}` : match));
  return { text: result, masked: result !== text };
}

/** The check of ISO 13616: remainder 1 by 97. */
function isIban(text: string): boolean {
  const compact = text.replace(/ /g, '');
  if (compact.length < 15 || compact.length > 34) return false;
  let remainder = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** A card (13 to 19 digits that pass the Luhn check) or a phone number: not a date, and not an order number, which has fewer digits. */
function isPrivateNumber(match: string): boolean {
  const plain = match.replace(/\D/g, '');
  if (/^\s*\d{4}-\d{2}-\d{2}/.test(match)) return false;
  if (plain.length >= 13) return plain.length > 15 ? luhn(plain) || match.startsWith('+') : true;
  return plain.length >= 9 || (plain.length >= 7 && /^[+(0]/.test(match));
}

function luhn(plain: string): boolean {
  let sum = 0;
  for (let index = 0; index < plain.length; index++) {
    const digit = Number(plain[plain.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
