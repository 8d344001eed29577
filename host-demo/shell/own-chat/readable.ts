/** An answer's Markdown as plain text: marks taken away, words kept. What it gives is text, and shown as text. */
export function readable(markdown: string): string {
  return markdown
    .replace(/^```.*$/gmu, '')
    .replace(/^\|[\s:|-]+\|$\n?/gmu, '')
    .replace(/^\|\s*(.+?)\s*\|$/gmu, (_row, cells: string) => cells.replaceAll(/\s*\|\s*/gu, ' \u2013 '))
    .replace(/^#{1,6}\s+/gmu, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/\[\^?\d+\]/gu, '')
    .replace(/(\*\*|__|`)(.+?)\1/gu, '$2')
    .replace(/^(\s*)[-*]\s+/gmu, '$1\u2022 ')
    .trim();
}
