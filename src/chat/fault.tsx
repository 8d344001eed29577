import type { ReactNode } from 'react';
import { useText } from '../i18n/index.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import { cleanText, useCountdown } from '../transcript/index.ts';
import { Notice, type NoticeAction } from '../ui/index.ts';

/** What can be wrong, by name. Each has one sentence (what happened, what is safe) and one thing to do. */
export type Fault =
  | { readonly name: 'signed-out' | 'refused' | 'not-found' | 'closed-elsewhere' | 'server-away' | 'remote-failed' | 'storage-off' }
  | { readonly name: 'offline' }
  /** The browser does not let this page notify. */
  | { readonly name: 'notifications' }
  /** `until`: ms since the epoch. */
  | { readonly name: 'rate-limited'; readonly until: number }
  /** `reason`: the server's sentence; null when there is none. */
  | { readonly name: 'command'; readonly reason: string | null };

export interface FaultNoticeProps {
  readonly fault: Fault;
  /** What the button does: again, new conversation, reopen or put away, by the fault's name. */
  readonly onAction: () => void;
}

export function FaultNotice({ fault, onAction }: FaultNoticeProps): ReactNode {
  const t = useText();
  const act = (label: string): NoticeAction => ({ label, onPress: onAction });
  switch (fault.name) {
    case 'signed-out':
      return (
        <Notice tone="warn" icon="person" role="alert" action={act(t('error.signed-out.action'))}>
          {t('error.signed-out')}
        </Notice>
      );
    case 'refused':
      return (
        <Notice tone="bad" role="alert" action={act(t('error.refused.action'))}>
          {t('error.refused')}
        </Notice>
      );
    case 'not-found':
      return (
        <Notice tone="neutral" icon="search" role="alert" action={act(t('chat.new'))}>
          {t('error.not-found')}
        </Notice>
      );
    case 'closed-elsewhere':
      return (
        <Notice tone="neutral" icon="check" role="status" action={act(t('error.closed-elsewhere.reopen'))}>
          {t('error.closed-elsewhere')}
        </Notice>
      );
    case 'server-away':
      return (
        <Notice tone="warn" icon="offline" role="alert" action={act(t('error.server-away.action'))}>
          {t('error.server-away')}
        </Notice>
      );
    case 'offline':
      return (
        <Notice tone="neutral" icon="offline" role="status">
          {t('error.offline')}
        </Notice>
      );
    case 'remote-failed':
      return (
        <Notice tone="bad" role="alert" action={act(t('error.remote-failed.action'))}>
          {t('error.remote-failed')}
        </Notice>
      );
    case 'storage-off':
      return (
        <Notice tone="warn" role="note" action={act(t('error.storage-off.action'))}>
          {t('error.storage-off')}
        </Notice>
      );
    case 'notifications':
      return (
        <Notice tone="warn" role="alert" action={act(t('error.dismiss'))}>
          {t('notify.denied')}
        </Notice>
      );
    case 'rate-limited':
      return <RateLimited until={fault.until} onAction={onAction} />;
    case 'command':
      return (
        <Notice tone="bad" role="alert" action={act(t('error.dismiss'))}>
          {fault.reason === null ? t('error.command.unknown') : t('error.command', { reason: cleanText(fault.reason) })}
        </Notice>
      );
  }
}

function RateLimited({ until, onAction }: { readonly until: number; readonly onAction: () => void }): ReactNode {
  const t = useText();
  const seconds = useCountdown(until);
  return (
    <Notice
      tone="warn"
      icon="clock"
      role="status"
      action={{ label: t('error.rate-limited.action'), onPress: onAction, disabled: seconds > 0 }}
    >
      <span style={{ fontVariantNumeric: 'tabular-nums' }}>{t('error.rate-limited', { count: seconds })}</span>
    </Notice>
  );
}

/** Which named fault an error of the carrier is. */
export function faultOf(error: ChatError, now: () => number = Date.now): Fault {
  if (error.kind === 'signed-out' || error.kind === 'expired') return { name: 'signed-out' };
  if (error.kind === 'withdrawn') return { name: 'not-found' };
  if (error.code === 'RATE_LIMITED') return { name: 'rate-limited', until: now() + (error.retryAfterMs ?? 5_000) };
  if (error.code === 'NOT_FOUND') return { name: 'not-found' };
  if (error.kind === 'refused') return { name: 'refused' };
  return { name: 'server-away' };
}
