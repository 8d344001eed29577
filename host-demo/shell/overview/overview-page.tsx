import type { ReactNode } from 'react';
import { Icon } from '../frame/icons.tsx';
import { Link } from '../frame/navigation.tsx';
import { useIdentity } from '../identity/identity-context.tsx';
import { StatusChip, WhenRead } from '../merchant/parts.tsx';
import {
  count,
  day,
  type Figure,
  isLow,
  money,
  type OrdersPage,
  type OverviewPage as Overview,
  type ProductsPage,
  roundMoney,
} from '../merchant/records.ts';
import { useRecords } from '../merchant/use-records.ts';
import { Sparkline } from './sparkline.tsx';
import './overview.css';

export function OverviewPage() {
  const { organizations } = useIdentity();
  const overview = useRecords<Overview>('/demo/overview');
  return (
    <div className="page">
      <header className="page-head">
        <h1>Overview</h1>
        <p className="small muted">{organizations[0]?.name}</p>
      </header>
      <WhenRead of={overview} what="The figures">
        {({ figures }) => (
          <ul className="figure-row">
            {figures.map((figure) => (
              <FigureCard key={figure.key} figure={figure} />
            ))}
          </ul>
        )}
      </WhenRead>
      <div className="overview-two">
        <Attention />
        <LowStock />
      </div>
      <LatestOrders />
    </div>
  );
}

/** Where a figure leads: each is a question the next page answers. */
const leadsTo: Readonly<Record<string, string>> = {
  orders: '/orders',
  revenue: '/orders',
  toShip: '/orders?status=to-ship',
  lowStock: '/products?low=1',
};
const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });

function FigureCard({ figure }: { figure: Figure }) {
  const value = figure.unit === 'eurCents' ? roundMoney(figure.value) : count(figure.value);
  const change = figure.change === null ? 'Right now' : `${percent.format(figure.change)} on the week before`;
  return (
    <li>
      <Link to={leadsTo[figure.key] ?? '/orders'} className="card figure">
        <span className="figure-label">{figure.label}</span>
        <span className="figure-line">
          <span className="figure-value">{value}</span>
          <Sparkline values={figure.sparkline} />
        </span>
        <span className="figure-change">{change}</span>
      </Link>
    </li>
  );
}

function Attention() {
  const orders = useRecords<OrdersPage>('/demo/orders');
  return (
    <Panel title="Needs attention">
      <WhenRead of={orders} what="Orders">
        {(data) => {
          const unusual = unusualOrders(data).slice(0, 6);
          if (unusual.length === 0) return <p className="panel-empty">Nothing is held up.</p>;
          return (
            <ul className="rows">
              {unusual.map(({ order, status }) => (
                <li key={order.number}>
                  <Link to={`/orders/${order.number}`} className="row">
                    <span className="row-main">
                      <b>{order.number}</b> {order.buyer}
                    </span>
                    <span className="row-chip">
                      <StatusChip status={status} />
                    </span>
                    <span className="row-end">{money(order.totalCents)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          );
        }}
      </WhenRead>
    </Panel>
  );
}

function unusualOrders({ orders, shipments = [] }: OrdersPage) {
  const failed = new Set(shipments.filter((shipment) => shipment.status === 'Exception').map((shipment) => shipment.order));
  return orders.flatMap((order) => {
    if (failed.has(order.number)) return [{ order, status: 'Exception' }];
    return order.status === 'On hold' || order.status === 'Returned' ? [{ order, status: order.status }] : [];
  });
}

function LowStock() {
  const products = useRecords<ProductsPage>('/demo/products');
  return (
    <Panel title="Low stock">
      <WhenRead of={products} what="Products">
        {(data) => {
          const low = data.products
            .filter(isLow)
            .sort((a, b) => a.available - b.available)
            .slice(0, 6);
          if (low.length === 0) return <p className="panel-empty">Nothing is running out.</p>;
          return (
            <ul className="rows">
              {low.map((product) => (
                <li key={product.sku}>
                  <Link to={`/products?q=${encodeURIComponent(product.sku)}`} className="row">
                    <span className="row-main">{product.name}</span>
                    <span className="row-note">
                      {product.incomingOn ? `${count(product.incoming)} on ${day(product.incomingOn)}` : 'None on order'}
                    </span>
                    <span className="row-end">{count(product.available)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          );
        }}
      </WhenRead>
    </Panel>
  );
}

function LatestOrders() {
  const orders = useRecords<OrdersPage>('/demo/orders');
  return (
    <Panel title="Latest orders">
      <WhenRead of={orders} what="Orders">
        {(data) => (
          <ul className="rows">
            {data.orders.slice(0, 8).map((order) => (
              <li key={order.number}>
                <Link to={`/orders/${order.number}`} className="row">
                  <span className="row-main">
                    <b>{order.number}</b> {order.buyer}
                  </span>
                  <span className="row-note">
                    {order.marketplace}, {day(order.placedAt)}
                  </span>
                  <span className="row-chip">
                    <StatusChip status={order.status} />
                  </span>
                  <span className="row-end">{money(order.totalCents)}</span>
                </Link>
              </li>
            ))}
            <li>
              <Link to="/orders" className="row row-all">
                All {count(data.orders.length)} orders
                <Icon name="next" />
              </Link>
            </li>
          </ul>
        )}
      </WhenRead>
    </Panel>
  );
}

const Panel = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="card panel">
    <h2>{title}</h2>
    {children}
  </section>
);
