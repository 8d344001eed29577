import '@fontsource-variable/inter';
import './styles/tokens.css';
import './styles/base.css';
import './styles/table.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readConfig } from './config.ts';

// Asked for while the person is signed in; whoever needs it reads it again, and says so if it failed.
readConfig().catch(() => {});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(<App />);
