import type { ChatProps } from '../../chat/index.ts';
import type { Viewer } from '../../protocol/vocabulary.ts';
import type { ChatCommands } from '../../queries/commands.ts';
import { DEMO_VIEWER, type MemoryBackend, type MemoryBackendOptions } from '../../transports/memory.ts';
import type { ScopedRootProps } from '../../ui/index.ts';
import type { StageEnvironment } from './stage-environment.ts';

/** What a scene may turn while it is shown. */
export interface Stage {
  readonly backend: MemoryBackend;
  readonly environment: StageEnvironment;
  readonly commands: ChatCommands;
  /** Resolves once the chat or the list is reading its feed, or after a moment when it never will. */
  readonly settled: () => Promise<void>;
}

/** How the floating button is shown; open as a popup where nothing else is said. */
export interface LauncherScene {
  /** Given as undefined, the button opens and closes by itself. */
  readonly open?: boolean | undefined;
  readonly mode?: 'popup' | 'side-panel' | 'full-screen';
  readonly teaser?: string;
  readonly unreadCount?: number;
}

export interface Scene {
  /** In the address: `?state=NAME`. */
  readonly name: string;
  readonly group: 'Beginning' | 'Answer' | 'Sending' | 'Line' | 'Person' | 'List' | 'Desk' | 'Frame';
  readonly title: string;
  /** `both` is the demo page, `desk` staff's side, `popup` the floating button's, `broken` the panel of a door whose inside failed. */
  readonly show: 'chat' | 'list' | 'both' | 'desk' | 'popup' | 'broken' | 'unconnected';
  readonly viewer?: Viewer;
  /** null: a new conversation. */
  readonly conversationId?: string | null;
  readonly backend?: MemoryBackendOptions;
  readonly suggestedMessage?: string;
  readonly welcomeMessage?: string;
  /** What the list begins with. */
  readonly filter?: 'all' | 'open' | 'closed' | 'waiting';
  /** What the list is searched for. */
  readonly search?: string;
  /** What was begun to be written, by conversation. */
  readonly drafts?: Readonly<Record<string, string>>;
  readonly launcher?: LauncherScene;
  /** What the page hands in beyond that. */
  readonly chat?: Partial<ChatProps>;
  readonly look?: Pick<ScopedRootProps, 'brand' | 'radius' | 'font' | 'density'>;
  readonly storage?: 'off';
  readonly seed?: (backend: MemoryBackend) => void;
  readonly act?: (stage: Stage) => void | Promise<void>;
}

export const ORGANIZATION = { id: 'org-1', name: 'Berg Trading' } as const;
export const CUSTOMER = { id: DEMO_VIEWER.id, role: 'USER', name: DEMO_VIEWER.name, avatarUrl: null } as const;
export const MAYA = { id: 'staff-1', role: 'AGENT', name: 'Maya Lindqvist', avatarUrl: null } as const;
export const STAFF: Viewer = {
  id: MAYA.id,
  role: 'AGENT',
  name: MAYA.name,
  organizations: [ORGANIZATION],
  presence: 'ONLINE',
  tokenExpiresInSeconds: null,
};
/** The conversation most scenes show. */
export const TALK = 'talk';

/** ISO time so many minutes ago. */
export const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
