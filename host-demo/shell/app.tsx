import { StrictMode, useEffect } from 'react';
import { Assistant } from './assistant/assistant.tsx';
import { HelpPage } from './assistant/help-page.tsx';
import { StatesPage } from './assistant/states-page.tsx';
import { DeskPage } from './desk/desk-page.tsx';
import { NotFoundPage, StaffOnlyMerchants } from './frame/dead-ends.tsx';
import { Frame } from './frame/frame.tsx';
import { navigate, usePlace } from './frame/navigation.tsx';
import { IdentityProvider, useIdentity } from './identity/identity-context.tsx';
import { LinePage } from './line/line-page.tsx';
import { OrdersPage } from './orders/orders-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { OwnChatPage } from './own-chat/own-chat-page.tsx';
import { ProductsPage } from './products/products-page.tsx';

export function App() {
  return (
    <StrictMode>
      <IdentityProvider>
        <Assistant>
          <Frame>
            <Page />
          </Frame>
        </Assistant>
      </IdentityProvider>
    </StrictMode>
  );
}

function Page() {
  const { page, id } = usePlace();
  const staff = useIdentity().role === 'AGENT';
  if (page === 'desk') return <DeskPage conversationId={id} />;
  if (page === 'states') return <StatesPage />;
  if (staff) return page === '' ? <GoToDesk /> : <StaffOnlyMerchants />;
  if (page === '') return <OverviewPage />;
  if (page === 'orders') return <OrdersPage number={id} />;
  if (page === 'products') return <ProductsPage />;
  if (page === 'own-chat') return <OwnChatPage conversationId={id} />;
  if (page === 'line') return <LinePage conversationId={id} />;
  if (page === 'help') return <HelpPage conversationId={id} />;
  return <NotFoundPage />;
}

/** Staff have no shop of their own: their start page is the desk. */
function GoToDesk() {
  useEffect(() => navigate('/desk', { replace: true }), []);
  return null;
}
