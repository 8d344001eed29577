/** Headers of the shell's pages: scripts only from the shell and the remote, data only from the server, no framing. */
export function shellHeaders(remoteOrigins: readonly string[], socketOrigins: readonly string[]): Readonly<Record<string, string>> {
  const remote = sources(remoteOrigins, 'http:');
  const policy = [
    "default-src 'self'",
    `script-src 'self' ${remote}`,
    // Emotion writes its rules into style elements at run time.
    `style-src 'self' 'unsafe-inline' ${remote}`,
    `font-src 'self' data: ${remote}`,
    `img-src 'self' data: ${remote}`,
    `connect-src 'self' ${remote} ${sources(socketOrigins, 'ws:')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { 'Content-Security-Policy': policy.join('; '), 'Referrer-Policy': 'no-referrer', 'X-Frame-Options': 'DENY' };
}

/** A policy has no form for IPv6 addresses; where there is nothing else, the scheme has to do. */
function sources(origins: readonly string[], scheme: string): string {
  const named = origins.filter((origin) => !origin.includes('['));
  return named.length > 0 ? named.join(' ') : scheme;
}
