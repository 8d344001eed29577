import { createContext, useContext } from 'react';

export type Density = 'comfortable' | 'compact';

export const DensityContext = createContext<Density>('comfortable');

/** How much room the host gave things, for what is laid out by numbers; styles use `COMPACT`. */
export const useDensity = (): Density => useContext(DensityContext);
