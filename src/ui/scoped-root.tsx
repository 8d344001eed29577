import { ChakraProvider } from '@chakra-ui/react/styled-system';
import createCache, { type EmotionCache } from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { type CSSProperties, type ReactNode, type Ref, useContext, useImperativeHandle, useInsertionEffect, useMemo, useRef } from 'react';
import { type ColorScheme, useScheme } from './color-scheme.ts';
import { accentFrom, ownFrom } from './contrast.ts';
import { type Density, DensityContext } from './density.ts';
import { directionOf } from './direction.ts';
import { Enclosure } from './isolated.tsx';
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
  /** CSS length or pixels. */
  readonly height?: number | string;
  readonly width?: number | string;
  /** Language of the catalogue shown, for `lang` on the root. */
  readonly lang?: string;
  readonly ref?: Ref<HTMLDivElement>;
  readonly children?: ReactNode;
}

interface Sheet {
  readonly cache: EmotionCache;
  holders: number;
}

/** One cache per place styles go to and nonce, so that many instances on a page share their rules. */
const sheets = new WeakMap<Node, Map<string, Sheet>>();

function sheetFor(container: Node, nonce: string): Sheet {
  const known = sheets.get(container) ?? new Map<string, Sheet>();
  sheets.set(container, known);
  const sheet = known.get(nonce) ?? { cache: createCache({ key: 'aics', nonce, container }), holders: 0 };
  known.set(nonce, sheet);
  return sheet;
}

/** The rules of this place; taken out of it with the last instance that used them. */
function useSheet(container: Node, nonce = ''): EmotionCache {
  const sheet = useMemo(() => sheetFor(container, nonce), [container, nonce]);
  useInsertionEffect(() => {
    sheet.holders += 1;
    return () => {
      sheet.holders -= 1;
      // Not before this turn is over: another instance may be on its way in.
      queueMicrotask(() => {
        if (sheet.holders > 0) return;
        sheet.cache.sheet.flush();
        sheet.cache.inserted = {};
        sheet.cache.registered = {};
      });
    };
  }, [sheet]);
  return sheet.cache;
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
  const { brand, radius, font, nonce, density = 'comfortable', height = '100%', width = '100%', ref, lang = 'en', children } = props;
  const root = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => root.current as HTMLDivElement, []);
  const scheme = useScheme(props.colorScheme ?? 'system', root);
  const cache = useSheet(useContext(Enclosure) ?? document.head, nonce);
  const style = useMemo(() => {
    const own = brand === undefined ? null : accentFrom(brand, scheme);
    const bubble = brand === undefined ? null : ownFrom(brand, scheme);
    const colors = own ? { '--aics-colors-accent': own.accent, '--aics-colors-on-accent': own.onAccent, '--aics-colors-own': bubble } : {};
    return { ...colors, ...corners(radius), ...(font === undefined ? null : { fontFamily: font }), height, width } as CSSProperties;
  }, [brand, radius, font, scheme, height, width]);
  const attributes = { [SCHEME_ATTRIBUTE]: scheme, [DENSITY_ATTRIBUTE]: density };
  return (
    <CacheProvider value={cache}>
      <ChakraProvider value={system()}>
        <Root ref={root} className={ROOT_CLASS} style={style} lang={lang} dir={directionOf(lang)} {...attributes}>
          <DensityContext value={density}>{children}</DensityContext>
        </Root>
      </ChakraProvider>
    </CacheProvider>
  );
}
