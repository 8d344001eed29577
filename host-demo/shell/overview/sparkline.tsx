const WIDTH = 96;
const HEIGHT = 32;
const INSET = 4;

/** The shape of the last days; the figure beside it says the number, so it is decoration to a screen reader. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values.map((value, index) => ({
    x: INSET + (index / (values.length - 1)) * (WIDTH - 2 * INSET),
    y: HEIGHT - INSET - ((value - low) / span) * (HEIGHT - 2 * INSET),
  }));
  const last = points.at(-1);
  return (
    <svg className="sparkline" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <polyline points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      {last && <circle cx={last.x} cy={last.y} r="2.5" />}
    </svg>
  );
}
