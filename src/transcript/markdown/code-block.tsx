import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../../i18n/index.ts';
import { IconButton } from '../../ui/index.ts';
import { cleanLabel } from './clean.ts';
import { languageOf } from './language.ts';

/** Code with its language and a button that copies exactly what is seen (H27). */
export function CodeBlock({ text, language }: { readonly text: string; readonly language: string }): ReactNode {
  const t = useText();
  const shown = cleanLabel(text);
  const name = languageOf(language);
  return (
    <div className="aics-code">
      <div className="aics-code-head">
        <span>{name === '' ? t('code.plain') : name}</span>
        <CopyButton text={shown} label={t('code.copy')} />
      </div>
      <pre dir="ltr" tabIndex={0}>
        <code>{shown}</code>
      </pre>
    </div>
  );
}

/** Absent where the page may not write to the clipboard. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const t = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  if (typeof navigator === 'undefined' || !navigator.clipboard) return null;
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return <IconButton icon={copied ? 'check' : 'copy'} label={copied ? t('message.copied') : label} onClick={copy} />;
}
