import { createServer, type Server } from 'node:http';
import { createStatic } from '../http/static.ts';

/** The remote's files, on an origin of their own as in production, for pages of any origin: they hold code, never data. */
export function createRemoteServer(folder: string): Server {
  const serve = createStatic({
    folder,
    fallback: null,
    headers: { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin', 'Timing-Allow-Origin': '*' },
  });
  return createServer((request, response) => {
    if (request.url === '/healthz') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"status":"ok"}');
      return;
    }
    serve(request, response)
      .then((served) => {
        if (!served)
          response
            .writeHead(404, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/plain; charset=utf-8' })
            .end('There is no such file.\n');
      })
      .catch(() => response.destroy());
  });
}
