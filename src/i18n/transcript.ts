/** What the transcript says beyond the words of those who talk. Spread into the catalogue. */
export const transcriptEnglish = {
  // Read aloud
  'announce.sent': 'Sent',
  'announce.answering': 'Answering',
  'announce.again': 'The answer begins again',
  'announce.finished': 'Answer finished',
  'announce.answer': 'Answer: {text}',
  'announce.person': '{name}: {text}',
  'announce.person.wrote': '{name} wrote',
  'announce.not-sent': 'Not sent',
  'announce.many': { one: '{count} new message', other: '{count} new messages' },
  'announce.quote': 'Quote:',
  'announce.code': { one: 'Code, {count} line.', other: 'Code, {count} lines.' },
  'announce.code.language': { one: 'Code, {count} line of {language}.', other: 'Code, {count} lines of {language}.' },
  'announce.table': 'Table with {columns} and {rows}.',
  'announce.table.columns': { one: '{count} column', other: '{count} columns' },
  'announce.table.rows': { one: '{count} row', other: '{count} rows' },
} as const;
