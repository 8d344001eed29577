import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { FieldLabel, InlinePanel, PanelButtons } from '../escalation/index.ts';
import { useText } from '../i18n/index.ts';
import { useColleagues } from '../queries/staff.ts';
import { cleanLabel } from '../transcript/index.ts';
import { Button, focusRing, styled } from '../ui/index.ts';

const field = {
  ...focusRing,
  appearance: 'none',
  display: 'block',
  width: '100%',
  minH: '9',
  px: '3',
  py: '1',
  bg: 'surface',
  color: 'text',
  textStyle: 'md',
  fontFamily: 'inherit',
  borderWidth: '1px',
  borderStyle: 'solid',
  borderColor: 'control',
  borderRadius: 'control',
  '@media (pointer: coarse)': { fontSize: '16px', minH: '11' },
} as const;
const Select = styled('select', { base: { ...field, appearance: 'auto' } });
const Input = styled('input', { base: field });
const Form = styled('form', { base: { display: 'flex', flexDirection: 'column', gap: '3' } });
const Hint = styled('p', { base: { margin: '0', pt: '1', textStyle: 'xs', color: 'muted' } });

const QUEUE = '';
/** As the server takes it. */
const REASON_LENGTH = 300;

export interface PassPanelProps {
  readonly organizationId: string;
  readonly busy: boolean;
  readonly onPass: (to: { readonly toAgentId?: string; readonly reason?: string }) => void;
  readonly onClose: () => void;
}

/** To the queue or to a colleague by name, with a reason. */
export function PassPanel({ organizationId, busy, onPass, onClose }: PassPanelProps): ReactNode {
  const t = useText();
  const ids = { to: useId(), reason: useId(), hint: useId() };
  const { colleagues, failed } = useColleagues(organizationId);
  const [to, setTo] = useState(QUEUE);
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    onPass({ ...(to === QUEUE ? null : { toAgentId: to }), ...(reason.trim() === '' ? null : { reason: reason.trim() }) });
  };
  return (
    <InlinePanel title={t('desk.pass.title')} sentence={t(failed ? 'desk.pass.failed' : 'desk.pass.sentence')} onCancel={onClose}>
      <Form onSubmit={submit}>
        <div>
          <FieldLabel htmlFor={ids.to}>{t('desk.pass.to')}</FieldLabel>
          <Select id={ids.to} value={to} onChange={(event) => setTo(event.target.value)}>
            <option value={QUEUE}>{t('desk.pass.queue')}</option>
            {(colleagues ?? []).map(({ id, name, presence }) => (
              <option key={id} value={id}>
                {t(presence === 'ONLINE' ? 'desk.pass.on-duty' : 'desk.pass.away', { name: cleanLabel(name) })}
              </option>
            ))}
          </Select>
        </div>
        <div>
          <FieldLabel htmlFor={ids.reason}>{t('desk.pass.reason')}</FieldLabel>
          <Input
            id={ids.reason}
            value={reason}
            maxLength={REASON_LENGTH}
            aria-describedby={ids.hint}
            autoComplete="off"
            dir="auto"
            onChange={(event) => setReason(event.target.value)}
          />
          <Hint id={ids.hint}>{t('desk.pass.reason.hint')}</Hint>
        </div>
        <PanelButtons>
          <Button look="quiet" onClick={onClose}>
            {t('desk.cancel')}
          </Button>
          <Button look="filled" type="submit" aria-disabled={busy}>
            {t('desk.pass')}
          </Button>
        </PanelButtons>
      </Form>
    </InlinePanel>
  );
}
