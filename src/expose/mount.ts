import { whole as wholeModules } from '../queries/parts.ts';
import { atWork, configure } from './configure.ts';
import type { Mount, Mounted, MountModule, MountOptions, MountProps } from './mount-contract.ts';
import { bring, createInstance, type Instance } from './mounted.tsx';

export { onPart } from '../queries/parts.ts';
export { contract, fit } from './about.ts';
export type * from './mount-contract.ts';
export { atWork, configure };

/** Kept on the element's side, so that what is forgotten with its element is not kept alive from here. */
const instances = new WeakMap<Element, Instance>();

/**
 * Puts a module into an element of any page: own React, own styles, and by default a shadow root. A second call for the same element
 * updates what is there; for another module or isolation it takes its place. Throws TypeError when `element` is none.
 */
export const mount: Mount = <M extends MountModule = 'AIChatInterface'>(
  element: Element,
  props: MountProps[M] = {} as MountProps[M],
  options: MountOptions<M> = {},
): Mounted<M> => {
  if (!(element instanceof Element)) throw new TypeError('mount(): the first argument must be an element of the page.');
  const known = instances.get(element);
  if (known?.fits(options, props)) {
    known.update(props);
    return known as Mounted<M>;
  }
  known?.unmount();
  const made = createInstance(element, props, options, () => {
    if (instances.get(element) === made) instances.delete(element);
  });
  instances.set(element, made);
  return made as Mounted<M>;
};

/** As `configure`'s, of what is mounted where nothing else is said: what a page will mount is not known before. */
export async function whole(): Promise<void> {
  await bring.AIChatInterface();
  await wholeModules();
}

export default mount;
