import { strictHeaders } from '../../browser/support/strict-policy.ts';

/** The hosts that are projects of their own: what lies in each folder, and what is laid beside it before it is installed and built. */
export interface HostProject {
  readonly name: string;
  /** Files for it of the guide's code blocks: the place in the project, and the block's name. A block of HTML goes where its name stands in a comment. */
  readonly guide: Readonly<Record<string, string>>;
  /** Where its copy of `host/` goes. Default: beside `package.json`. */
  readonly loader?: string;
  /** A folder of sources that several hosts have in common. */
  readonly shared?: 'react' | 'html';
  /** Folder of what it builds, or of its files where there is nothing to build. */
  readonly output: string;
  /** Its pages with the chat. Default: the one at its root. */
  readonly pages?: readonly string[];
  /** Asks for the remote once: what could not be had then comes with a reload. */
  readonly once?: boolean;
  /** One of its pages, whose build names the remote. */
  readonly federated?: string;
  /** What it is served with. */
  readonly headers?: (remote: string) => Record<string, string>;
  /** A page of it that asks for components made for another React than its own. */
  readonly mismatch?: string;
  /** Script below `node_modules` that serves it while it is developed, and is tried too. */
  readonly dev?: string;
}

const react19 = { 'chat.tsx': 'react-19.tsx' };

export const projects: readonly HostProject[] = [
  { name: 'rsbuild-react-19.0', guide: react19, shared: 'react', output: 'dist' },
  {
    name: 'rsbuild-react-newest',
    guide: { ...react19, 'federation.ts': 'federation.ts', 'static-chat.tsx': 'static-chat.tsx' },
    shared: 'react',
    output: 'dist',
    pages: ['', 'federated/index.html'],
    federated: 'federated/index.html',
  },
  { name: 'webpack-react-19', guide: react19, shared: 'react', output: 'dist' },
  {
    name: 'webpack-react-18',
    guide: { 'chat.tsx': 'react-18.tsx', 'show-chat.ts': 'show-chat.ts' },
    shared: 'react',
    output: 'dist',
    mismatch: 'components.html',
  },
  { name: 'vite-react-19', guide: react19, shared: 'react', output: 'dist', dev: 'vite/bin/vite.js' },
  {
    name: 'next-app-router',
    guide: { 'app/react-19.tsx': 'react-19.tsx', 'app/later-chat.tsx': 'later-chat.tsx' },
    loader: 'app/host',
    output: 'out',
  },
  { name: 'vue-3', guide: { 'chat.vue': 'chat.vue', 'show-chat.ts': 'show-chat.ts' }, output: 'dist' },
  { name: 'plain-html-runtime', guide: { 'show-chat.ts': 'show-chat.ts' }, shared: 'html', output: 'dist' },
  { name: 'plain-html', guide: { 'index.html': 'no-runtime.html' }, shared: 'html', output: '.', once: true },
  {
    name: 'embed',
    guide: { 'index.html': 'one-call.html', 'element.html': 'one-element.html' },
    shared: 'html',
    output: '.',
    pages: ['index.html', 'element.html'],
    once: true,
  },
  {
    name: 'strict-csp',
    guide: {},
    shared: 'html',
    output: 'dist',
    pages: ['index.html', 'runtime.html'],
    once: true,
    headers: strictHeaders,
  },
];
