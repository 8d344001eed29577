/** Headers of the shell's pages: scripts only from the shell and the remote, data only from the server, no framing. */
export function shellHeaders(remoteOrigin: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'self'",
    `script-src 'self' ${remoteOrigin}`,
    // Emotion writes its rules into style elements at run time.
    `style-src 'self' 'unsafe-inline' ${remoteOrigin}`,
    `font-src 'self' data: ${remoteOrigin}`,
    `img-src 'self' data: ${remoteOrigin}`,
    `connect-src 'self' ${remoteOrigin} ws: wss:`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { 'Content-Security-Policy': policy.join('; '), 'Referrer-Policy': 'no-referrer', 'X-Frame-Options': 'DENY' };
}
