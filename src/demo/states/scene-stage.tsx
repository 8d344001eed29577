import { type ComponentType, type CSSProperties, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Chat, fetchSaid } from '../../chat/index.ts';
import { ConversationListFeature } from '../../conversations/index.ts';
import { ChatProvider, type ChatRuntime } from '../../queries/chat-provider.tsx';
import { createChatRuntime } from '../../queries/chat-runtime.ts';
import { type ChatCommands, useCommands } from '../../queries/commands.ts';
import { LIMITS } from '../../session/limits.ts';
import { loadGrammar } from '../../transcript/index.ts';
import { createMemoryTransport, DEMO_VIEWER, MemoryBackend } from '../../transports/memory.ts';
import { ScopedRoot, styled } from '../../ui/index.ts';
import { DemoPage } from '../demo-page.tsx';
import { DeskPage } from '../desk-page.tsx';
import type { LauncherScene, Scene, Stage } from './scene.ts';
import { createStageEnvironment } from './stage-environment.ts';

/** What lies outside of this page's layer and is shown all the same: handed in by the door. */
export interface Doors {
  /** The floating button with this chat in its popup. */
  readonly popup: (
    chat: ComponentType<{ headerEnd?: ReactNode }>,
    colorScheme: 'light' | 'dark' | 'system',
    launcher: LauncherScene,
  ) => ReactNode;
  /** A door whose inside broke. */
  readonly broken: () => ReactNode;
  /** A door without a server. */
  readonly unconnected: () => ReactNode;
}

interface Built {
  readonly runtime: ChatRuntime;
  readonly stage: Omit<Stage, 'commands'>;
}

/** A state is looked at for a second or two: what would be repeated for half a minute gives up at once. */
const IMPATIENT = { ...LIMITS, backoffFirstMs: 10, backoffMaxMs: 2_000 };

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function build(scene: Scene): Built {
  const environment = createStageEnvironment(scene.storage ?? 'on');
  const backend = new MemoryBackend(scene.backend);
  scene.seed?.(backend);
  const runtime = createChatRuntime({
    transport: createMemoryTransport(backend, scene.viewer),
    environment,
    limits: IMPATIENT,
    scope: `gallery-${scene.name}`,
  });
  for (const [id, text] of Object.entries(scene.drafts ?? {})) runtime.drafts.write(scene.viewer?.id ?? DEMO_VIEWER.id, id, text);
  const settled = async (): Promise<void> => {
    for (let tries = 0; tries < 20 && backend.openFeeds === 0; tries += 1) await wait(25);
    // What is said before the transcript stands would be there at its beginning, and is not read aloud.
    await Promise.allSettled([fetchSaid(), loadGrammar()]);
    await wait(100);
  };
  return { runtime, stage: { backend, environment, settled } };
}

/** A runtime of its own for as long as the scene is shown. */
function useBuilt(scene: Scene): Built | null {
  const [built, setBuilt] = useState<Built | null>(null);
  useEffect(() => {
    const made = build(scene);
    setBuilt(made);
    return () => made.runtime.dispose(true);
  }, [scene]);
  return built;
}

/** Lets the scene act once what it acts on is mounted, and tells when nothing more will change by itself. */
function Act({ scene, stage, onDone }: { scene: Scene; stage: Built['stage']; onDone: () => void }): ReactNode {
  const commands = useCommands();
  const latest = useRef<ChatCommands>(commands);
  latest.current = commands;
  useEffect(() => {
    let gone = false;
    const play = async (): Promise<void> => {
      if (scene.act) await scene.act({ ...stage, commands: latest.current });
      else await stage.settled();
      await wait(400);
      if (!gone) onDone();
    };
    void play();
    return () => {
      gone = true;
    };
  }, [scene, stage, onDone]);
  return null;
}

function Shown({ scene, doors }: { scene: Scene; doors: Doors }): ReactNode {
  const [id, setId] = useState<string | null>(scene.conversationId ?? null);
  const { suggestedMessage, welcomeMessage } = scene;
  switch (scene.show) {
    case 'list':
      return (
        <ConversationListFeature
          selectedConversationId={id}
          onSelect={setId}
          onNew={() => setId(null)}
          initialFilter={scene.filter}
          initialSearch={scene.search}
        />
      );
    case 'both':
      return <DemoPage {...(scene.conversationId ? { initialConversationId: scene.conversationId } : null)} />;
    case 'desk':
      return <DeskPage conversationId={id} onConversationChange={setId} />;
    case 'broken':
      return doors.broken();
    case 'unconnected':
      return doors.unconnected();
    default:
      return (
        <Chat
          conversationId={id}
          onConversationChange={setId}
          {...(suggestedMessage ? { suggestedMessage } : null)}
          {...(welcomeMessage ? { welcomeMessage } : null)}
          {...scene.chat}
        />
      );
  }
}

/** Stands for the host's page behind the popup. */
const Page = styled('div', { base: { flex: '1 1 auto', bg: 'canvas' } });

/** The popup brings its own root, because it floats outside of this one. */
function Popup({
  scene,
  runtime,
  colorScheme,
  nonce,
  doors,
}: {
  scene: Scene;
  runtime: ChatRuntime;
  colorScheme: 'light' | 'dark' | 'system';
  nonce: string | undefined;
  doors: Doors;
}): ReactNode {
  const PopupChat = useMemo(
    () =>
      function PopupChat({ headerEnd }: { headerEnd?: ReactNode }): ReactNode {
        return (
          <ScopedRoot colorScheme={colorScheme} {...(nonce && { nonce })}>
            <ChatProvider runtime={runtime}>
              <Chat conversationId={scene.conversationId ?? null} headerEnd={headerEnd} />
            </ChatProvider>
          </ScopedRoot>
        );
      },
    [colorScheme, nonce, runtime, scene],
  );
  return (
    <>
      <Page />
      {doors.popup(PopupChat, colorScheme, scene.launcher ?? {})}
    </>
  );
}

export interface SceneStageProps {
  readonly scene: Scene;
  readonly colorScheme: 'light' | 'dark' | 'system';
  readonly nonce: string | undefined;
  readonly width: number | null;
  readonly doors: Doors;
}

/** One state, as large as there is room. `data-ready` says that it stands still, as far as it ever does. */
export function SceneStage({ scene, colorScheme, nonce, width, doors }: SceneStageProps): ReactNode {
  const built = useBuilt(scene);
  const [ready, setReady] = useState(false);
  const done = useRef(() => setReady(true)).current;
  const box: CSSProperties = {
    flex: '1 1 auto',
    minWidth: 0,
    minHeight: 0,
    height: '100%',
    width: '100%',
    maxWidth: width ?? 'none',
    margin: '0 auto',
  };
  return (
    <div style={box} data-stage="" data-state={scene.name} data-ready={ready}>
      <ScopedRoot colorScheme={colorScheme} {...(nonce && { nonce })} {...scene.look}>
        {built ? (
          <ChatProvider runtime={built.runtime}>
            {scene.show === 'popup' ? (
              <Popup scene={scene} runtime={built.runtime} colorScheme={colorScheme} nonce={nonce} doors={doors} />
            ) : (
              <Shown scene={scene} doors={doors} />
            )}
            <Act scene={scene} stage={built.stage} onDone={done} />
          </ChatProvider>
        ) : null}
      </ScopedRoot>
    </div>
  );
}
