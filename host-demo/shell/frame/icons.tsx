/** One set: 20 px, one stroke of 1.5. Decorative; whoever uses one gives the control its name. */
const paths = {
  overview: 'M3 3.75h5.5v6H3zM11.5 3.75H17v3.5h-5.5zM11.5 10.25H17v6h-5.5zM3 12.75h5.5v3.5H3z',
  orders: 'M4.75 2.75h10.5v14.5l-2.6-1.75-2.65 1.75-2.65-1.75-2.6 1.75zM7.75 6.75h4.5M7.75 10.25h4.5',
  products: 'M10 2.5l6.75 3.75v7.5L10 17.5l-6.75-3.75v-7.5zM3.25 6.25L10 10l6.75-3.75M10 10v7.5',
  help: 'M10 17.25a7.25 7.25 0 100-14.5 7.25 7.25 0 000 14.5zM7.9 7.9c.2-1.2 1.1-1.9 2.2-1.9 1.2 0 2.15.8 2.15 1.95 0 1.6-2.2 1.75-2.2 3.3M10 13.9v.1',
  desk: 'M4 12.5V10a6 6 0 1112 0v2.5M4 12.5c0-1 .6-1.5 1.5-1.5h.75v4.5H5.5C4.6 15.5 4 15 4 14zM16 12.5c0-1-.6-1.5-1.5-1.5h-.75v4.5h.75c.9 0 1.5-.5 1.5-1.5zM14.5 15.5c0 1.2-1.1 1.75-3 1.75',
  states: 'M3.25 3.25h5.5v5.5h-5.5zM11.25 3.25h5.5v5.5h-5.5zM3.25 11.25h5.5v5.5h-5.5zM14 11.25v5.5M11.25 14h5.5',
  search: 'M9 14.5a5.5 5.5 0 100-11 5.5 5.5 0 000 11zM13 13l3.75 3.75',
  close: 'M5 5l10 10M15 5L5 15',
  back: 'M12 4.5L6.5 10l5.5 5.5',
  next: 'M8 4.5l5.5 5.5L8 15.5',
  menu: 'M3.25 5.5h13.5M3.25 10h13.5M3.25 14.5h13.5',
  light:
    'M10 13.25a3.25 3.25 0 100-6.5 3.25 3.25 0 000 6.5zM10 2.5v1.25M10 16.25v1.25M2.5 10h1.25M16.25 10h1.25M4.7 4.7l.9.9M14.4 14.4l.9.9M4.7 15.3l.9-.9M14.4 5.6l.9-.9',
  dark: 'M16.5 11.75A6.75 6.75 0 118.25 3.5a5.5 5.5 0 008.25 8.25z',
  system: 'M3 3.75h14v9.5H3zM7.25 16.75h5.5M10 13.25v3.5',
  open: 'M11.5 3.5h5v5M16.5 3.5L9.25 10.75M8 4.5H3.5v12h12V12',
  chat: 'M3.25 4.25h13.5v9.5h-7l-3.5 3v-3h-3z',
  alert: 'M10 3.25l7.25 13H2.75zM10 8.25v3.5M10 13.9v.1',
  line: 'M2.5 10h3.5l2.5-5.5 3.5 11 2.25-5.5h3.25',
  cut: 'M2.5 10h5M12.5 10h5M8.5 5.5l3 9',
  refuse: 'M10 17.25a7.25 7.25 0 100-14.5 7.25 7.25 0 000 14.5zM4.9 4.9l10.2 10.2',
  latency: 'M10 17.25a7.25 7.25 0 100-14.5 7.25 7.25 0 000 14.5zM10 5.75V10l3 2',
  token: 'M12.25 11.25a4 4 0 10-3.6-2.3L3.25 14.4v2.35h2.9v-2h2v-2h1.4zM13.25 6.75v.1',
  worker: 'M5.75 5.75h8.5v8.5h-8.5zM8 2.75v3M12 2.75v3M8 14.25v3M12 14.25v3M2.75 8h3M2.75 12h3M14.25 8h3M14.25 12h3',
  restart: 'M16.5 10a6.5 6.5 0 11-1.9-4.6l2.15 2.1M16.75 3.25V7.5H12.5',
  check: 'M4.25 10.5l3.75 3.75 7.75-8.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
