import { createClient } from 'graphql-ws/client';
import { documents } from '../../../src/transports/documents.ts';
import { box } from '../box.ts';
import { silent } from '../live.ts';
import { start } from '../start.ts';
import { ROW } from '../subject.ts';

interface Page {
  readonly conversationEvents: { readonly events: readonly { readonly __typename: string; readonly text?: string }[] } | null;
}

/** The least that can be done: a graphql-ws client that writes what comes into one element. */
start({
  async mount(root) {
    const { port, token, id, epoch, seq } = window.live;
    const scroller = box(root);
    const place = scroller.appendChild(document.createElement('div'));
    place.setAttribute(ROW, '');
    let text = '';
    const client = createClient({ url: `ws://127.0.0.1:${port}/graphql`, connectionParams: { authorization: `Bearer ${token}` } });
    const stop = client.subscribe<Page>(
      { query: documents.FollowEvents, variables: { conversationId: id, after: { epoch, seq } } },
      {
        next({ data }) {
          for (const event of data?.conversationEvents?.events ?? []) if (event.__typename === 'MessageDelta') text += event.text ?? '';
          place.textContent = text;
          scroller.scrollTop = scroller.scrollHeight;
        },
        error: (fault) => console.error(fault),
        complete: () => undefined,
      },
    );
    return { ...silent, close: () => stop() };
  },
});
