import { type CSSProperties, type ReactNode, useEffect, useState } from 'react';
import { focusRingAt, ScopedRoot, styled } from '../../ui/index.ts';
import type { Scene } from './scene.ts';
import { type Doors, SceneStage } from './scene-stage.tsx';
import { sceneNamed, scenes } from './scenes.ts';

type Scheme = 'light' | 'dark' | 'system';

/** What the address says: `?state=NAME&scheme=dark&width=360&alone=1`. */
interface Place {
  readonly name: string | null;
  readonly scheme: Scheme | null;
  /** Pixels; null: as wide as there is room. */
  readonly width: number | null;
  /** Only the state itself, over the whole window: for pictures and checks. */
  readonly alone: boolean;
}

export function placeFrom(search: string): Place {
  const read = new URLSearchParams(search);
  const scheme = read.get('scheme');
  const width = Number(read.get('width'));
  return {
    name: read.get('state'),
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : null,
    width: Number.isFinite(width) && width >= 200 && width <= 4_000 ? width : null,
    alone: read.get('alone') === '1',
  };
}

/** The place in the address, and the way to another one. Follows `popstate`, so that a script can go through the states without reloading. */
function usePlace(): readonly [Place, (change: Record<string, string | null>) => void] {
  const [place, setPlace] = useState(() => placeFrom(location.search));
  useEffect(() => {
    const follow = (): void => setPlace(placeFrom(location.search));
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  const go = (change: Record<string, string | null>): void => {
    const url = new URL(location.href);
    for (const [key, value] of Object.entries(change)) {
      if (value === null) url.searchParams.delete(key);
      else url.searchParams.set(key, value);
    }
    history.replaceState(history.state, '', url);
    setPlace(placeFrom(url.search));
  };
  return [place, go];
}

const Index = styled('nav', { base: { flex: '1 1 0', minHeight: '0', overflowY: 'auto', px: '2', py: '4', bg: 'canvas' } });
const Group = styled('h2', { base: { margin: '0', px: '2', pt: '4', pb: '1', textStyle: 'xs', fontWeight: '600', color: 'muted' } });
const Entry = styled('button', {
  base: {
    ...focusRingAt('-2px'),
    appearance: 'none',
    display: 'block',
    width: 'full',
    minH: '8',
    px: '2',
    py: '1',
    borderWidth: '0',
    borderRadius: 'control',
    bg: 'transparent',
    color: 'text',
    textStyle: 'sm',
    textAlign: 'start',
    cursor: 'pointer',
    '&:hover': { bg: 'subtle' },
    '&[aria-current=true]': { bg: 'subtle', fontWeight: '500' },
  },
});
const Choice = styled(Entry, { base: { width: 'auto', px: '3', '&[aria-pressed=true]': { bg: 'subtle', fontWeight: '500' } } });
const Choices = styled('div', { base: { display: 'flex', flexWrap: 'wrap', gap: '1', px: '2' } });

const groups: readonly Scene['group'][] = ['Beginning', 'Answer', 'Sending', 'Line', 'Person', 'List', 'Desk', 'Frame'];
const widths: readonly (number | null)[] = [360, 640, 1080, null];

function Contents({ place, shown, go }: { place: Place; shown: Scene; go: (change: Record<string, string | null>) => void }): ReactNode {
  return (
    <Index aria-label="States">
      <Choices role="group" aria-label="Width and colours">
        {widths.map((width) => (
          <Choice
            key={width}
            type="button"
            aria-pressed={place.width === width}
            onClick={() => go({ width: width === null ? null : String(width) })}
          >
            {width ?? 'Full'}
          </Choice>
        ))}
        {(['light', 'dark'] as const).map((scheme) => (
          <Choice
            key={scheme}
            type="button"
            aria-pressed={place.scheme === scheme}
            onClick={() => go({ scheme: place.scheme === scheme ? null : scheme })}
          >
            {scheme === 'light' ? 'Light' : 'Dark'}
          </Choice>
        ))}
      </Choices>
      {groups.map((group) => (
        <div key={group}>
          <Group>{group}</Group>
          {scenes
            .filter((scene) => scene.group === group)
            .map((scene) => (
              <Entry
                key={scene.name}
                type="button"
                data-state-link={scene.name}
                aria-current={scene === shown}
                onClick={() => go({ state: scene.name })}
              >
                {scene.title}
              </Entry>
            ))}
        </div>
      ))}
    </Index>
  );
}

const frame: CSSProperties = {
  display: 'flex',
  height: 'min(calc(100dvh - 56px), 960px)',
  minHeight: 480,
  width: '100%',
  boxSizing: 'border-box',
};
/** Above whatever page holds the gallery: pictures and checks are of the state, not of its surroundings. */
const whole: CSSProperties = { position: 'fixed', inset: 0, zIndex: 2_000, display: 'flex', background: 'Canvas' };

/** Every state of the chat, from a backend within the page. */
export function Gallery({
  colorScheme = 'system',
  nonce,
  doors,
}: {
  readonly colorScheme?: Scheme | undefined;
  /** The page's, for style elements under a strict Content-Security-Policy. */
  readonly nonce?: string | undefined;
  readonly doors: Doors;
}): ReactNode {
  const [place, go] = usePlace();
  const scene = sceneNamed(place.name);
  const scheme = place.scheme ?? colorScheme;
  const stage = (
    <SceneStage key={`${scene.name}-${scheme}`} scene={scene} colorScheme={scheme} nonce={nonce} width={place.width} doors={doors} />
  );
  if (place.alone) return <div style={whole}>{stage}</div>;
  return (
    <div style={frame}>
      <ScopedRoot colorScheme={scheme} width={232} {...(nonce && { nonce })}>
        <Contents place={place} shown={scene} go={go} />
      </ScopedRoot>
      <div style={{ flex: '1 1 0', minWidth: 0, display: 'flex', justifyContent: 'center', overflowX: 'auto' }}>{stage}</div>
    </div>
  );
}
