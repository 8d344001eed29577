import { useEffect, useRef } from 'react';
import { useAsk } from '../assistant/assistant.tsx';
import { Icon } from '../frame/icons.tsx';
import { Link } from '../frame/navigation.tsx';
import { StatusChip } from '../merchant/parts.tsx';
import { count, day, moment, money, type Order, type OrdersPage, type Shipment } from '../merchant/records.ts';

export function OrderDetail({ number, page }: { number: string; page: OrdersPage }) {
  const order = page.orders.find((candidate) => candidate.number === number);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (number) title.current?.focus({ preventScroll: true });
  }, [number]);
  return (
    <aside className="detail" aria-label={`Order ${number}`}>
      <header className="detail-head">
        <h2 className="detail-title" ref={title} tabIndex={-1}>
          Order {number}
        </h2>
        <CloseDetail />
      </header>
      {order ? (
        <Content order={order} shipment={page.shipments?.find((candidate) => candidate.order === number)} />
      ) : (
        <p className="muted">
          There is no such order in your company.{' '}
          <Link className="link" to="/orders">
            Show all orders
          </Link>
        </p>
      )}
    </aside>
  );
}

function Content({ order, shipment }: { order: Order; shipment: Shipment | undefined }) {
  const ask = useAsk();
  const askAbout = () => ask({ context: [{ key: 'order', value: order.number }], suggestedMessage: `Where is order ${order.number}?` });
  return (
    <>
      <div className="detail-status">
        <StatusChip status={order.status} />
        <span className="small muted">
          {order.marketplace}, {moment(order.placedAt)}
        </span>
      </div>
      <button type="button" className="button ask" data-strong onClick={askAbout}>
        <Icon name="chat" />
        Ask about this order
      </button>
      {order.note && <p className="notice">{order.note}</p>}
      <dl className="facts">
        <div>
          <dt>Buyer</dt>
          <dd>{order.buyer}</dd>
        </div>
        <div>
          <dt>Ships to</dt>
          <dd>
            {order.city}, {order.country}
          </dd>
        </div>
        <div>
          <dt>Ship by</dt>
          <dd>{day(order.shipBy)}</dd>
        </div>
      </dl>
      <Lines order={order} />
      {shipment && <Tracking shipment={shipment} />}
    </>
  );
}

function Lines({ order }: { order: Order }) {
  return (
    <section className="detail-part">
      <h3>Items</h3>
      <ul className="lines">
        {order.lines.map((line) => (
          <li key={line.sku}>
            <span>
              {line.name}
              <span className="line-note">
                {line.sku}, {count(line.quantity)} × {money(line.priceCents)}
              </span>
            </span>
            <span className="figures">{money(line.quantity * line.priceCents)}</span>
          </li>
        ))}
        <li className="line-extra">
          <span>Shipping</span>
          <span className="figures">{money(order.shippingCents)}</span>
        </li>
        <li className="line-sum">
          <span>Total</span>
          <span className="figures">{money(order.totalCents)}</span>
        </li>
      </ul>
    </section>
  );
}

function Tracking({ shipment }: { shipment: Shipment }) {
  return (
    <section className="detail-part">
      <h3>Shipment</h3>
      <div className="detail-status">
        <StatusChip status={shipment.status} />
        <span className="small muted">
          {shipment.carrier} {shipment.service}
          {shipment.expectedOn ? `, expected ${day(shipment.expectedOn)}` : ''}
        </span>
      </div>
      <p className="small muted figures">{shipment.tracking}</p>
      <ol className="track">
        {shipment.events.toReversed().map((event, index) => (
          <li key={`${event.at}${event.status}`}>
            <span>{event.status}</span>
            <span className="line-note">
              {event.place}, {moment(event.at)}
            </span>
            {index === 0 && <span className="track-detail">{event.detail}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

const CloseDetail = () => (
  <Link to={`/orders${location.search}`} className="icon-button">
    <Icon name="close" />
    <span className="visually-hidden">Close the order</span>
  </Link>
);
