import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode, InfraError } from '@deskstream/kernel';
import { makeFolders } from '@deskstream/platform-config';
import type { DeskState } from './desk/model';

export type Saved<State = DeskState> = Readonly<Record<string, State>>;

/** Keeps the desks in one JSON file: written beside it, then renamed; writes that come close together merge. */
export const openDataFile = async <State = DeskState>(
  path: string,
  current: () => Saved<State>,
) => {
  const saved = await load<State>(path);
  let writing: Promise<void> | null = null;
  let again = false;
  const write = async (): Promise<void> => {
    do {
      again = false;
      makeFolders(dirname(path));
      await writeFile(`${path}.new`, JSON.stringify(current()));
      await rename(`${path}.new`, path);
    } while (again);
    writing = null;
  };
  return {
    saved,
    changed: (): void => {
      again = true;
      writing ??= write();
      writing.catch(() => (writing = null));
    },
    /** Resolves when everything is on disk. */
    flush: async (): Promise<void> => {
      await writing;
    },
  };
};

const load = async <State>(path: string): Promise<Saved<State>> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Saved<State>;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return {};
    throw new InfraError(
      'SIMULATOR.DATA_FILE',
      `The simulator cannot read ${path}. Repair the file or remove it to start with no conversations.`,
      false,
      error,
    );
  }
};
