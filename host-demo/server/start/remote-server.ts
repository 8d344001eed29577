import { createServer, type Server } from 'node:http';
import { createStatic, type ServeFile } from '../http/static.ts';

/** For pages of any origin: they hold code, never data. */
export const remoteHeaders: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Timing-Allow-Origin': '*',
};

/**
 * The remote's files, on an origin of their own as in production.
 * @param releases asked first, where versions are served beside the one build.
 */
export function createRemoteServer(folder: string, releases?: ServeFile): Server {
  const build = createStatic({ folder, fallback: null, headers: remoteHeaders });
  const serve: ServeFile = async (request, response) => ((await releases?.(request, response)) ?? false) || build(request, response);
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
