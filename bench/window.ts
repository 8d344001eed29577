/** Every subject is measured in the same window. */
export const VIEWPORT = { width: 1_280, height: 800 };
