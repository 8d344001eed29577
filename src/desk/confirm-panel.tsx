import type { ReactNode } from 'react';
import { InlinePanel, PanelButtons } from '../escalation/index.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/index.ts';

export interface ConfirmPanelProps {
  readonly kind: 'return' | 'end';
  /** The customer's. */
  readonly name: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** What cannot be taken back by the one who does it is said before it is done. */
export function ConfirmPanel({ kind, name, busy, onConfirm, onClose }: ConfirmPanelProps): ReactNode {
  const t = useText();
  return (
    <InlinePanel title={t(`desk.${kind}.title`)} sentence={t(`desk.${kind}.sentence`, { name })} onCancel={onClose}>
      <PanelButtons>
        <Button look="quiet" onClick={onClose}>
          {t('desk.cancel')}
        </Button>
        <Button look="filled" aria-disabled={busy} onClick={() => (busy ? undefined : onConfirm())}>
          {t(`desk.${kind}`)}
        </Button>
      </PanelButtons>
    </InlinePanel>
  );
}
