// Weights of the local sentence embeddings in .embeddings: unpacked by Maven, then compared with the pinned checksums.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = import.meta.dirname;
const folder = join(here, '../../.embeddings');
const stamp = join(folder, 'verified');

/** Puts the weights into .embeddings unless they are there. Throws when they cannot be had. */
export const installWeights = async () => {
  if (await isVerified()) return folder;
  await mkdir(folder, { recursive: true });
  const unpacked = await mkdtemp(join(folder, 'unpacked-'));
  try {
    await run(
      'mvn',
      [
        ...['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:unpack-dependencies'],
        ...[`-DoutputDirectory=${unpacked}`, '-Dmdep.unpack.includes=*.onnx,*.json'],
        `-DmarkersDirectory=${unpacked}`,
      ],
      { timeout: 300_000 },
    );
    for (const [name, sum] of await pinned()) await take(unpacked, name, sum);
    await writeFile(stamp, await list());
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
  return folder;
};

/** Through a copy, so that two that run at once leave whole files. */
const take = async (unpacked, name, sum) => {
  const bytes = await readFile(join(unpacked, name));
  if (createHash('sha256').update(bytes).digest('hex') !== sum)
    throw new Error(`${name} does not match tools/embeddings/checksums.txt`);
  const partial = join(unpacked, `${name}.partial`);
  await copyFile(join(unpacked, name), partial);
  await rename(partial, join(folder, name));
};

const list = () => readFile(join(here, 'checksums.txt'), 'utf8');

const pinned = async () =>
  (await list())
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/).reverse());

/** The stamp holds the list that the files were compared with, so a changed list means new files. */
const isVerified = async () =>
  existsSync(stamp) && (await readFile(stamp, 'utf8')) === (await list());
