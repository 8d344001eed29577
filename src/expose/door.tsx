import './needs-react.ts';

import { type ReactNode, useEffect, useRef } from 'react';
import { TextProvider } from '../i18n/index.ts';
import { useViewer } from '../queries/viewer.ts';
import { ChatRuntimeProvider, THREE_WAYS } from '../runtime.tsx';
import { type Extent, Isolated, ScopedRoot } from '../ui/index.ts';
import { Boundary } from './boundary.tsx';
import { configuredIsolation } from './configured.ts';
import type {
  ChatConnection,
  ChatErrorEvent,
  ChatIsolation,
  ChatLabel,
  ChatLine,
  ChatPersistence,
  ChatTheme,
  ColorScheme,
  IdentityChangeEvent,
} from './contract.ts';
import { useCatalogue } from './language.ts';
import { LineReport } from './line-report.tsx';
import { NotConnected, Refused } from './not-connected.tsx';

/** What every door takes, checked. */
export interface DoorProps {
  readonly userId?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly connection?: ChatConnection | undefined;
  readonly useWebSocket?: boolean | undefined;
  readonly colorScheme?: ColorScheme | undefined;
  readonly height?: number | string | undefined;
  readonly width?: number | string | undefined;
  readonly theme?: ChatTheme | undefined;
  readonly density?: 'comfortable' | 'compact' | undefined;
  readonly locale?: string | undefined;
  readonly labels?: Readonly<Record<string, ChatLabel>> | undefined;
  readonly persistence?: ChatPersistence | undefined;
  readonly recorder?: boolean | 'with-text' | undefined;
  readonly isolation?: ChatIsolation | undefined;
  readonly nonce?: string | undefined;
  readonly onError?: ((error: ChatErrorEvent) => void) | undefined;
  readonly onIdentityChange?: ((event: IdentityChangeEvent) => void) | undefined;
  readonly onLineChange?: ((line: ChatLine) => void) | undefined;
}

/** Shows what is inside, unless the page has no server for it or the server refuses who the host says is asking. Why is in the console. */
function Gate({
  userId,
  organizationId,
  onError,
  children,
}: Pick<DoorProps, 'userId' | 'organizationId' | 'onError'> & { readonly children: ReactNode }): ReactNode {
  const { error } = useViewer({ userId, organizationId });
  const unconnected = error?.message === THREE_WAYS;
  const refused = !unconnected && error?.kind === 'refused';
  const code = unconnected ? 'not-connected' : refused ? 'refused' : null;
  const message = error?.message ?? '';
  const host = useRef(onError);
  useEffect(() => {
    host.current = onError;
  });
  useEffect(() => {
    if (code !== null) host.current?.({ code, message, conversationId: null, retryAfterMs: null });
  }, [code, message]);
  if (unconnected) return <NotConnected />;
  return refused ? <Refused /> : children;
}

/** The same for each exposed component: a boundary, our styles, the host's words, and the runtime of the identity it was given. */
export function Door({
  name,
  props,
  children,
}: {
  readonly name: string;
  readonly props: DoorProps;
  readonly children: ReactNode;
}): ReactNode {
  const { colorScheme, theme, density, locale, userId, organizationId, nonce, onError } = props;
  const { connection, useWebSocket, persistence, recorder, onIdentityChange, onLineChange } = props;
  const { height = '100%', width = '100%', isolation = configuredIsolation() } = props;
  const catalogue = useCatalogue(props.labels);
  const inside = (extent: Extent): ReactNode => (
    <Boundary name={name} {...extent} words={catalogue} onError={onError}>
      <ScopedRoot
        {...extent}
        colorScheme={colorScheme}
        lang={locale}
        density={density}
        brand={theme?.brand}
        radius={theme?.radius}
        font={theme?.font}
        nonce={nonce}
      >
        <TextProvider catalogue={catalogue} locale={locale}>
          <ChatRuntimeProvider {...{ connection, userId, useWebSocket, persistence, recorder, onIdentityChange }}>
            {onLineChange && <LineReport onLineChange={onLineChange} />}
            <Gate userId={userId} organizationId={organizationId} onError={onError}>
              {children}
            </Gate>
          </ChatRuntimeProvider>
        </TextProvider>
      </ScopedRoot>
    </Boundary>
  );
  return (
    <Isolated on={isolation === 'shadow'} height={height} width={width}>
      {inside}
    </Isolated>
  );
}
