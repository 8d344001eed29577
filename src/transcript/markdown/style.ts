import { FORCED, focusRing, focusRingAt, forcedLine, STILL, type Style, WIDE } from '../../ui/index.ts';

const own = (...selectors: readonly string[]): string => selectors.map((selector) => `& ${selector}`).join(', ');

/** How an answer is set: one class with nested rules, so that a block costs plain elements only. */
export const markdownStyle: Style = {
  minWidth: '0',
  overflowWrap: 'anywhere',
  textStyle: 'md',
  color: 'text',
  unicodeBidi: 'isolate',
  '&[data-grew] > .aics-section': {
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 24px',
    marginInline: '-4px',
    paddingInline: '4px',
  },
  '&& > .aics-section + .aics-section, && > .aics-section > * + *': { marginTop: '12px' },
  '& > .aics-section > :is(p, ul, ol, blockquote, .aics-heading)': { maxWidth: '68ch' },
  '& p': { margin: '0' },
  '& strong': { fontWeight: '600' },
  '& em': { fontStyle: 'italic' },
  '& del': { textDecoration: 'line-through', color: 'muted' },
  '& .aics-written': { whiteSpace: 'pre-wrap' },
  '& .aics-heading': { fontWeight: '600', '&[data-depth="1"], &[data-depth="2"]': { textStyle: 'lg' } },
  '&& > .aics-section > * + .aics-heading': { marginTop: '20px' },
  '& a': {
    ...focusRing,
    color: 'accent',
    textDecoration: 'underline',
    textUnderlineOffset: '3px',
    textDecorationThickness: '1px',
    borderRadius: '2px',
    '&:hover': { textDecorationThickness: '2px' },
  },
  '& .aics-host': { color: 'muted', fontSize: '13px' },
  '& .aics-image': { display: 'inline-block', px: '2', borderRadius: '8px', bg: 'subtle', color: 'muted', textStyle: 'sm' },
  '& hr': { height: '1px', margin: '0', borderWidth: '0', bg: 'line', [FORCED]: { bg: 'CanvasText' } },
  '&& > .aics-section > * + hr, && > .aics-section > hr + *': { marginTop: '20px' },
  [own('blockquote')]: { margin: '0', paddingInlineStart: '12px', borderInlineStart: '2px solid', borderColor: 'line', color: 'muted' },
  '&& blockquote > * + *': { marginTop: '8px' },
  ...lists(),
  ...code(),
  ...tables(),
  // The dot that ends an answer while it grows.
  '&[data-open] > .aics-section:last-child > p:last-child::after, &[data-open] > .aics-section:last-child > :is(ul, ol):last-child > li:last-child > p:last-child::after, &[data-open] > .aics-section:last-child > :is(ul, ol):last-child > li:last-child > div > p:last-child::after':
    {
      content: '""',
      display: 'inline-block',
      width: '6px',
      height: '6px',
      marginInlineStart: '8px',
      borderRadius: '999px',
      bg: 'text',
      verticalAlign: 'middle',
      animation: 'aics-breathe 1600ms ease-in-out infinite',
      [STILL]: { animation: 'none' },
      [FORCED]: { bg: 'CanvasText' },
    },
};

function lists(): Style {
  return {
    '& ul, & ol': { margin: '0', paddingInlineStart: '24px', listStylePosition: 'outside' },
    '& ul': { listStyleType: 'disc' },
    '& ol': { listStyleType: 'decimal' },
    '& ul ul': { listStyleType: 'circle' },
    '& li': { paddingInlineStart: '4px', '&::marker': { color: 'muted', fontVariantNumeric: 'tabular-nums' } },
    '& li + li': { marginTop: '8px' },
    '&& li:not(.aics-task) > * + *, && li > div > * + *': { marginTop: '8px' },
    '& .aics-task': { display: 'flex', gap: '8px', marginInlineStart: '-24px', paddingInlineStart: '0', listStyleType: 'none' },
    '& .aics-task > div': { minWidth: '0' },
    '& .aics-box': {
      flex: 'none',
      width: '16px',
      height: '16px',
      marginTop: '4px',
      borderWidth: '1px',
      borderStyle: 'solid',
      borderColor: 'control',
      borderRadius: '4px',
      position: 'relative',
    },
    '& .aics-box[data-checked]::after': {
      content: '""',
      position: 'absolute',
      left: '5px',
      top: '1px',
      width: '4px',
      height: '8px',
      transform: 'rotate(45deg)',
      borderStyle: 'solid',
      borderColor: 'text',
      borderWidth: '0 1.5px 1.5px 0',
    },
  };
}

function code(): Style {
  const mono = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';
  return {
    '& code': { fontFamily: mono, fontSize: '13px', bg: 'subtle', borderRadius: '4px', padding: '2px 4px', overflowWrap: 'anywhere' },
    // A well with the same head as a table: the words of the answer weigh more than what is quoted in it.
    '& .aics-code': {
      ...forcedLine,
      borderRadius: '12px',
      borderWidth: '1px',
      borderStyle: 'solid',
      borderColor: 'line',
      bg: 'canvas',
      overflow: 'hidden',
    },
    '& .aics-code-head': {
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'space-between',
      minHeight: '40px',
      paddingInlineStart: '16px',
      paddingInlineEnd: '4px',
      bg: 'subtle',
      textStyle: 'xs',
      color: 'muted',
    },
    '& .aics-code pre': {
      ...focusRingAt('-2px'),
      margin: '0',
      padding: '12px 16px',
      overflowX: 'auto',
      borderRadius: '12px',
    },
    '& .aics-code code': {
      display: 'block',
      width: 'max-content',
      padding: '0',
      bg: 'transparent',
      fontSize: '13px',
      lineHeight: '20px',
      whiteSpace: 'pre',
      tabSize: '2',
    },
    // Ink, not paint: the accent is kept for what can be pressed.
    '& [data-token=keyword]': { fontWeight: '600' },
    '& [data-token=name]': { fontWeight: '500' },
    '& [data-token=string]': { color: 'good' },
    '& [data-token=number]': { color: 'warn' },
    '& [data-token=quiet]': { color: 'muted' },
  };
}

function tables(): Style {
  return {
    '& .aics-table': {
      ...focusRing,
      overflow: 'auto',
      maxHeight: '400px',
      borderWidth: '1px',
      borderStyle: 'solid',
      borderColor: 'line',
      borderRadius: '12px',
      overscrollBehaviorX: 'contain',
    },
    '& table': { borderCollapse: 'separate', borderSpacing: '0', minWidth: '100%', textStyle: 'sm', fontVariantNumeric: 'tabular-nums' },
    [WIDE]: { '& table': { textStyle: 'md' } },
    '& th, & td': {
      padding: '8px',
      [WIDE]: { padding: '8px 12px' },
      textAlign: 'start',
      verticalAlign: 'top',
      borderBottom: '1px solid',
      borderColor: 'line',
      minWidth: '88px',
      overflowWrap: 'normal',
    },
    // What names the line has the room; figures take no more than they need.
    '& :is(th, td):first-of-type': { minWidth: '104px' },
    '& :is(th, td)[data-align=right]': { minWidth: '0', whiteSpace: 'nowrap' },
    '& tbody tr:last-child td': { borderBottomWidth: '0' },
    '& th': { position: 'sticky', top: '0', bg: 'subtle', fontWeight: '600', whiteSpace: 'nowrap' },
  };
}
