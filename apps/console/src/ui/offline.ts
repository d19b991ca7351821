import { createContext, useContext } from 'react';

/** A session out of a file: nothing can be asked or done, and time stands still. */
export interface Offline {
  /** When the file was made, in milliseconds since the epoch. */
  readonly at: number;
}

export const OfflineContext = createContext<Offline | null>(null);

/** `null`: there is a server. */
export const useOffline = (): Offline | null => useContext(OfflineContext);
