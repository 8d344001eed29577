/**
 * Where an answer is set otherwise than the specifications' HTML, and why. Every example that is not named here
 * is set the same, and every one that is named differs.
 */
export const departures: readonly { readonly reason: string; readonly commonMark: string; readonly gfm: string }[] = [
  {
    reason: 'HTML is text (H01, H03, H08), also where it makes another thing of a link',
    commonMark: '21 31 148-191 308-309 344 476-477 491 494 524 536 613-617 623 625-631 642-643',
    gfm: '648 657',
  },
  {
    reason: 'a definition stays visible text and so does what refers to it (H08, H10)',
    commonMark: '23 33 192-196 198 200-208 210 214-218 317 527-535 537-545 549-550 553-571 573 576-577 582-589 591-593',
    gfm: '547',
  },
  {
    reason: 'a link is one to the web or text, and says where it leads (H02, H13, H15, H28)',
    commonMark:
      '20 22 32 346 404 419 422 433 473-474 482-487 489 492 495-496 498-507 509-510 512 514-516 518-519 521-522 596-599 601 603-605',
    gfm: '316 356 510 612',
  },
  { reason: 'an image is named, never loaded (H09)', commonMark: '475 517 520 572 574-575 578-581', gfm: '' },
  {
    reason: 'signs beneath a paragraph make no heading of what was read as a paragraph already; three dashes are a rule',
    commonMark: '59 80-84 86 89-91 95-96 102-103 115 141 300',
    gfm: '',
  },
  { reason: 'of the named entities those that are written in answers', commonMark: '25', gfm: '' },
  { reason: 'the lexer keeps one blank line too many at the end of code in an item', commonMark: '318', gfm: '' },
];

/** `CM 20`, `GFM 316` and so on, each with its reason. */
export function departuresByName(): ReadonlyMap<string, string> {
  return new Map(departures.flatMap(({ reason, commonMark, gfm }) => [...names('CM', commonMark, reason), ...names('GFM', gfm, reason)]));
}

function names(specification: string, numbers: string, reason: string): readonly (readonly [string, string])[] {
  return numbers
    .split(' ')
    .filter((one) => one !== '')
    .flatMap((one) => {
      const [first = 0, last = first] = one.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => [`${specification} ${first + index}`, reason] as const);
    });
}
