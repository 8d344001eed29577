import { ChakraProvider } from '@chakra-ui/react/styled-system';
import createCache, { type EmotionCache } from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { type CSSProperties, type ReactNode, type Ref, useMemo } from 'react';
import { type ColorScheme, useScheme } from './color-scheme.ts';
import { accentFrom, ownFrom } from './contrast.ts';
import { type Density, DensityContext } from './density.ts';
import { styled } from './styled.tsx';
import { DENSITY_ATTRIBUTE, ROOT_CLASS, SCHEME_ATTRIBUTE, system } from './system.ts';

export interface ScopedRootProps {
  readonly colorScheme?: ColorScheme;
  /** `#rrggbb`; becomes the accent after its contrast was mended. Anything else is ignored. */
  readonly brand?: string;
  /** Pixels, 0 to 16: corners of controls, from which those of cards and bubbles follow. Anything else is ignored. */
  readonly radius?: number;
  /** CSS `font-family`; the page's own when left out. */
  readonly font?: string;
  readonly density?: Density;
  /** The host's nonce for style elements under a strict CSP. */
  readonly nonce?: string;
  /** Where style elements go: a shadow root, or the document's head when left out. */
  readonly styleContainer?: ShadowRoot | HTMLElement;
  /** CSS length or pixels. */
  readonly height?: number | string;
  readonly width?: number | string;
  /** Language of the catalogue shown, for `lang` on the root. */
  readonly lang?: string;
  readonly ref?: Ref<HTMLDivElement>;
  readonly children?: ReactNode;
}

/** One cache per place styles go to and nonce, so that many instances on a page share their rules. */
const caches = new WeakMap<Node, Map<string, EmotionCache>>();

function cacheFor(container: Node, nonce: string | undefined): EmotionCache {
  const known = caches.get(container) ?? new Map<string, EmotionCache>();
  caches.set(container, known);
  const existing = known.get(nonce ?? '');
  if (existing) return existing;
  const cache = createCache({ key: 'aics', nonce, container });
  known.set(nonce ?? '', cache);
  return cache;
}

function corners(radius: number | undefined): Record<string, string> {
  if (radius === undefined || !(radius >= 0 && radius <= 16)) return {};
  return {
    '--aics-radii-control': `${radius}px`,
    '--aics-radii-card': `${radius * 1.5}px`,
    '--aics-radii-bubble': `${radius * 2}px`,
  };
}

const Root = styled('div', {
  base: {
    position: 'relative',
    containerType: 'inline-size',
    containerName: 'aics',
    isolation: 'isolate',
    display: 'flex',
    flexDirection: 'column',
    minWidth: '0',
    minHeight: '0',
    overflow: 'hidden',
    bg: 'surface',
    color: 'text',
    fontSize: '15px',
    lineHeight: '24px',
    fontWeight: '400',
    letterSpacing: 'normal',
    textAlign: 'start',
    textTransform: 'none',
    whiteSpace: 'normal',
    fontFamily: 'inherit',
    '&[data-aics-scheme=dark]': { colorScheme: 'dark' },
    '&[data-aics-scheme=light]': { colorScheme: 'light' },
  },
});

/** Everything of ours lies in one of these: it brings the styles, the colours of this instance and the container that layout asks for its width. */
export function ScopedRoot(props: ScopedRootProps): ReactNode {
  const {
    brand,
    radius,
    font,
    nonce,
    styleContainer,
    density = 'comfortable',
    height = '100%',
    width = '100%',
    ref,
    lang = 'en',
    children,
  } = props;
  const scheme = useScheme(props.colorScheme ?? 'system');
  const cache = useMemo(() => cacheFor(styleContainer ?? document.head, nonce), [styleContainer, nonce]);
  const style = useMemo(() => {
    const own = brand === undefined ? null : accentFrom(brand, scheme);
    const bubble = brand === undefined ? null : ownFrom(brand, scheme);
    const colors = own ? { '--aics-colors-accent': own.accent, '--aics-colors-on-accent': own.onAccent, '--aics-colors-own': bubble } : {};
    return { ...colors, ...corners(radius), ...(font === undefined ? null : { fontFamily: font }), height, width } as CSSProperties;
  }, [brand, radius, font, scheme, height, width]);
  const attributes = { [SCHEME_ATTRIBUTE]: scheme, [DENSITY_ATTRIBUTE]: density };
  return (
    <CacheProvider value={cache}>
      <ChakraProvider value={system}>
        <Root ref={ref} className={ROOT_CLASS} style={style} lang={lang} {...attributes}>
          <DensityContext value={density}>{children}</DensityContext>
        </Root>
      </ChakraProvider>
    </CacheProvider>
  );
}
