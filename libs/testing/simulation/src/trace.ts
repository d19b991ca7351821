/** Hash over every decision of a history: two runs of one seed must agree to the last one. */
export class Trace {
  #a = 0x811c9dc5;
  #b = 0x01234567;
  #steps = 0;

  note(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      this.#a = Math.imul(this.#a ^ code, 0x01000193);
      this.#b = Math.imul(this.#b ^ code, 0x5bd1e995) ^ (this.#b >>> 13);
    }
    this.#steps += 1;
  }

  get steps(): number {
    return this.#steps;
  }

  digest(): string {
    const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
    return `${hex(this.#a)}${hex(this.#b)}-${this.#steps}`;
  }
}
