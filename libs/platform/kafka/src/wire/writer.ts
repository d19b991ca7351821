/** Bytes one after the other into a buffer that is large enough from the start. */
export class Writer {
  #at = 0;

  constructor(readonly bytes: Buffer) {}

  get at(): number {
    return this.#at;
  }

  int8(value: number): void {
    this.#at = this.bytes.writeInt8(value, this.#at);
  }

  int16(value: number): void {
    this.#at = this.bytes.writeInt16BE(value, this.#at);
  }

  int32(value: number): void {
    this.#at = this.bytes.writeInt32BE(value, this.#at);
  }

  int64(value: bigint): void {
    this.#at = this.bytes.writeBigInt64BE(value, this.#at);
  }

  /** Zigzag and base 128, 32 bits at most. */
  varint(value: number): void {
    let rest = zigzag(value);
    while (rest > 127) {
      this.bytes[this.#at] = (rest & 127) | 128;
      this.#at += 1;
      rest >>>= 7;
    }
    this.bytes[this.#at] = rest;
    this.#at += 1;
  }

  /** UTF-8, without a length; how many bytes. */
  text(value: string): number {
    const size = this.bytes.write(value, this.#at);
    this.#at += size;
    return size;
  }

  copy(value: Uint8Array): void {
    this.bytes.set(value, this.#at);
    this.#at += value.length;
  }
}

export const sizeOfVarint = (value: number): number => {
  const coded = zigzag(value);
  if (coded < 0x80) return 1;
  if (coded < 0x4000) return 2;
  if (coded < 0x20_0000) return 3;
  return coded < 0x1000_0000 ? 4 : 5;
};

const zigzag = (value: number): number => ((value << 1) ^ (value >> 31)) >>> 0;
