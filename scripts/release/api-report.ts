/** What a shell can rely on, as text that is kept with each release and compared with the next one's. */

export interface Surface {
  /** Module names by container. */
  readonly exposes: Readonly<Record<string, readonly string[]>>;
  /** Custom properties a shell may set. */
  readonly tokens: readonly string[];
  /** Keys `labels` takes. */
  readonly labels: readonly string[];
  /** The declarations of `dist/types` by file name. */
  readonly declarations: Readonly<Record<string, string>>;
}

const FILE = /^\/\/ file (\S+)$/mu;

const withoutComments = (text: string): string =>
  text
    .replaceAll(/\/\*\*[\s\S]*?\*\//gu, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');

/** Sorted where order means nothing, and without comments, so that a difference in it is one in what it says. */
export function apiReport({ exposes, tokens, labels, declarations }: Surface): string {
  const lines = [
    ...Object.entries(exposes).flatMap(([container, names]) => names.map((name) => `exposes ${container} ${name}`)),
    ...tokens.map((name) => `token ${name}`),
    ...labels.map((name) => `label ${name}`),
  ];
  const files = Object.keys(declarations)
    .filter((name) => name.endsWith('.d.ts'))
    .sort()
    .map((name) => `// file ${name}\n${withoutComments(declarations[name] ?? '')}`);
  return `${[...lines.sort(), ...files].join('\n')}\n`;
}

/** The declarations a report holds, by file name. */
export function declarationsOf(report: string): Record<string, string> {
  const parts = report.split(FILE).slice(1);
  const files: Record<string, string> = {};
  for (let index = 0; index < parts.length; index += 2) files[parts[index] ?? ''] = parts[index + 1] ?? '';
  return files;
}

/** `Interface.member` and names of exported types; the compiler's declarations are regular enough to be read by line. */
function namesOf(declarations: Readonly<Record<string, string>>): Set<string> {
  const names = new Set<string>();
  for (const text of Object.values(declarations)) {
    let inside: string | null = null;
    for (const line of text.split('\n')) {
      const opened = /^export (?:interface|type|declare (?:const|function)) (\w+)/u.exec(line);
      if (opened) names.add(opened[1] ?? '');
      if (/^export interface .*\{$/u.test(line)) inside = opened?.[1] ?? null;
      else if (line.startsWith('}')) inside = null;
      const member = inside === null ? null : /^ {4}(?:readonly )?(\w+)\??[:(<]/u.exec(line);
      if (member) names.add(`${inside}.${member[1]}`);
    }
  }
  return names;
}

/** What an earlier report has and this one has no more, one line each. */
export function removals(earlier: string, now: string): string[] {
  const list = (report: string) => report.split(FILE)[0]?.split('\n').filter(Boolean) ?? [];
  const kept = new Set(list(now));
  const names = namesOf(declarationsOf(now));
  return [
    ...list(earlier)
      .filter((line) => !kept.has(line))
      .map((line) => `no longer there: ${line}`),
    ...[...namesOf(declarationsOf(earlier))].filter((name) => !names.has(name)).map((name) => `no longer there: ${name}`),
  ];
}
