import type { Clock, EpochMs, Logger } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';

/** Whether requests try the log: with an open circuit none waits for a log that is known to be away. */
export interface Circuit {
  /** `null` while the log takes records. */
  openSince(): EpochMs | null;
  /** Nothing may be tried. */
  isOpen(): boolean;
  /** May this request try? One at a time after the log answered again; it tells how it went below. */
  enter(): boolean;
  /** A record was taken. */
  succeeded(): void;
  failed(error: unknown): void;
  /** Neither: the record was the reason. */
  leave(): void;
  /** The log answers questions again; the next request tries whether it takes records, too. */
  answered(): void;
}

export const createCircuit = (deps: { readonly clock: Clock; readonly logger: Logger }): Circuit =>
  new LogCircuit(deps);

class LogCircuit implements Circuit {
  #state: 'closed' | 'open' | 'half-open' = 'closed';
  #since: EpochMs | null = null;
  #trying = false;

  constructor(private readonly deps: { readonly clock: Clock; readonly logger: Logger }) {}

  openSince(): EpochMs | null {
    return this.#since;
  }

  isOpen(): boolean {
    return this.#state === 'open';
  }

  enter(): boolean {
    if (this.#state !== 'half-open') return this.#state === 'closed';
    if (this.#trying) return false;
    this.#trying = true;
    return true;
  }

  succeeded(): void {
    if (this.#since !== null)
      this.deps.logger.info({ since: timeOf(this.#since) }, 'the log takes webhooks again');
    this.#become('closed');
    this.#since = null;
  }

  failed(error: unknown): void {
    if (this.#since === null)
      this.deps.logger.warn(
        { because: messageOf(error) },
        'the log takes no webhooks: they are spooled',
      );
    this.#become('open');
    this.#since ??= this.deps.clock.now();
  }

  leave(): void {
    this.#trying = false;
  }

  answered(): void {
    if (this.#state === 'open') this.#become('half-open');
  }

  #become(state: 'closed' | 'open' | 'half-open'): void {
    this.#state = state;
    this.#trying = false;
  }
}

const timeOf = (at: EpochMs): string => new Date(at).toISOString();
