import { part } from './part.tsx';

export default part('FloatingChatButton');
