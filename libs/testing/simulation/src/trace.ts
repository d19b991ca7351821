import { createHash } from 'node:crypto';

/** Characters gathered before they are hashed: hashing each note by itself cost a third of a simulation. */
const CHUNK = 65_536;

/** Hash over every decision of a history: two runs of one seed must agree to the last one. */
export class Trace {
  readonly #hash = createHash('sha256');
  #pending = '';
  #steps = 0;

  note(text: string): void {
    this.#pending += text;
    this.#pending += '\n';
    this.#steps += 1;
    if (this.#pending.length < CHUNK) return;
    this.#hash.update(this.#pending);
    this.#pending = '';
  }

  get steps(): number {
    return this.#steps;
  }

  /** Of everything noted so far. */
  digest(): string {
    const hash = this.#hash.copy().update(this.#pending).digest('hex').slice(0, 16);
    return `${hash}-${this.#steps}`;
  }
}
