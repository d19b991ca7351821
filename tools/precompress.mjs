// Beside each text file of a folder, the same compressed: the server sends what the browser takes.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = /\.(js|css|html|svg|json)$/;
/** A smaller one gains nothing. */
const WORTH_IT = 1_024;

const brotli = (bytes) =>
  promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } });

export const precompress = async (folder) => {
  const files = await readdir(folder, { recursive: true });
  await Promise.all(
    files
      .filter((file) => TEXT.test(file) && !file.startsWith('.'))
      .map((file) => compress(join(folder, file))),
  );
};

const compress = async (file) => {
  const bytes = await readFile(file);
  if (bytes.length < WORTH_IT) return;
  await Promise.all([
    writeFile(`${file}.br`, await brotli(bytes)),
    writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 })),
  ]);
};
