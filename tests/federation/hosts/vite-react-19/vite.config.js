import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the shop's server is, beside which the page is developed; built, that server gives out the page itself. */
const shop = process.env.SHOP_SERVER;

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/auth': shop, '/graphql': { target: shop, ws: true } } },
});
