export { configure } from '../runtime.tsx';
