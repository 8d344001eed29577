import { Icon } from '../frame/icons.tsx';
import { Link, navigate, usePlace } from '../frame/navigation.tsx';
import { WhenRead } from '../merchant/parts.tsx';
import { count, day, isLow, money, type Product, type ProductsPage as Products } from '../merchant/records.ts';
import { useRecords } from '../merchant/use-records.ts';

export function ProductsPage() {
  const products = useRecords<Products>('/demo/products');
  return (
    <div className="page">
      <header className="page-head">
        <h1>Products</h1>
      </header>
      <WhenRead of={products} what="Products">
        {(data) => <ProductsTable products={data.products} />}
      </WhenRead>
    </div>
  );
}

function ProductsTable({ products }: { products: readonly Product[] }) {
  const { query } = usePlace();
  const sought = query.get('q') ?? '';
  const lowOnly = query.get('low') === '1';
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = products.filter((product) => {
    const text = `${product.sku} ${product.name} ${product.warehouse}`.toLowerCase();
    return (!lowOnly || isLow(product)) && words.every((word) => text.includes(word));
  });
  const show = (next: { q: string; low: boolean }) => {
    const parameters = new URLSearchParams();
    if (next.q !== '') parameters.set('q', next.q);
    if (next.low) parameters.set('low', '1');
    navigate(`/products${parameters.size > 0 ? `?${parameters}` : ''}`, { replace: true });
  };
  return (
    <>
      <div className="filters">
        <div className="field product-search">
          <Icon name="search" />
          <input
            type="search"
            value={sought}
            onChange={(event) => show({ q: event.target.value, low: lowOnly })}
            placeholder="Search products"
            aria-label="Search products by name, SKU or warehouse"
          />
        </div>
        <button type="button" className="filter" aria-pressed={lowOnly} onClick={() => show({ q: sought, low: !lowOnly })}>
          Low stock
          <span className="filter-count">{products.filter(isLow).length}</span>
        </button>
      </div>
      <p className="visually-hidden" role="status">
        {shown.length} products
      </p>
      {shown.length === 0 ? (
        <div className="card panel-empty">
          <p>No product matches{sought ? ` “${sought}”` : ' this filter'}.</p>
          <p>
            <Link className="link" to="/products">
              Show all products
            </Link>
          </p>
        </div>
      ) : (
        <div className="card table-card">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Product</th>
                <th scope="col" className="wide">
                  SKU
                </th>
                <th scope="col" className="wide">
                  Warehouse
                </th>
                <th scope="col" className="end wide">
                  On hand
                </th>
                <th scope="col" className="end wide">
                  Reserved
                </th>
                <th scope="col" className="end">
                  Available
                </th>
                <th scope="col" className="wide">
                  Incoming
                </th>
                <th scope="col" className="end">
                  Price
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((product) => (
                <ProductRow key={product.sku} product={product} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function ProductRow({ product }: { product: Product }) {
  const tone = product.available <= 0 ? 'bad' : isLow(product) ? 'warn' : undefined;
  return (
    <tr>
      <th scope="row" className="clip">
        {product.name}
      </th>
      <td className="wide muted">{product.sku}</td>
      <td className="wide muted">{product.warehouse}</td>
      <td className="end wide">{count(product.onHand)}</td>
      <td className="end wide">{count(product.reserved)}</td>
      <td className="end">
        {tone ? (
          <span className="chip" data-tone={tone}>
            {count(product.available)}
          </span>
        ) : (
          count(product.available)
        )}
      </td>
      <td className="wide muted">{product.incomingOn ? `${count(product.incoming)} on ${day(product.incomingOn)}` : 'None'}</td>
      <td className="end">{money(product.priceCents)}</td>
    </tr>
  );
}
