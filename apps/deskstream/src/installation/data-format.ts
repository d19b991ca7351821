import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InfraError } from '@deskstream/kernel';
import { makeFolders } from '@deskstream/platform-config';

/**
 * Raised when an older program must not open what this one wrote: a new version of an event or input,
 * another layout of the folder. Tables have migrations of their own and need no raise.
 */
const DATA_FORMAT = 1;

const FORMAT_FILE = 'format.json';

/** Refuses a data folder of a newer Deskstream (DATA.TOO_NEW); marks an older or new one as this version's. */
export const claimFormat = async (folder: string): Promise<void> => {
  const found = await formatOf(folder);
  if (found !== null && found > DATA_FORMAT)
    throw new InfraError(
      'DATA.TOO_NEW',
      `data folder ${folder}: expected format ${DATA_FORMAT} or older, found ${found} of a newer Deskstream; start that version or a later one, or choose another DESKSTREAM_DATA. Nothing was changed`,
      false,
    );
  if (found === DATA_FORMAT) return;
  await write(folder).catch((error: unknown) => {
    throw new InfraError(
      'DATA.NO_ACCESS',
      `data folder ${folder} cannot be made or written to (${codeOf(error)}); make it writable for this user, or choose another DESKSTREAM_DATA`,
      false,
      error,
    );
  });
};

const write = async (folder: string): Promise<void> => {
  makeFolders(folder);
  await writeFile(join(folder, FORMAT_FILE), `${JSON.stringify({ format: DATA_FORMAT })}\n`);
};

/** `null` for a folder of before there was such a file, and for none. */
const formatOf = async (folder: string): Promise<number | null> => {
  const text = await readFile(join(folder, FORMAT_FILE), 'utf8').catch(() => null);
  return text === null ? null : (numberIn(text) ?? damaged(folder));
};

const numberIn = (text: string): number | null => {
  const [, digits] = /"format":\s*(\d+)/.exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
};

const damaged = (folder: string): never => {
  throw new InfraError(
    'DATA.DAMAGED',
    `${join(folder, FORMAT_FILE)}: expected {"format": ${DATA_FORMAT}}, found something else; restore the folder from a backup, or repair this file when you know which version wrote the folder`,
    false,
  );
};

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
