import {
  type CSSProperties,
  createContext,
  type ReactElement,
  type ReactNode,
  type Ref,
  use,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { isOpen } from '../session/select.ts';
import type { Row } from './rows.ts';

/**
 * The row at the end while its answer is written. For a list each line added is a row of another size, to be placed, drawn and
 * scrolled to; but nothing comes after that row, so it has its room without the list, which is told of its beginning and its end.
 * That goes by a gauge within the row, whose height the list takes for the row's: it has that of the row, or one that was given to it.
 *
 * Only while the reader is at the end. Who reads elsewhere sees the list move by nothing but what it was told of.
 */
export class GrowingRow {
  #gauge: HTMLElement | null = null;
  #height = 0;
  /** What the list was told, px; null: it sees every change by itself. */
  #told: number | null = null;

  /** Px of the row that the list does not know of. */
  get ahead(): number {
    return this.#told === null ? 0 : this.#height - this.#told;
  }

  /** Where the list was told of less than there is; also whether it may stay so. */
  get held(): boolean {
    return this.#told !== null;
  }

  /**
   * @param alone whether the row may be ahead
   * @param grew called when it grew without the list
   */
  begin(row: HTMLElement, gauge: HTMLElement, alone: () => boolean, grew: () => void): () => void {
    this.#gauge = gauge;
    // Before the list's own observer by the order of depth: what is told here it hears of in the same frame.
    const observer = new ResizeObserver(([entry]) => {
      if (!entry || this.#gauge !== gauge) return;
      this.#height = entry.contentRect.height;
      if (!alone()) this.release();
      else if (this.#told === null || this.ahead < 0) this.#tell(gauge);
      else if (this.ahead > 0) grew();
    });
    observer.observe(row);
    return () => {
      observer.disconnect();
      if (this.#gauge !== gauge) return;
      this.release();
      this.#gauge = null;
    };
  }

  #tell(gauge: HTMLElement): void {
    this.#told = this.#height;
    gauge.style.height = `${this.#height}px`;
  }

  /** The list sees the row as it is, in this very frame. */
  release(): void {
    if (this.#told === null) return;
    this.#told = null;
    if (this.#gauge !== null) this.#gauge.style.height = '100%';
  }
}

export interface Hold {
  /** Gives back what ends it. */
  begin(row: HTMLElement, gauge: HTMLElement): () => void;
  /** Whether there is one that the list does not see grow. */
  held(): boolean;
}
export const HoldContext = createContext<Hold>({ begin: () => () => {}, held: () => false });

const gaugeStyle: CSSProperties = { position: 'absolute', top: 0, width: 0, height: '100%', visibility: 'hidden', pointerEvents: 'none' };

interface ItemProps {
  readonly style: CSSProperties;
  readonly index: number;
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactElement<{ readonly row: Row }>;
}

/** The element of the list around a row; one that begins as a growing answer has a gauge for good. */
export function ListItem({ style, ref, children }: ItemProps): ReactElement {
  const { row } = children.props;
  const grows = row.newest && row.item.kind === 'message' && isOpen(row.item.message);
  const [gauged] = useState(grows);
  const own = useRef<HTMLDivElement>(null);
  const hold = use(HoldContext);
  useLayoutEffect(() => {
    const gauge = own.current?.lastElementChild;
    return gauged && grows && own.current && gauge instanceof HTMLElement ? hold.begin(own.current, gauge) : undefined;
  }, [gauged, grows, hold]);
  if (!gauged)
    return (
      <div ref={ref} style={style}>
        {children}
      </div>
    );
  return (
    <div ref={own} style={style}>
      {children}
      <div ref={ref} style={gaugeStyle} />
    </div>
  );
}

interface ListProps {
  readonly style: CSSProperties;
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

/**
 * The element of the list around all rows. While it is scrolled the list takes what points at it for nothing, which every element
 * within inherits: not where it only follows a growing row, or all of them were styled again at each step, and nothing could be pressed.
 */
export function ListFrame({ style, ref, children }: ListProps): ReactElement {
  const hold = use(HoldContext);
  return (
    <div ref={ref} style={hold.held() ? { ...style, pointerEvents: undefined } : style}>
      {children}
    </div>
  );
}
