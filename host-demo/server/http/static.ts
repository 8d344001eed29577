/** Files of a built folder. Only what lies in it, only by GET and HEAD, always with the right type. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.zip': 'application/zip',
};

export interface StaticOptions {
  readonly folder: string;
  /** File sent for an address without an extension that is no file: pages of a single-page app. Null: 404. */
  readonly fallback: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** @returns false when there is no such file; nothing has been sent then. */
export type ServeFile = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export function createStatic(options: StaticOptions): ServeFile {
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = resolvePath(options.folder, request.url ?? '/');
    if (path === null) return false;
    const found = (await sizeOf(path)) !== null ? path : fallbackFor(options, path);
    const size = found === null ? null : await sizeOf(found);
    if (found === null || size === null) return false;
    response.writeHead(200, {
      'Content-Type': TYPES[extname(found)] ?? 'application/octet-stream',
      'Content-Length': size,
      'Cache-Control': cacheRule(found),
      'X-Content-Type-Options': 'nosniff',
      ...options.headers,
    });
    if (request.method === 'HEAD') response.end();
    // A caller that leaves in mid-file is no fault.
    else await pipeline(createReadStream(found), response).catch(() => response.destroy());
    return true;
  };
}

/** The file an address means, or null when it would lie outside the folder. */
function resolvePath(folder: string, url: string): string | null {
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(url, 'http://server').pathname);
  } catch {
    return null;
  }
  if (pathname.includes('\0')) return null;
  const path = normalize(join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname));
  return path.startsWith(folder + sep) ? path : null;
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? found.size : null;
}

function fallbackFor(options: StaticOptions, path: string): string | null {
  return options.fallback !== null && extname(path) === '' ? join(options.folder, options.fallback) : null;
}

/** A name with a hash never changes its content; everything else is asked for again. */
function cacheRule(path: string): string {
  return /\.[0-9a-f]{8,}\./.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
