import { type ReactNode, useMemo } from 'react';
import { useText } from '../i18n/index.ts';
import type { Source } from '../protocol/vocabulary.ts';
import { useConversation } from '../queries/conversation.ts';
import { Sources } from '../transcript/index.ts';
import { styled } from '../ui/index.ts';

const Frame = styled('section', {
  base: { display: 'flex', flexDirection: 'column', gap: '3', px: '4', py: '4', overflowY: 'auto', minHeight: '0', flex: '1 1 0' },
});
const Heading = styled('h2', { base: { margin: '0', textStyle: 'md', fontWeight: '600', minH: '6' } });
const Sentence = styled('p', { base: { margin: '0', textStyle: 'sm', color: 'muted' } });

const none: readonly Source[] = [];

/** What the newest answer rests on, where there is room for a third pane. */
export function SourcesPane({ conversationId }: { readonly conversationId: string | null }): ReactNode {
  const t = useText();
  const { conversation } = useConversation(conversationId);
  const sources = useMemo(
    () => [...(conversation?.messages ?? [])].reverse().find((message) => message.sources.length > 0)?.sources ?? none,
    [conversation],
  );
  return (
    <Frame aria-label={t('demo.sources')}>
      <Heading>{t('demo.sources')}</Heading>
      {sources.length === 0 ? <Sentence>{t('demo.sources.empty')}</Sentence> : <Sources sources={sources} />}
    </Frame>
  );
}
