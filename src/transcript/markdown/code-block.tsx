import { Fragment, memo, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/index.ts';
import { tellPart } from '../../queries/parts.ts';
import { IconButton } from '../../ui/index.ts';
import { cleanLabel } from './clean.ts';
import type { CodePart } from './highlighter.ts';
import { languageOf } from './language.ts';
import { whenNear } from './near.ts';

/** UTF-16 units beyond which code stays in one colour: to find its words would hold up the page. */
const LONGEST = 20_000;

export interface CodeBlockProps {
  readonly text: string;
  readonly language: string;
  /** Its fence was closed: it does not grow any more. */
  readonly closed: boolean;
}

/** Code with its language and a button that copies exactly what is seen (H27). */
export function CodeBlock({ text, language, closed }: CodeBlockProps): ReactNode {
  const t = useText();
  const shown = cleanLabel(text);
  const name = languageOf(language);
  const seen = useRef<HTMLPreElement>(null);
  const parts = useParts(seen, shown, name, closed);
  return (
    <div className="aics-code">
      <div className="aics-code-head">
        {name === '' ? t('code.plain') : name}
        <CopyButton text={() => seen.current?.textContent ?? shown} label={t('code.copy')} />
      </div>
      <pre ref={seen} dir="ltr" tabIndex={0}>
        <code>{parts === null ? shown : <Parts parts={parts} />}</code>
      </pre>
    </div>
  );
}

const Parts = memo(function Parts({ parts }: { readonly parts: readonly CodePart[] }): ReactNode {
  return parts.map((part, index) =>
    part.kind === null ? (
      <Fragment key={index}>{part.text}</Fragment>
    ) : (
      <span key={index} data-token={part.kind}>
        {part.text}
      </span>
    ),
  );
});

interface Found {
  readonly text: string;
  readonly parts: readonly CodePart[] | null;
}

/**
 * Null until the block was near to what is seen: each colour is an element and two texts, a third of all nodes of a long answer.
 * The library is fetched when that is so for the first time. Where it cannot be had the code stays plain.
 */
function useParts(place: RefObject<HTMLElement | null>, text: string, language: string, closed: boolean): readonly CodePart[] | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (place.current === null || !closed || language === '' || text.length > LONGEST) return undefined;
    let gone = false;
    const colour = (): void => {
      tellPart('highlighter', import('./highlighter.ts')).then(
        ({ highlight }) => {
          if (!gone) setFound({ text, parts: highlight(text, language) });
        },
        () => {},
      );
    };
    const leave = whenNear(place.current, colour);
    return () => {
      gone = true;
      leave();
    };
  }, [place, text, language, closed]);
  return found?.text === text ? found.parts : null;
}

interface CopyButtonProps {
  /** Asked for when it is pressed: an open fence grows without being drawn again. */
  readonly text: () => string;
  readonly label: string;
}

/** Absent where the page may not write to the clipboard. */
function CopyButton({ text, label }: CopyButtonProps): ReactNode {
  const t = useText();
  const { copied, copy } = useCopy();
  if (copy === null) return null;
  return <IconButton icon={copied ? 'check' : 'copy'} label={copied ? t('message.copied') : label} onClick={() => copy(text())} />;
}

/** `copy` is null where the page may not write to the clipboard; `copied` for two seconds after it did. */
export function useCopy(): { readonly copied: boolean; readonly copy: ((text: string) => void) | null } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  if (typeof navigator === 'undefined' || !navigator.clipboard) return { copied, copy: null };
  const copy = (text: string): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return { copied, copy };
}
