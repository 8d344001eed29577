import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Origins } from './origins.ts';

/**
 * Says which page may read the response; no credentials, because there are no cookies to send (H42).
 * @returns false when the request comes from a page that may not use the server; the caller refuses it.
 */
export function applyCors(request: IncomingMessage, response: ServerResponse, origins: Origins): boolean {
  const origin = request.headers.origin;
  response.setHeader('Vary', 'Origin');
  if (origin === undefined) return true;
  if (!origins.allows(origin)) return false;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
  return true;
}

export function answerPreflight(response: ServerResponse): void {
  response.writeHead(204, {
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type',
    'Access-Control-Max-Age': '600',
    'Content-Length': '0',
  });
  response.end();
}
