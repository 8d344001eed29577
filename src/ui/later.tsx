import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/**
 * What is seen only after somebody asked for it is loaded then. Until it is there, and where it cannot be had, nothing is
 * drawn in its place; the next time it is asked for, it is tried again.
 * `fetch` has it loaded beforehand, as once the page is at rest.
 * @param onMissing called with props where it could not be loaded, so that what was to be opened is not taken for open
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  onMissing?: (props: Props) => void,
): ((props: Props) => ReactNode) & { readonly fetch: () => void } {
  let Loaded: ComponentType<Props> | null = null;
  const get = async (): Promise<void> => {
    Loaded ??= await load();
  };
  const fetch = (): void => void get().catch(() => undefined);
  function Later(props: Props): ReactNode {
    const [, draw] = useState(Loaded !== null);
    const [start] = useState(() => () => onMissing?.(props));
    useEffect(() => {
      if (Loaded !== null) return undefined;
      let gone = false;
      get().then(
        () => {
          if (!gone) draw(true);
        },
        () => {
          if (!gone) start();
        },
      );
      return () => {
        gone = true;
      };
    }, [start]);
    return Loaded === null ? null : <Loaded {...props} />;
  }
  return Object.assign(Later, { fetch });
}
