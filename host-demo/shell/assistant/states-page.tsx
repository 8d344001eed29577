import { States } from '@/features/ai-cs-agent/index.tsx';
import { useTheme } from '../frame/theme.ts';

export function StatesPage() {
  const theme = useTheme();
  return (
    <div className="fill">
      <h1 className="visually-hidden">Chat states</h1>
      <States colorScheme={theme} />
    </div>
  );
}
