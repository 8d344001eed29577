import { Clicks } from './clicks.jsx';
import { LaterChat } from './later-chat.tsx';

export default function Page() {
  return (
    <main>
      <Clicks />
      <LaterChat height={560} />
    </main>
  );
}
