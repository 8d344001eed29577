/** A wait for something to show ends when it shows: a second would be a budget, and machines are noisy. */
if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/react');
  configure({ asyncUtilTimeout: 15_000 });
}

export {};
