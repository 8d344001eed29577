/** The page calls it before it asks for a component; an empty remote has nothing to set up. */
export function configure(): void {}
