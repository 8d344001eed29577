type Handler = (...values: unknown[]) => unknown;

/** One for each handler: the same function given again must be the same again, or effects run anew. */
const known = new WeakMap<Handler, Handler>();

/** A handler of the page that cuts nothing of ours short when it throws: the console says so, with the page's own error. */
export function harmless(prop: string, handler: Handler): Handler {
  const made = known.get(handler);
  if (made) return made;
  const own: Handler = (...values) => {
    try {
      return handler(...values);
    } catch (error) {
      console.error(`The function the page gave as ${prop} threw; the chat goes on.`, error);
      return undefined;
    }
  };
  known.set(handler, own);
  known.set(own, own);
  return own;
}
