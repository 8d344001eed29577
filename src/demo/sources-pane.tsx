import { type ReactNode, useMemo } from 'react';
import { useText } from '../i18n/index.ts';
import type { Source } from '../protocol/vocabulary.ts';
import { useConversation } from '../queries/conversation.ts';
import { Icon, styled } from '../ui/index.ts';

const Frame = styled('section', { base: { display: 'flex', flexDirection: 'column', gap: '3', px: '6', py: '4', overflowY: 'auto', minHeight: '0', flex: '1 1 0' } });
const Heading = styled('h2', { base: { margin: '0', textStyle: 'md', fontWeight: '600', minH: '6' } });
const Sentence = styled('p', { base: { margin: '0', textStyle: 'sm', color: 'muted' } });
const List = styled('ol', { base: { display: 'grid', gap: '2', margin: '0', padding: '0', listStyle: 'none' } });
const Entry = styled('li', { base: { display: 'flex', gap: '2', textStyle: 'sm', overflowWrap: 'anywhere', '& > svg': { color: 'muted' } } });

const none: readonly Source[] = [];

/** What the newest answer rests on, where there is room for a third pane. The links themselves stand under the answer. */
export function SourcesPane({ conversationId }: { readonly conversationId: string | null }): ReactNode {
  const t = useText();
  const { conversation } = useConversation(conversationId);
  const sources = useMemo(() => [...(conversation?.messages ?? [])].reverse().find((message) => message.sources.length > 0)?.sources ?? none, [conversation]);
  return (
    <Frame aria-label={t('demo.sources')}>
      <Heading>{t('demo.sources')}</Heading>
      {sources.length === 0 ? <Sentence>{t('demo.sources.empty')}</Sentence> : (
        <List>
          {sources.map((source) => (
            <Entry key={`${source.kind} ${source.url}`}>
              <Icon name="document" size={16} />
              <span>{source.title}</span>
            </Entry>
          ))}
        </List>
      )}
    </Frame>
  );
}
