export { Avatar } from './avatar.tsx';
export { Button, IconButton } from './button.tsx';
export { Chip } from './chip.tsx';
export type { ColorScheme } from './color-scheme.ts';
export { type Density, useDensity } from './density.ts';
export { Icon, type IconName, iconNames } from './icon.tsx';
export { Enclosure, type Extent, Isolated } from './isolated.tsx';
export { later } from './later.tsx';
export { Menu, type MenuItem, MenuList, menuHeight } from './menu.tsx';
export { Notice, type NoticeAction, type NoticeTone } from './notice.tsx';
export { ScopedRoot, type ScopedRootProps } from './scoped-root.tsx';
export { SearchInput } from './search-input.tsx';
export { Skeleton, useSkeleton } from './skeleton.tsx';
export { styled } from './styled.tsx';
export {
  appear,
  COARSE,
  COMPACT,
  currentMark,
  FINE,
  FORCED,
  focusRing,
  focusRingAt,
  forcedLine,
  forcedMark,
  LOW,
  listRow,
  ROOT_CLASS,
  STILL,
  type Style,
  system,
  transition,
  WIDE,
  WIDEST,
} from './system.ts';
export { VisuallyHidden } from './visually-hidden.tsx';
