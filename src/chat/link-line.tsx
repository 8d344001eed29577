import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { type Translate, useText } from '../i18n/index.ts';
import type { Participant } from '../protocol/vocabulary.ts';
import type { LinkState } from '../session/link.ts';
import { cleanLabel } from '../transcript/index.ts';
import { Button, Icon, styled } from '../ui/index.ts';

/** Set while something is said there. */
export const LINE_SAID = 'data-line-said';

const Place = styled('div', { base: { position: 'relative', height: '0' } });
/**
 * Over the end of the log, where the last row keeps as much free: a line that comes or goes moves nothing, and while there
 * is none no band is empty.
 */
const Room = styled('div', {
  base: {
    position: 'absolute',
    insetInline: '0',
    bottom: '0',
    display: 'flex',
    alignItems: 'center',
    gap: '2',
    height: '24px',
    px: '1',
    textStyle: 'sm',
    color: 'muted',
    minWidth: '0',
    pointerEvents: 'none',
    [`&[${LINE_SAID}]`]: { bg: 'surface', pointerEvents: 'auto' },
  },
});
const Status = styled('div', {
  base: {
    display: 'flex',
    alignItems: 'center',
    gap: '2',
    minWidth: '0',
    '& > span': { minWidth: '0', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  },
});
const Typing = styled('span', { base: { minWidth: '0', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } });

const QUIET_MS = 2_000;
const AWAY_MS = 10_000;

/** `null` in the first two seconds; `away` after ten, when "in a moment" would no longer be true. */
export type LinePhase = null | 'connecting' | 'reconnecting' | 'offline' | 'away';

type Down = Extract<LinkState, { status: 'connecting' | 'reconnecting' | 'offline' }>;

/** Someone waits for the line. `idle` has none to wait for; the other two are said elsewhere. */
function isDown(link: LinkState): link is Down {
  return link.status === 'connecting' || link.status === 'reconnecting' || link.status === 'offline';
}

export function phaseOf(link: LinkState, elapsedMs: number): LinePhase {
  if (!isDown(link) || elapsedMs < QUIET_MS) return null;
  if (link.status === 'offline') return 'offline';
  return elapsedMs >= AWAY_MS ? 'away' : link.status;
}

/** An open line is asked for a sign of life when the browser says "offline"; that takes up to two seconds, and as long again on a busy page. */
const ASKED_MS = 4_000;

/** Ms since the browser said that the network went away, where that is why the line was lost; else 0. */
function useHeadStart(): () => number {
  const said = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const note = (): void => {
      said.current = performance.now();
    };
    addEventListener('offline', note);
    return () => removeEventListener('offline', note);
  }, []);
  return useCallback(() => {
    const ago = performance.now() - said.current;
    return ago <= ASKED_MS ? ago : 0;
  }, []);
}

/** Counts from when this line was first seen not to be live, or the browser said so before, by the page's own clock. */
function useLinePhase(link: LinkState): LinePhase {
  const down = isDown(link);
  const [elapsed, setElapsed] = useState(0);
  const headStart = useHeadStart();
  useEffect(() => {
    setElapsed(0);
    if (!down) return undefined;
    const passed = headStart();
    const timers = [QUIET_MS, AWAY_MS].map((ms) => setTimeout(() => setElapsed(ms), Math.max(0, ms - passed)));
    return () => timers.forEach(clearTimeout);
  }, [down, headStart]);
  return phaseOf(link, down ? elapsed : 0);
}

export interface LinkLineProps {
  readonly link: LinkState;
  /** Who is writing, the viewer left out. */
  readonly typing: readonly Participant[];
  readonly onRetry: () => void;
  /** Fixed by the gallery, which has no time to wait. */
  readonly phase?: LinePhase;
}

/** State of the line, and who is writing: quiet, above the composer. */
export function LinkLine({ link, typing, onRetry, phase: fixed }: LinkLineProps): ReactNode {
  const t = useText();
  const counted = useLinePhase(link);
  const phase = fixed === undefined ? counted : fixed;
  const person = typing[0];
  const said = phase !== null || person !== undefined;
  return (
    <Place>
      <Room {...(said ? { [LINE_SAID]: '' } : {})}>
        <Status role="status" aria-label={t('line.label')}>
          {phase === null ? null : (
            <>
              <Icon name={phase === 'connecting' ? 'clock' : 'offline'} size={16} />
              <span title={lineText(phase, t)}>{lineText(phase, t)}</span>
            </>
          )}
        </Status>
        {phase === 'away' ? (
          <Button look="link" onClick={onRetry} style={{ padding: 0 }}>
            {t('line.away.action')}
          </Button>
        ) : null}
        {phase === null && person ? <Typing>{t('typing.person', { name: cleanLabel(person.name) })}</Typing> : null}
      </Room>
    </Place>
  );
}

function lineText(phase: Exclude<LinePhase, null>, t: Translate): string {
  if (phase === 'connecting') return t('line.connecting');
  if (phase === 'reconnecting') return t('line.reconnecting');
  return t(phase === 'offline' ? 'line.offline' : 'line.away');
}
