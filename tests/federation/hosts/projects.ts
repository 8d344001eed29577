/** The hosts that are projects of their own: what lies in each folder, and what is laid beside it before it is installed and built. */
export interface HostProject {
  readonly name: string;
  /** Files for it of the guide's code blocks: the place in the project, and the block's name. */
  readonly guide: Readonly<Record<string, string>>;
  /** Where its copy of `host/` goes. Default: beside `package.json`. */
  readonly loader?: string;
  /** A folder of sources that several hosts have in common. */
  readonly shared?: 'react';
  /** Folder of what it builds. */
  readonly output: string;
  /** A page of it that asks for components made for another React than its own. */
  readonly mismatch?: string;
  /** Script below `node_modules` that serves it while it is developed, and is tried too. */
  readonly dev?: string;
}

const react19 = { 'chat.tsx': 'react-19.tsx' };

export const projects: readonly HostProject[] = [
  { name: 'rsbuild-react-19.0', guide: react19, shared: 'react', output: 'dist' },
  { name: 'rsbuild-react-newest', guide: react19, shared: 'react', output: 'dist' },
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
];
