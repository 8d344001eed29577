import { part } from './parts.tsx';

export default part('AgentDesk');
