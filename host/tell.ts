/** Calls a function of the page, which cuts nothing of ours short when it throws: the console says so, with the page's own error. */
export function tell<A extends unknown[], R>(name: string, handler: ((...values: A) => R) | undefined, ...values: A): R | undefined {
  try {
    return handler?.(...values);
  } catch (error) {
    console.error(`The function the page gave loadRemoteChat as ${name} threw; the chat goes on.`, error);
  }
}
