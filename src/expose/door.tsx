import type { ReactNode } from 'react';
import { useViewer } from '../queries/viewer.ts';
import { ChatRuntimeProvider, THREE_WAYS } from '../runtime.tsx';
import { ScopedRoot } from '../ui/index.ts';
import { Boundary } from './boundary.tsx';
import type { ChatConnection, ColorScheme } from './contract.ts';
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
}

/** Shows what is inside, unless the page has no server for it or the server refuses who the host says is asking. Why is in the console. */
function Gate({ userId, organizationId, children }: Pick<DoorProps, 'userId' | 'organizationId'> & { readonly children: ReactNode }): ReactNode {
  const { error } = useViewer({ userId, organizationId });
  if (error?.message === THREE_WAYS) return <NotConnected />;
  return error?.kind === 'refused' ? <Refused /> : children;
}

/** The same for each exposed component: a boundary, our styles, and the runtime of the identity it was given. */
export function Door({ name, props, children }: { readonly name: string; readonly props: DoorProps; readonly children: ReactNode }): ReactNode {
  const { height, width, colorScheme, connection, userId, organizationId, useWebSocket } = props;
  return (
    <Boundary name={name} height={height} width={width}>
      <ScopedRoot colorScheme={colorScheme} height={height} width={width}>
        <ChatRuntimeProvider connection={connection} userId={userId} useWebSocket={useWebSocket}>
          <Gate userId={userId} organizationId={organizationId}>{children}</Gate>
        </ChatRuntimeProvider>
      </ScopedRoot>
    </Boundary>
  );
}
