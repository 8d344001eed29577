import { Fragment, memo, type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/index.ts';
import { tellPart } from '../../queries/parts.ts';
import { IconButton } from '../../ui/index.ts';
import { cleanLabel } from './clean.ts';
import type { CodePart } from './highlighter.ts';
import { languageOf } from './language.ts';

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
  const parts = useParts(shown, name, closed);
  const seen = useRef<HTMLPreElement>(null);
  return (
    <div className="aics-code">
      <div className="aics-code-head">
        <span>{name === '' ? t('code.plain') : name}</span>
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

/** The library is fetched when the first fence of a page closes. Where it cannot be had the code stays plain. */
function useParts(text: string, language: string, closed: boolean): readonly CodePart[] | null {
  const [found, setFound] = useState<{ readonly text: string; readonly parts: readonly CodePart[] | null } | null>(null);
  useEffect(() => {
    if (!closed || language === '' || text.length > LONGEST) return undefined;
    let gone = false;
    tellPart('highlighter', import('./highlighter.ts')).then(
      ({ highlight }) => {
        if (!gone) setFound({ text, parts: highlight(text, language) });
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [text, language, closed]);
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
