import { useEffect, useRef } from 'react';
import { Link, navigate, usePlace } from '../frame/navigation.tsx';
import { StatusChip, WhenRead } from '../merchant/parts.tsx';
import { day, money, type Order, type OrdersPage as Orders } from '../merchant/records.ts';
import { useRecords } from '../merchant/use-records.ts';
import { matching, openFilters } from './filter.ts';
import { OrderDetail } from './order-detail.tsx';
import './orders.css';

export function OrdersPage({ number }: { number: string | null }) {
  const orders = useRecords<Orders>('/demo/orders');
  return (
    <div className="orders" data-detail={number !== null || undefined}>
      <div className="orders-list">
        <div className="page">
          <header className="page-head">
            <h1>Orders</h1>
          </header>
          <WhenRead of={orders} what="Orders">
            {(data) => <OrdersTable orders={data.orders} selected={number} />}
          </WhenRead>
        </div>
      </div>
      {number !== null && orders.status === 'ready' && <OrderDetail number={number} page={orders.data} />}
    </div>
  );
}

function OrdersTable({ orders, selected }: { orders: readonly Order[]; selected: string | null }) {
  const { query } = usePlace();
  const status = query.get('status') ?? 'all';
  const sought = query.get('q') ?? '';
  const shown = matching(orders, status, sought);
  return (
    <>
      <fieldset className="filters">
        <legend className="visually-hidden">Status</legend>
        {openFilters.map((filter) => (
          <button
            key={filter.key}
            type="button"
            className="filter"
            aria-pressed={filter.key === status}
            onClick={() => navigate(address(filter.key, sought), { replace: true })}
          >
            {filter.label}
            <span className="filter-count">{matching(orders, filter.key, sought).length}</span>
          </button>
        ))}
      </fieldset>
      <p className="visually-hidden" role="status">
        {shown.length} orders
      </p>
      {shown.length === 0 ? (
        <div className="card panel-empty">
          <p>No order matches{sought ? ` “${sought}”` : ' this filter'}.</p>
          <p>
            <Link className="link" to="/orders">
              Show all orders
            </Link>
          </p>
        </div>
      ) : (
        <div className="card table-card">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Order</th>
                <th scope="col" className="wide">
                  Placed
                </th>
                <th scope="col">Buyer</th>
                <th scope="col" className="wide">
                  Marketplace
                </th>
                <th scope="col">Status</th>
                <th scope="col" className="end">
                  Total
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((order) => (
                <OrderRow key={order.number} order={order} selected={order.number === selected} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function OrderRow({ order, selected }: { order: Order; selected: boolean }) {
  const to = `/orders/${order.number}${location.search}`;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <tr ref={row} data-selected={selected || undefined}>
      <th scope="row">
        <Link to={to} className="row-link" aria-current={selected ? 'true' : undefined}>
          {order.number}
        </Link>
      </th>
      <td className="wide muted">{day(order.placedAt)}</td>
      <td className="clip">{order.buyer}</td>
      <td className="wide muted">{order.marketplace}</td>
      <td>
        <StatusChip status={order.status} />
      </td>
      <td className="end">{money(order.totalCents)}</td>
    </tr>
  );
}

function address(status: string, sought: string): string {
  const query = new URLSearchParams();
  if (status !== 'all') query.set('status', status);
  if (sought !== '') query.set('q', sought);
  return `/orders${query.size > 0 ? `?${query}` : ''}`;
}
