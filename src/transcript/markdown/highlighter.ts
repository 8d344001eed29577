import type { Emitter } from 'highlight.js';
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import http from 'highlight.js/lib/languages/http';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

/** One stretch of code and what it is; null: nothing in particular. */
export interface CodePart {
  readonly kind: TokenKind | null;
  readonly text: string;
}
export type TokenKind = 'keyword' | 'name' | 'string' | 'number' | 'quiet';

/** The first part of highlight.js's scopes, as the five ways a sign is set here. */
const kinds: Readonly<Record<string, TokenKind>> = {
  keyword: 'keyword',
  built_in: 'keyword',
  'selector-tag': 'keyword',
  name: 'keyword',
  title: 'name',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  'selector-class': 'name',
  'selector-id': 'name',
  'selector-attr': 'name',
  section: 'name',
  type: 'name',
  string: 'string',
  regexp: 'string',
  link: 'string',
  addition: 'string',
  number: 'number',
  literal: 'number',
  symbol: 'number',
  variable: 'number',
  'template-variable': 'number',
  bullet: 'number',
  comment: 'quiet',
  doctag: 'quiet',
  meta: 'quiet',
  punctuation: 'quiet',
  tag: 'quiet',
  deletion: 'quiet',
};

/** `title.function` and the like are known by their first word. */
function kindOf(scope: string): TokenKind | null {
  const [first = ''] = scope.split('.');
  return Object.hasOwn(kinds, first) ? (kinds[first] ?? null) : null;
}

/** Collects what the library finds as plain parts: its HTML is never made, so nothing of it can reach the page (H01). */
class PartEmitter implements Emitter {
  readonly parts: CodePart[] = [];
  readonly #scopes: string[] = [];

  addText(text: string): void {
    if (text === '') return;
    const kind = this.#scopes.reduce<TokenKind | null>((found, name) => kindOf(name) ?? found, null);
    const last = this.parts.at(-1);
    if (last && last.kind === kind) this.parts[this.parts.length - 1] = { kind, text: last.text + text };
    else this.parts.push({ kind, text });
  }
  startScope(name: string): void {
    this.#scopes.push(name);
  }
  endScope(): void {
    this.#scopes.pop();
  }
  /** By these names the library opens and closes modes, though its types do not tell. */
  openNode(name: string): void {
    this.startScope(name);
  }
  closeNode(): void {
    this.endScope();
  }
  __addSublanguage(inner: Emitter): void {
    if (inner instanceof PartEmitter) this.parts.push(...inner.parts);
  }
  finalize(): void {}
  toHTML(): string {
    return '';
  }
}

/** An instance of our own: a host's highlight.js on the same page keeps its settings. */
const own = hljs.newInstance();
own.configure({ __emitter: PartEmitter });
for (const [name, language] of Object.entries({ bash, css, http, javascript, json, python, sql, xml, yaml }))
  own.registerLanguage(name, language);
own.registerAliases(['ts', 'typescript', 'tsx'], { languageName: 'javascript' });
own.registerAliases(['curl', 'console', 'shell'], { languageName: 'bash' });
own.registerAliases(['jsonc', 'json5'], { languageName: 'json' });

/** The parts of a text, which joined are the text again; null for a language that is not among ours. */
export function highlight(text: string, language: string): readonly CodePart[] | null {
  if (!own.getLanguage(language)) return null;
  const { _emitter } = own.highlight(text, { language, ignoreIllegals: true });
  if (!(_emitter instanceof PartEmitter)) return null;
  const { parts } = _emitter;
  return parts.map((part) => part.text).join('') === text ? parts : null;
}
