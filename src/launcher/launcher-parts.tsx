import type { ReactNode } from 'react';
import type { Words } from './words.ts';

function Icon({ size, children }: { size: number; children: ReactNode }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export function ChatIcon(): ReactNode {
  return (
    <Icon size={24}>
      <path d="M3 5.5A2.5 2.5 0 0 1 5.5 3h9A2.5 2.5 0 0 1 17 5.5v6a2.5 2.5 0 0 1-2.5 2.5H9l-3.6 3v-3A2.5 2.5 0 0 1 3 11.5z" />
      <path d="M7 7h6M7 10h4" />
    </Icon>
  );
}

export function CloseIcon({ size = 20 }: { size?: number }): ReactNode {
  return (
    <Icon size={size}>
      <path d="m5 5 10 10M15 5 5 15" />
    </Icon>
  );
}

/** What the popup holds until the chat's code is there, or when it could not be fetched. */
export function Frame({
  title,
  close,
  failed,
  words,
  onRetry,
}: {
  title: string;
  close: ReactNode;
  failed: boolean;
  words: Words;
  onRetry: () => void;
}): ReactNode {
  return (
    <div className="aics-launcher-frame">
      <div className="aics-launcher-bar">
        <span className="aics-launcher-title">{title}</span>
        {close}
      </div>
      {failed ? (
        <div className="aics-launcher-body" role="alert">
          <div className="aics-launcher-failed">
            <p>{words('launcher.failed')}</p>
            <button type="button" className="aics-launcher-plain aics-launcher-again" onClick={onRetry}>
              {words('launcher.again')}
            </button>
          </div>
        </div>
      ) : (
        <div className="aics-launcher-body" role="status" aria-label={words('launcher.loading')}>
          {[200, 280, 240].map((width) => (
            <span key={width} className="aics-launcher-bone" style={{ width, maxWidth: '100%' }} />
          ))}
        </div>
      )}
    </div>
  );
}
