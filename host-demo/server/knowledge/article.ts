/** What a help article is once it is read. Nothing here knows where articles come from or how they are searched. */

/** What a section is for, told from its heading and its content, because other people's headings differ from ours. */
export type SectionKind = 'lead' | 'steps' | 'limits' | 'problems' | 'requirements' | 'facts';

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string };

export interface Section {
  /** Empty for what stands before the first heading. */
  readonly heading: string;
  readonly kind: SectionKind;
  readonly blocks: readonly Block[];
}

export interface Article {
  /** The file's name without its ending; unique in one directory. */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** How people ask for it, from the front matter; may be empty. */
  readonly questions: readonly string[];
  /** Titles of the articles its writer points on to, from a section called "Related" or the like; may be empty, may name none that exists. */
  readonly related: readonly string[];
  readonly sections: readonly Section[];
}

/** The text of a block without its Markdown structure, one line per item or row. */
export function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.text];
    case 'list':
      return [...block.items];
    case 'table':
      return block.rows.map((row) => row.join(' – '));
    case 'code':
      return [];
  }
}

export function textOf(section: Section): string {
  return section.blocks.flatMap(linesOf).join('\n');
}

/** A title without what stands in brackets: "Low stock (alerts)" becomes "Low stock". */
export function shortTitle(title: string): string {
  const short = title.replace(/\s*\([^)]*\)/g, '').trim();
  return short === '' ? title : short;
}
