import { Component, type CSSProperties, type ErrorInfo, type ReactNode } from 'react';
import { type Catalogue, english } from '../i18n/index.ts';
import { type ColorName, palette } from '../ui/palette.ts';
import type { ChatErrorEvent } from './contract.ts';

interface BoundaryProps {
  /** The exposed component, for the console. */
  readonly name: string;
  readonly height?: number | string | undefined;
  readonly width?: number | string | undefined;
  /** The host's words; ours where it has none. */
  readonly words?: Catalogue | undefined;
  readonly onError?: ((error: ChatErrorEvent) => void) | undefined;
  readonly children?: ReactNode;
}

/** Neither text depends on a number; a host that gave forms gets the general one. */
const sentence = (entry: Catalogue['error.remote-failed']): string => (typeof entry === 'string' ? entry : entry.other);

const either = (name: ColorName): string => `light-dark(${palette.light[name]}, ${palette.dark[name]})`;

/** Plain elements and inline styles: what failed may be the system that styles everything else. Colours follow the page's `color-scheme`. */
const panel: CSSProperties = {
  boxSizing: 'border-box',
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  justifyContent: 'center',
  gap: 16,
  minHeight: 160,
  padding: 24,
  fontSize: 15,
  lineHeight: '24px',
  textAlign: 'center',
  color: either('text'),
  background: either('surface'),
};
const button: CSSProperties = {
  font: 'inherit',
  fontSize: 13,
  lineHeight: '18px',
  fontWeight: 500,
  // The height for fingers everywhere: inline styles know no media query.
  minHeight: 44,
  padding: '0 16px',
  borderRadius: 8,
  cursor: 'pointer',
  color: 'inherit',
  background: 'transparent',
  border: `1px solid ${either('control')}`,
};

/** An error while rendering stays in this panel: the host's page goes on, and trying again builds everything below anew. */
export class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(
      `<${this.props.name}> broke while rendering and shows a panel instead; the page around it is not affected.`,
      error,
      info.componentStack,
    );
    const message = error instanceof Error ? error.message : String(error);
    this.props.onError?.({ code: 'broken', message, conversationId: null, retryAfterMs: null });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { height = '100%', width = '100%', words = english } = this.props;
    return (
      <div role="alert" style={{ ...panel, height, width }} data-state="remote-failed">
        <span style={{ maxWidth: 320 }}>{sentence(words['error.remote-failed'])}</span>
        <button type="button" style={button} onClick={() => this.setState({ failed: false })}>
          {sentence(words['error.remote-failed.action'])}
        </button>
      </div>
    );
  }
}
