import { Link } from './navigation.tsx';

export function NotFoundPage() {
  return (
    <div className="page">
      <h1>There is no such page</h1>
      <p className="muted">The address may be mistyped, or the page has moved.</p>
      <p>
        <Link className="link" to="/">
          Go to the overview
        </Link>
      </p>
    </div>
  );
}

export function StaffOnlyMerchants() {
  return (
    <div className="page">
      <h1>This page belongs to a merchant</h1>
      <p className="muted">You are signed in as staff. Choose a customer in the menu at the top right to see it.</p>
      <p>
        <Link className="link" to="/desk">
          Go to the support desk
        </Link>
      </p>
    </div>
  );
}
