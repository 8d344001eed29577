import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { startGrowingText } from '../growing-text.tsx';

const plugins = [remarkGfm];

/** The whole text again with each event. */
startGrowingText(({ text }) => <ReactMarkdown remarkPlugins={plugins}>{text}</ReactMarkdown>);
