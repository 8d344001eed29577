import { type ReactNode, useState } from 'react';
import { styled } from './styled.tsx';

const Frame = styled('span', {
  base: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    flex: 'none',
    borderRadius: 'full',
    overflow: 'hidden',
    bg: 'subtle',
    color: 'text',
    fontSize: '12px',
    lineHeight: '16px',
    fontWeight: '600',
    userSelect: 'none',
  },
});

const initials = (name: string): string => {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => word.length > 0);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return (
    picked
      .map((word) => Array.from(word ?? '')[0] ?? '')
      .join('')
      .toLocaleUpperCase() || '–'
  );
};

export interface AvatarProps {
  readonly name: string;
  /** Only `https:` or the page's own origin is loaded; anything else shows initials (H49). */
  readonly src?: string | null;
  /** Pixels. */
  readonly size?: number;
}

/** A portrait, or the initials where there is none. Decoration: the name stands beside it. */
export function Avatar({ name, src = null, size = 32 }: AvatarProps): ReactNode {
  const [broken, setBroken] = useState(false);
  const url = src === null || broken ? null : safeImage(src);
  return (
    <Frame aria-hidden="true" style={{ width: size, height: size }}>
      {url === null ? (
        initials(name)
      ) : (
        <img
          src={url}
          alt=""
          width={size}
          height={size}
          referrerPolicy="no-referrer"
          loading="lazy"
          onError={() => setBroken(true)}
          style={{ width: size, height: size, objectFit: 'cover' }}
        />
      )}
    </Frame>
  );
}

function safeImage(src: string): string | null {
  try {
    const url = new URL(src, location.href);
    return url.origin === location.origin || (url.protocol === 'https:' && url.username === '') ? url.href : null;
  } catch {
    return null;
  }
}
