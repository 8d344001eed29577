/** What every page of this folder needs of its address: where the remote is, and what to mount. */
export const query = new URLSearchParams(location.search);
export const remote = query.get('remote');

if (query.has('css')) {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: query.get('css') });
  document.head.append(link);
  await new Promise((resolve) => link.addEventListener('load', resolve));
}
if (query.has('dir')) document.documentElement.dir = query.get('dir');

export const connectionOf = (as) => ({
  endpoint: '/graphql',
  async getAccessToken() {
    const body = JSON.stringify({ as });
    const response = await fetch('/auth/chat-token', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return (await response.json()).token;
  },
});
export const props = () => ({ connection: connectionOf(query.get('as') ?? 'ada'), ...JSON.parse(query.get('props') ?? '{}') });
export const options = () => JSON.parse(query.get('options') ?? '{}');
