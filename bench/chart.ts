/** One line of a chart. */
export interface Line {
  readonly name: string;
  /** Of ours, drawn heavier. */
  readonly ours: boolean;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Chart {
  readonly title: string;
  readonly x: {
    readonly label: string;
    readonly ticks: readonly number[];
    readonly log: boolean;
    readonly unit: (value: number) => string;
  };
  readonly y: { readonly label: string; readonly log: boolean };
  readonly lines: readonly Line[];
}

const SIZE = { width: 760, height: 400, left: 72, right: 150, top: 44, bottom: 56 };
const COLORS = ['#2563eb', '#6b7280', '#d97706', '#dc2626', '#7c3aed', '#0d9488', '#be185d'];
const STYLE = `text{font:13px system-ui,sans-serif;fill:#374151}.axis{stroke:#9ca3af}.grid{stroke:#9ca3af;opacity:.25}
@media (prefers-color-scheme:dark){text{fill:#d1d5db}}`;

/** A chart as SVG, for light and dark pages. @throws RangeError without a point. */
export function svgOf(chart: Chart): string {
  const points = chart.lines.flatMap(({ points: own }) => own);
  if (points.length === 0) throw new RangeError(`The chart "${chart.title}" has no points; measure its works first.`);
  const highest = Math.max(...points.map(({ y }) => y));
  const lowest = Math.min(...points.map(({ y }) => y));
  const ticks = chart.y.log ? decades(lowest, highest) : steps(highest);
  const x = scale(chart.x.ticks, chart.x.log, SIZE.left, SIZE.width - SIZE.right);
  const y = scale(ticks, chart.y.log, SIZE.height - SIZE.bottom, SIZE.top);
  const body = [
    `<text x="${SIZE.left}" y="22" style="font-weight:600;font-size:15px">${escaped(chart.title)}</text>`,
    ...ticks.map((tick) => gridLine(y(tick), tick)),
    ...chart.x.ticks.map((tick) => label(x(tick), SIZE.height - SIZE.bottom + 20, chart.x.unit(tick), 'middle')),
    label((SIZE.left + SIZE.width - SIZE.right) / 2, SIZE.height - 12, chart.x.label, 'middle'),
    `<text transform="translate(16 ${SIZE.height / 2}) rotate(-90)" text-anchor="middle">${escaped(chart.y.label)}</text>`,
    ...chart.lines.map((line, index) => drawn(line, COLORS[index % COLORS.length] ?? '#000', x, y)),
    ...names(chart.lines, y),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${escaped(chart.title)}"><style>${STYLE}</style>\n${body.join('\n')}\n</svg>\n`;
}

type Scale = (value: number) => number;

function scale(ticks: readonly number[], log: boolean, from: number, to: number): Scale {
  const place = log ? Math.log : (value: number) => value;
  const [low, high] = [place(Math.min(...ticks)), place(Math.max(...ticks))];
  return (value) => from + ((place(value) - low) / (high - low || 1)) * (to - from);
}

function decades(low: number, high: number): readonly number[] {
  const first = Math.floor(Math.log10(low));
  const count = Math.ceil(Math.log10(high)) - first;
  return Array.from({ length: count + 1 }, (_, power) => 10 ** (first + power));
}

function steps(high: number): readonly number[] {
  const size = 10 ** Math.floor(Math.log10(high));
  const step = [0.1, 0.2, 0.5, 1, 2].map((times) => times * size).find((one) => high / one <= 6) ?? size;
  return Array.from({ length: Math.ceil(high / step) + 1 }, (_, index) => index * step);
}

function gridLine(y: number, tick: number): string {
  const line = `<line class="grid" x1="${SIZE.left}" x2="${SIZE.width - SIZE.right}" y1="${round(y)}" y2="${round(y)}"/>`;
  return line + label(SIZE.left - 8, y + 4, tick.toLocaleString('en-GB'), 'end');
}

function drawn({ ours, points }: Line, color: string, x: Scale, y: Scale): string {
  const path = points.map((point, index) => `${index === 0 ? 'M' : 'L'}${round(x(point.x))} ${round(y(point.y))}`).join('');
  const dots = points.map((point) => `<circle cx="${round(x(point.x))}" cy="${round(y(point.y))}" r="${ours ? 4 : 3}" fill="${color}"/>`);
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="${ours ? 3 : 1.75}"/>${dots.join('')}`;
}

const NAME_PX = 16;

/** Names at the lines' ends, moved apart where they would lie upon each other. */
function names(lines: readonly Line[], y: Scale): readonly string[] {
  const placed = lines
    .flatMap(({ name, ours, points }, index) => {
      const last = points.at(-1);
      return last ? [{ name, ours, color: COLORS[index % COLORS.length] ?? '#000', at: y(last.y) }] : [];
    })
    .sort((a, b) => a.at - b.at);
  const at: number[] = [];
  for (const one of placed) at.push(Math.max(one.at, (at.at(-1) ?? Number.NEGATIVE_INFINITY) + NAME_PX));
  for (let index = at.length - 1, room = SIZE.height - SIZE.bottom; index >= 0; index -= 1, room -= NAME_PX)
    at[index] = Math.min(at[index] ?? 0, room);
  return placed.map(({ name, ours, color }, index) => {
    const style = `fill:${color}${ours ? ';font-weight:600' : ''}`;
    return `<text x="${SIZE.width - SIZE.right + 12}" y="${round((at[index] ?? 0) + 4)}" style="${style}">${escaped(name)}</text>`;
  });
}

function label(x: number, y: number, text: string, anchor: string): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
