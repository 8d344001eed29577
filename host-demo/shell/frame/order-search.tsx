import { type FormEvent, useEffect, useState } from 'react';
import { Icon } from './icons.tsx';
import { navigate, usePlace } from './navigation.tsx';

/** Looks through the orders from anywhere; on the orders page it filters while one types. */
export function OrderSearch() {
  const { page, query } = usePlace();
  const sought = page === 'orders' ? (query.get('q') ?? '') : '';
  const [text, setText] = useState(sought);
  useEffect(() => setText(sought), [sought]);
  const go = (value: string, replace: boolean) => {
    const next = new URLSearchParams(page === 'orders' ? query : undefined);
    next.delete('q');
    if (value.trim() !== '') next.set('q', value.trim());
    navigate(`/orders${next.size > 0 ? `?${next}` : ''}`, { replace });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(text, false);
  };
  const change = (value: string) => {
    setText(value);
    if (page === 'orders') go(value, true);
  };
  return (
    <search className="top-search">
      <form className="field" onSubmit={submit}>
        <Icon name="search" />
        <input
          type="search"
          value={text}
          onChange={(event) => change(event.target.value)}
          placeholder="Search orders"
          aria-label="Search orders by number, buyer, product or status"
        />
      </form>
    </search>
  );
}
