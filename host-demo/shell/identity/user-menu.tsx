import { Icon, type IconName } from '../frame/icons.tsx';
import { Link } from '../frame/navigation.tsx';
import { setTheme, type Theme, useTheme } from '../frame/theme.ts';
import { useDisclosure } from '../frame/use-disclosure.ts';
import { useDemoPeople, useIdentity } from './identity-context.tsx';
import type { DemoPerson } from './session.ts';
import './user-menu.css';

const themes: readonly { value: Theme; label: string; icon: IconName }[] = [
  { value: 'light', label: 'Light', icon: 'light' },
  { value: 'dark', label: 'Dark', icon: 'dark' },
  { value: 'system', label: 'System', icon: 'system' },
];

/** Who this tab is, who else it can be, and light or dark. */
export function UserMenu() {
  const me = useIdentity();
  const { open, setOpen, id, whole, button } = useDisclosure();
  const place = me.role === 'AGENT' ? 'Support team' : (me.organizations[0]?.name ?? '');
  return (
    <div className="user" ref={whole}>
      <button type="button" className="user-button" ref={button} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <Avatar name={me.name} />
        <span className="user-who">
          <span className="user-name">{me.name}</span>
          <span className="user-place">{place}</span>
        </span>
        <span className="visually-hidden">: user menu</span>
      </button>
      {open && <Panel id={id} as={me.as} role={me.role} onLeave={() => setOpen(false)} />}
    </div>
  );
}

function Panel({ id, as, role, onLeave }: { id: string; as: string; role: 'USER' | 'AGENT'; onLeave: () => void }) {
  const theme = useTheme();
  const people = useDemoPeople();
  return (
    <section className="user-panel" id={id} aria-label="User menu">
      <People title="Customers" people={people.filter((person) => person.role === 'USER')} as={as} />
      <People title="Staff" people={people.filter((person) => person.role === 'AGENT')} as={as} />
      {role === 'USER' && <ForDevelopers onLeave={onLeave} />}
      <fieldset className="themes">
        <legend>Appearance</legend>
        <div className="themes-row">
          {themes.map(({ value, label, icon }) => (
            <label key={value} className="theme">
              <input type="radio" name={`${id}-theme`} value={value} checked={theme === value} onChange={() => setTheme(value)} />
              <Icon name={icon} />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
    </section>
  );
}

/** Merchants only: staff have no chat of their own beside which to break anything. */
function ForDevelopers({ onLeave }: { onLeave: () => void }) {
  return (
    <Link to="/line" className="nav" onClick={onLeave}>
      <Icon name="line" />
      Line: break it, and see it hold
    </Link>
  );
}

function People({ title, people, as }: { title: string; people: readonly DemoPerson[]; as: string }) {
  if (people.length === 0) return null;
  return (
    <div>
      <h2 className="user-title">{title}</h2>
      <ul>
        {people.map((person) => (
          <li key={person.as} className="person">
            {/* A real page load: nothing of the last person stays in memory. */}
            <a className="person-link" href={`/?as=${encodeURIComponent(person.as)}`} aria-current={person.as === as ? 'true' : undefined}>
              <Avatar name={person.name} />
              <span>
                <span className="person-name">{person.name}</span>
                <span className="person-place">{person.organization}</span>
              </span>
              {person.as === as && <Icon name="check" />}
            </a>
            <a className="icon-button" href={`/?as=${encodeURIComponent(person.as)}`} target="_blank" rel="noopener">
              <Icon name="open" />
              <span className="visually-hidden">Open {person.name} in a new tab</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Avatar({ name }: { name: string }) {
  const initials = name
    .split(/\s+/)
    .map((part) => part[0] ?? '')
    .slice(0, 2)
    .join('');
  return (
    <span className="avatar" aria-hidden="true">
      {initials.toUpperCase()}
    </span>
  );
}
