import type { ReactNode } from 'react';
import { useText } from '../i18n/index.ts';
import { cleanLabel, cleanText } from '../transcript/index.ts';
import { Button, focusRing, styled, transition, WIDE } from '../ui/index.ts';

const Frame = styled('div', {
  base: { flex: '1 1 0', minHeight: '0', overflowY: 'auto', display: 'flex', flexDirection: 'column', px: '4', [WIDE]: { px: '6' } },
});
const Middle = styled('div', { base: { width: '100%', maxW: '720px', mx: 'auto', mt: 'auto', py: '6' } });
const Greeting = styled('h2', { base: { margin: '0', textStyle: 'xl', fontWeight: '600', overflowWrap: 'anywhere' } });
const Sentence = styled('p', { base: { margin: '8px 0 24px', textStyle: 'md', color: 'muted', maxW: '480px' } });
const Cards = styled('ul', {
  base: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '2',
    margin: '0',
    padding: '0',
    listStyleType: 'none',
    '@container aics (min-width: 400px)': {
      gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      // An odd last one takes the whole line: no hole in the grid.
      '& > li:last-child:nth-of-type(odd)': { gridColumn: '1 / -1' },
    },
    [WIDE]: { gap: '3' },
  },
});
const Card = styled('button', {
  base: {
    ...focusRing,
    ...transition('background-color', 'border-color'),
    appearance: 'none',
    display: 'flex',
    alignItems: 'center',
    width: '100%',
    height: '100%',
    minH: '12',
    px: '4',
    py: '2',
    bg: 'surface',
    color: 'text',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
    borderRadius: 'card',
    textStyle: 'md',
    fontWeight: '500',
    textAlign: 'start',
    cursor: 'pointer',
    '&:hover': { bg: 'subtle' },
    [WIDE]: { minH: '56px' },
  },
});
const Person = styled('div', { base: { display: 'flex', marginTop: '4', marginInlineStart: '-12px' } });

export interface EmptyStateProps {
  readonly greeting: string;
  /** In place of our sentence on what it can do. */
  readonly welcome: string | null;
  readonly questions: readonly string[];
  readonly onAsk: (question: string) => void;
  readonly onPerson: (() => void) | null;
}

/** Nothing said yet: a greeting, what it can do, four real questions, and the way to a person. */
export function EmptyState({ greeting, welcome, questions, onAsk, onPerson }: EmptyStateProps): ReactNode {
  const t = useText();
  return (
    <Frame>
      <Middle>
        <Greeting>{greeting}</Greeting>
        <Sentence>{welcome === null ? t('empty.sentence') : cleanText(welcome)}</Sentence>
        <Cards aria-label={t('empty.questions')}>
          {questions.slice(0, 4).map((question) => (
            <li key={question}>
              <Card type="button" onClick={() => onAsk(question)}>
                {cleanLabel(question)}
              </Card>
            </li>
          ))}
        </Cards>
        {onPerson === null ? null : (
          <Person>
            <Button look="quiet" icon="person" onClick={onPerson}>
              {t('person.ask')}
            </Button>
          </Person>
        )}
      </Middle>
    </Frame>
  );
}
