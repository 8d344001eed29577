import { type ReactNode, useEffect, useRef } from 'react';
import { useIdentity } from '../identity/identity-context.tsx';
import { UserMenu } from '../identity/user-menu.tsx';
import { ReleaseMenu } from '../releases/release-menu.tsx';
import { Icon, type IconName } from './icons.tsx';
import { Link, usePlace } from './navigation.tsx';
import { OrderSearch } from './order-search.tsx';
import './frame.css';

interface Entry {
  page: string;
  to: string;
  label: string;
  icon: IconName;
}
const merchantEntries: readonly Entry[] = [
  { page: '', to: '/', label: 'Overview', icon: 'overview' },
  { page: 'orders', to: '/orders', label: 'Orders', icon: 'orders' },
  { page: 'products', to: '/products', label: 'Products', icon: 'products' },
  { page: 'help', to: '/help', label: 'Help', icon: 'help' },
];
const staffEntries: readonly Entry[] = [{ page: 'desk', to: '/desk', label: 'Support desk', icon: 'desk' }];
const gallery: Entry = { page: 'states', to: '/states', label: 'Chat states', icon: 'states' };
const line: Entry = { page: 'line', to: '/line', label: 'Line', icon: 'line' };
const ownChat: Entry = { page: 'own-chat', to: '/own-chat', label: 'Chat of our own', icon: 'chat' };

export function Frame({ children }: { children: ReactNode }) {
  const { role } = useIdentity();
  const drawer = useRef<HTMLDialogElement>(null);
  const { page } = usePlace();
  const entries = role === 'AGENT' ? staffEntries : merchantEntries;
  const forDevelopers = role === 'AGENT' ? [gallery] : [line, ownChat, gallery];
  const all = [...entries, ...forDevelopers];
  const main = useArrival(page, all.find((entry) => entry.page === page)?.label);
  useEffect(() => closeFromOutside(drawer.current), []);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <aside className="side">
        <SideBar {...{ entries, forDevelopers, page }} />
      </aside>
      <dialog className="drawer" ref={drawer} aria-label="Menu">
        <div className="drawer-inner">
          <button type="button" className="icon-button drawer-close" onClick={() => drawer.current?.close()}>
            <Icon name="close" />
            <span className="visually-hidden">Close the menu</span>
          </button>
          <SideBar {...{ entries, forDevelopers, page }} onLeave={() => drawer.current?.close()} />
        </div>
      </dialog>
      <header className="top">
        <button type="button" className="icon-button top-menu" onClick={() => drawer.current?.showModal()}>
          <Icon name="menu" />
          <span className="visually-hidden">Open the menu</span>
        </button>
        {role === 'USER' ? <OrderSearch /> : <span className="top-space" />}
        <UserMenu />
      </header>
      <main id="main" ref={main} tabIndex={-1} data-page={page}>
        {children}
      </main>
    </div>
  );
}

/** A modal dialog covers the page, so a click that hits the dialog itself hit what is beside the menu. */
function closeFromOutside(dialog: HTMLDialogElement | null) {
  const click = (event: MouseEvent) => {
    if (event.target === dialog) dialog?.close();
  };
  dialog?.addEventListener('click', click);
  return () => dialog?.removeEventListener('click', click);
}

interface SideBarProps {
  entries: readonly Entry[];
  forDevelopers: readonly Entry[];
  page: string;
  onLeave?: () => void;
}

function SideBar({ entries, forDevelopers, page, onLeave }: SideBarProps) {
  return (
    <>
      <Link to="/" className="brand" onClick={onLeave}>
        <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
          <rect width="24" height="24" rx="6" fill="var(--text)" />
          <path d="M8 18V6h9M8 12h7" fill="none" stroke="var(--surface)" strokeWidth="2.5" />
        </svg>
        Fluxori
      </Link>
      <nav aria-label="Main">
        {entries.map((entry) => (
          <NavLink key={entry.to} entry={entry} page={page} onLeave={onLeave} />
        ))}
      </nav>
      <nav aria-label="For developers" className="side-foot">
        {forDevelopers.map((entry) => (
          <NavLink key={entry.to} entry={entry} page={page} onLeave={onLeave} />
        ))}
      </nav>
      <ReleaseMenu />
    </>
  );
}

function NavLink({ entry, page, onLeave }: { entry: Entry; page: string; onLeave: (() => void) | undefined }) {
  return (
    <Link to={entry.to} className="nav" onClick={onLeave} aria-current={entry.page === page ? 'page' : undefined}>
      <Icon name={entry.icon} />
      {entry.label}
    </Link>
  );
}

/** A change of page is told like a page load: title, scroll to the top, focus in the content. */
function useArrival(page: string, label: string | undefined) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(page);
  useEffect(() => {
    document.title = label ? `${label} · Fluxori` : 'Fluxori';
    if (shown.current === page) return;
    shown.current = page;
    main.current?.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [page, label]);
  return main;
}
