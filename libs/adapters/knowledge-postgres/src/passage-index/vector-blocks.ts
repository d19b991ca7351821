import { endianness } from 'node:os';

/** Vectors by row, in blocks, so that many more need no copy of those that are there. */
export interface VectorBlocks {
  /** As stored; one of another length than the first is left out. A vector never changes. */
  set(row: number, stored: Buffer): void;
  /** The block that `row` is the first of; `undefined`: none of its rows has a vector. */
  block(row: number): VectorBlock | undefined;
  /** Values of each vector; 0 as long as there is none. */
  readonly width: number;
}

export interface VectorBlock {
  readonly values: Float32Array;
  /** By row of the block: 1 has a vector. */
  readonly filled: Uint8Array;
}

export const BLOCK = 512;

export const createVectorBlocks = (): VectorBlocks => {
  const blocks: (VectorBlock | undefined)[] = [];
  let width = 0;
  return {
    set: (row, stored) => {
      if (width === 0) width = stored.length / 4;
      if (stored.length !== width * 4) return;
      const block = (blocks[Math.floor(row / BLOCK)] ??= emptyBlock(width));
      block.values.set(floatsOf(stored), (row % BLOCK) * width);
      block.filled[row % BLOCK] = 1;
    },
    block: (row) => blocks[Math.floor(row / BLOCK)],
    get width() {
      return width;
    },
  };
};

const emptyBlock = (width: number): VectorBlock => ({
  values: new Float32Array(BLOCK * width),
  filled: new Uint8Array(BLOCK),
});

/** As stored: little-endian 4-byte floats. */
export const bytesOf = (vector: Float32Array): Buffer => {
  const bytes = Buffer.from(Float32Array.from(vector).buffer);
  return endianness() === 'LE' ? bytes : bytes.swap32();
};

const floatsOf = (bytes: Buffer): Float32Array => {
  const aligned = Buffer.from(Uint8Array.from(bytes).buffer);
  if (endianness() === 'BE') aligned.swap32();
  return new Float32Array(aligned.buffer);
};
