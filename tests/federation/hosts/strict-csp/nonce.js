/** The page's own; browsers keep it from its markup, not from its scripts. */
export const { nonce } = document.querySelector('script[nonce]');
