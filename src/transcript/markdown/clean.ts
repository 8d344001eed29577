/**
 * What a text may hide from its reader: overrides of the writing direction (H16), characters without
 * width and tags that only a machine reads (H17), controls (H18) and stacks of marks (H20).
 */
const suspicious = /[\p{Cc}\p{Cf}\p{Cn}\p{Variation_Selector}\p{M}\p{Cs}]/u;
const directions = /[\u202A-\u202E\u2066-\u2069]/gu;
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFF9-\uFFFB\uFFFE\uFFFF]/gu;
/** Of a pair of surrogates; no text of the server has any (L-4), but what was only just written may. */
const halves = /\p{Cs}/gu;
/** Tags are kept in a flag only: a black flag, tags, the end tag. */
const tags = /(\u{1F3F4}[\u{E0030}-\u{E007A}]{1,8}\u{E007F})|[\u{E0000}-\u{E007F}]/gu;
const selectors = /([\uFE00-\uFE0F\u{E0100}-\u{E01EF}])[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]+/gu;
const stacks = /(\p{M}{8})\p{M}+/gu;
const widthless = /[\u00AD\u034F\u115F\u1160\u180E\u200B-\u200F\u061C\u2060-\u2064\u206A-\u206F\u3164\uFEFF\uFFA0]/gu;
const widthlessInText = /[\u00AD\u200B\u2060-\u2064\u206A-\u206F\uFEFF]{2,}/gu;

/** For running text: joiners stay, since Persian and emoji need them. */
export function cleanText(text: string): string {
  if (!suspicious.test(text)) return text;
  return text
    .replace(halves, '\uFFFD')
    .replace(directions, '')
    .replace(controls, '')
    .replace(tags, (_, flag: string | undefined) => flag ?? '')
    .replace(selectors, '$1')
    .replace(stacks, '$1')
    .replace(widthlessInText, '');
}

/** For names, labels of links, addresses and code: nothing without width is left. */
export function cleanLabel(text: string): string {
  return suspicious.test(text) ? cleanText(text).replace(widthless, '') : text;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
};

/** The few entities models write; anything else stays as it is written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
    return code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
